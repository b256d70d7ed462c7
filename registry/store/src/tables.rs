//! How each record is written down.

use ambient::Timestamp;
use annuaire::{Correspondance, Fait};
use registry_core::identite::Certification;
use registry_core::import::Empreinte;
use registry_core::port::{EcritureExercice, EcritureSituation, PortError};
use registry_core::{Personne, Structure};
use sante::IdentifiantNational;

use crate::bulk::{Ligne, Table};
use crate::texte;

/// A professional of the RPPS, as `personne.genre` says it.
pub const PROFESSIONNEL: &str = "PROFESSIONNEL";
/// A card holder without RPPS number.
pub const PORTEUR: &str = "PORTEUR";

pub const STRUCTURE: Table =
    Table { nom: "structure", colonnes: &["cle", "genre", "finess", "finess_ej", "raison_sociale", "details"], cle: 1 };

pub const PERSONNE: Table = Table {
    nom: "personne",
    colonnes: &[
        "identifiant",
        "genre",
        "source",
        "nom",
        "prenoms",
        "civilite",
        "sexe",
        "naissance",
        "commune_naissance",
        "pays_naissance",
        "lieu_naissance",
        "autres_identifiants",
        "structure",
        "desactivee_le",
        "desactivee_par",
    ],
    cle: 1,
};

pub const EXERCICE: Table = Table {
    nom: "exercice",
    colonnes: &[
        "personne",
        "profession",
        "categorie",
        "rang",
        "civilite",
        "nom",
        "prenom",
        "noms_par",
        "savoir_faire",
        "retire_le",
    ],
    cle: 3,
};

pub const SITUATION: Table = Table {
    nom: "situation",
    colonnes: &[
        "id",
        "personne",
        "profession",
        "categorie",
        "rang",
        "source",
        "mode",
        "secteur",
        "section_pharmacien",
        "role",
        "genre_activite",
        "autorite",
        "structure",
        "debut",
        "fin",
        "terminee_par",
    ],
    cle: 1,
};

pub const CORRESPONDANCE: Table =
    Table { nom: "correspondance", colonnes: &["personne", "mobile", "courriel"], cle: 1 };

pub const EVENEMENT: Table = Table { nom: "evenement", colonnes: &["numero", "survenu", "personne", "fait"], cle: 1 };

pub const CERTIFICATION: Table = Table { nom: "certification", colonnes: &["personne", "etat", "depuis"], cle: 1 };

pub const EMPREINTE: Table = Table { nom: "empreinte_extraction", colonnes: &["personne", "empreinte"], cle: 1 };

pub const ECHEANCE: Table = Table { nom: "echeance", colonnes: &["situation", "fin"], cle: 1 };

pub const RESSEMBLANCE: Table = Table {
    nom: "ressemblance",
    colonnes: &["personne", "naissance", "nom", "nom_exercice", "prenom_lieu", "traits"],
    cle: 1,
};

pub const MOT: Table = Table { nom: "mot_exercice", colonnes: &["personne", "mot", "tous"], cle: 2 };

pub const MOT_CONNU: Table = Table { nom: "mot_connu", colonnes: &["mot", "texte", "nombre"], cle: 1 };

/// Its key is all there is.
pub const MOT_PROCHE: Table = Table { nom: "mot_proche", colonnes: &["cle", "texte"], cle: 2 };

/// Its key is all there is.
pub const ANNUAIRE_MAJ: Table = Table { nom: "annuaire_maj", colonnes: &["genre", "cle", "le"], cle: 3 };

pub fn structure(structure: &Structure) -> Result<Ligne, PortError> {
    let details = &structure.details;
    Ok(vec![
        structure.cle.as_str().into(),
        structure.genre.as_str().into(),
        details.finess.as_str().into(),
        details.finess_ej.as_str().into(),
        details.raison_sociale.as_str().into(),
        texte::ecrire("structure.details", details)?.into(),
    ])
}

