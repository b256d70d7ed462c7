//! The directrice: a card of her establishment, no RPPS number. She is declared, not imported.

use annuaire::Correspondance;
use registry_server::NouveauPorteur;
use sante::{Finess, IdentifiantNational};

use super::nommes::{Moyen, PersonneNommee};

/// The legal entity that vouches for her.
const ENTITE: &str = "690990015";

pub fn nommee() -> PersonneNommee {
    PersonneNommee {
        cle: "directrice",
        qui: "directrice, carte d'établissement, sans RPPS ni rôle (Dossier résident la refuse)",
        identifiant: identifiant(),
        nom: "FICTIF-ROUVIER",
        prenom: "Claire",
        mobile: "+33639980013",
        courriel: "claire.rouvier@example.org",
        moyen: Moyen::CarteCpe,
    }
}

/// What the sandbox declares to the registry after its first import.
pub fn directrice() -> NouveauPorteur {
    let nommee = nommee();
    NouveauPorteur {
        identifiant: nommee.identifiant,
        nom: nommee.nom.to_owned(),
        prenom: nommee.prenom.to_owned(),
        code_civilite: "MME".to_owned(),
        structure: annuaire::Structure {
            finess: ENTITE.to_owned(),
            finess_ej: ENTITE.to_owned(),
            identifiant_technique: format!("F{ENTITE}"),
            raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
            code_postal: "69003".to_owned(),
            code_commune: "69123".to_owned(),
            code_pays: "99100".to_owned(),
            ancien_identifiant: format!("1{ENTITE}"),
            ..annuaire::Structure::default()
        },
        correspondance: Correspondance {
            mobile: Some(nommee.mobile.to_owned()),
            courriel: Some(nommee.courriel.to_owned()),
            activation_des: None,
        },
    }
}

fn identifiant() -> IdentifiantNational {
    let finess: Finess = ENTITE.parse().expect("a constant with nine digits");
    IdentifiantNational::Finess { finess, interne: "CPED0001".to_owned() }
}
