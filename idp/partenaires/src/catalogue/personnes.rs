//! Invented people, in the shape in which the registry tells them.

use annuaire::{Exercice, Personne, Porteur, SavoirFaire, Situation, Structure};
use sante::{AutreIdentifiant, IdentifiantNational};

/// An `8`-number of the range of the sandbox, and a holder of a card of an establishment.
const NUMERO: &str = "899900000011";
const PORTEUR: &str = "3690990114/CPET0002";

pub fn infirmiere() -> Personne {
    Personne {
        identifiant: identifiant(NUMERO),
        porteur: Porteur::Professionnel,
        nom: "FICTIF-MARTEL".into(),
        prenom: "Alba".into(),
        code_civilite: "MME".into(),
        exercices: vec![exercice(vec![situation("situation-1", tilleuls())])],
        autres_identifiants: vec![AutreIdentifiant { identifiant: NUMERO.into(), origine: "RPPS".into(), qualite: 1 }],
    }
}

pub fn deux_lieux() -> Personne {
    let situations = vec![situation("situation-1", tilleuls()), situation("situation-2", vercors())];
    Personne { exercices: vec![exercice(situations)], ..infirmiere() }
}

/// Without RPPS number: an identity, and the structure that vouches for it.
pub fn porteur() -> Personne {
    Personne {
        identifiant: identifiant(PORTEUR),
        porteur: Porteur::PorteurDeCarte { structure: Box::new(tilleuls()) },
        nom: "FICTIF-DURIEUX".into(),
        prenom: "Noé".into(),
        exercices: Vec::new(),
        autres_identifiants: Vec::new(),
        ..infirmiere()
    }
}

fn identifiant(text: &str) -> IdentifiantNational {
    text.parse().expect("the invented number is one")
}

fn exercice(situations: Vec<Situation>) -> Exercice {
    Exercice {
        code_profession: "60".into(),
        code_categorie: "C".into(),
        code_civilite: "MME".into(),
        nom: "FICTIF-MARTEL".into(),
        prenom: "Alba".into(),
        savoir_faire: Vec::<SavoirFaire>::new(),
        situations,
    }
}

fn situation(id: &str, structure: Structure) -> Situation {
    Situation {
        id: id.into(),
        code_mode_exercice: "S".into(),
        code_secteur: "SA05".into(),
        code_section_pharmacien: String::new(),
        code_role: String::new(),
        code_genre_activite: "GENR02".into(),
        autorite: "ARS/ARS/ARS".into(),
        debut: None,
        fin: None,
        structure: Some(structure),
    }
}

fn tilleuls() -> Structure {
    Structure {
        finess: "690990114".into(),
        identifiant_technique: "F690990114".into(),
        raison_sociale: "EHPAD FICTIF LES TILLEULS".into(),
        code_postal: "69003".into(),
        bureau_cedex: "69003 LYON".into(),
        code_pays: "99000".into(),
        ..Structure::default()
    }
}

fn vercors() -> Structure {
    Structure {
        finess: "380990117".into(),
        identifiant_technique: "F380990117".into(),
        raison_sociale: "MAS FICTIVE DU VERCORS".into(),
        code_postal: "38250".into(),
        bureau_cedex: "38250 LANS".into(),
        ..tilleuls()
    }
}