pub fn personne(personne: &Personne) -> Result<Ligne, PortError> {
    let (genre, autres, structure) = match personne {
        Personne::Professionnel(professionnel) => (PROFESSIONNEL, professionnel.autres_identifiants.as_slice(), None),
        Personne::PorteurDeCarte(porteur) => (PORTEUR, [].as_slice(), Some(porteur.structure.to_string())),
    };
    let etat_civil = personne.etat_civil();
    let desactivation = personne.desactivation();
    Ok(vec![
        personne.identifiant().to_string().into(),
        genre.into(),
        personne.source().as_str().into(),
        etat_civil.nom.as_str().into(),
        texte::ecrire("personne.prenoms", &etat_civil.prenoms)?.into(),
        etat_civil.code_civilite.as_str().into(),
        etat_civil.code_sexe.as_str().into(),
        etat_civil.naissance.map(|jour| jour.to_string()).into(),
        etat_civil.commune_naissance.as_str().into(),
        etat_civil.pays_naissance.as_str().into(),
        etat_civil.lieu_naissance.as_str().into(),
        texte::ecrire("personne.autres_identifiants", autres)?.into(),
        structure.into(),
        desactivation.map(|desactivation| desactivation.depuis.millis()).into(),
        desactivation.map(|desactivation| desactivation.par.to_string()).into(),
    ])
}

pub fn exercice(ecriture: &EcritureExercice) -> Result<Ligne, PortError> {
    let exercice = &ecriture.exercice;
    Ok(vec![
        ecriture.personne.to_string().into(),
        exercice.cle.code_profession.as_str().into(),
        exercice.cle.code_categorie.as_str().into(),
        i64::from(ecriture.rang).into(),
        exercice.code_civilite.as_str().into(),
        exercice.nom.as_str().into(),
        exercice.prenom.as_str().into(),
        exercice.noms_par.as_str().into(),
        texte::ecrire("exercice.savoir_faire", &exercice.savoir_faire)?.into(),
        exercice.retire_le.map(Timestamp::millis).into(),
    ])
}

pub fn situation(ecriture: &EcritureSituation) -> Ligne {
    let situation = &ecriture.situation;
    vec![
        situation.id.as_str().into(),
        ecriture.personne.to_string().into(),
        ecriture.exercice.code_profession.as_str().into(),
        ecriture.exercice.code_categorie.as_str().into(),
        i64::from(ecriture.rang).into(),
        situation.source.as_str().into(),
        situation.code_mode.as_str().into(),
        situation.code_secteur.as_str().into(),
        situation.code_section_pharmacien.as_str().into(),
        situation.code_role.as_str().into(),
        situation.code_genre.as_str().into(),
        situation.autorite.as_str().into(),
        situation.structure.as_ref().map(ToString::to_string).into(),
        situation.debut.map(Timestamp::millis).into(),
        situation.fin.map(|fin| fin.le.millis()).into(),
        situation.fin.map(|fin| fin.par.to_string()).into(),
    ]
}

pub fn correspondance((personne, correspondance): &(IdentifiantNational, Correspondance)) -> Ligne {
    vec![personne.to_string().into(), correspondance.mobile.clone().into(), correspondance.courriel.clone().into()]
}

pub fn certification(depuis: Timestamp, (personne, etat): &(IdentifiantNational, Certification)) -> Ligne {
    vec![personne.to_string().into(), etat.as_str().into(), depuis.millis().into()]
}

pub fn empreinte((personne, empreinte): &(IdentifiantNational, Empreinte)) -> Ligne {
    vec![personne.to_string().into(), empreinte.to_string().into()]
}

pub fn evenement(
    numero: i64,
    survenu: Timestamp,
    (personne, fait): &(IdentifiantNational, Fait),
) -> Result<Ligne, PortError> {
    Ok(vec![
        numero.into(),
        survenu.millis().into(),
        personne.to_string().into(),
        texte::ecrire("evenement.fait", fait)?.into(),
    ])
}
