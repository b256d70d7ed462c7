//! Card holders without RPPS number.

use annuaire::{Correspondance, Fait, Porteur, Structure};
use registry_core::journal::{Acte, Dossier};
use registry_core::{CleStructure, NouveauPorteur};

use crate::banc::{Banc, PREMIER, id};
use crate::extraction::Extraction;

pub fn directrice() -> NouveauPorteur {
    NouveauPorteur {
        identifiant: id("3690990015/CPED0001"),
        nom: "FICTIF-ROUVIER".to_owned(),
        prenom: "Claire".to_owned(),
        code_civilite: "MME".to_owned(),
        structure: Structure {
            finess: "690990015".to_owned(),
            finess_ej: "690990015".to_owned(),
            raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
            ..Structure::default()
        },
        correspondance: Correspondance {
            mobile: Some("+33639980013".to_owned()),
            courriel: Some("claire.rouvier@example.org".to_owned()),
            activation_des: None,
        },
    }
}

// requirement: GES-26 MIE-09
async fn a_card_holder_has_an_identity_a_structure_and_no_role(banc: Banc) {
    banc.declaration().declarer_porteur(directrice()).await.unwrap();
    let lue = banc.personne("3690990015/CPED0001").await.unwrap();
    assert_eq!((lue.nom.as_str(), lue.prenom.as_str(), lue.exercices.len()), ("FICTIF-ROUVIER", "Claire", 0));
    let Porteur::PorteurDeCarte { structure } = lue.porteur else { panic!("a card holder") };
    assert_eq!(structure.raison_sociale, "ASSOCIATION FICTIVE LES TILLEULS");
    assert_eq!(lue.autres_identifiants[0].origine, "FINESS");
    assert_eq!(banc.faits("3690990015/CPED0001").await, [Fait::PersonneInscrite]);
    let structure = CleStructure::finess(&"690990015".parse().unwrap());
    let dit = Acte::Dossier(Dossier::PorteurDeclare { personne: id("3690990015/CPED0001"), structure });
    assert!(banc.carnet.actes.lock().unwrap().contains(&dit));
    let correspondance = banc.lecture().correspondance(&id("3690990015/CPED0001"), "test").await.unwrap();
    assert_eq!(correspondance.mobile.as_deref(), Some("+33639980013"));
}

async fn a_legal_entity_known_by_its_number_alone_gets_its_name(banc: Banc) {
    banc.importer(&Extraction::exemple().texte(), PREMIER).await;
    banc.declaration().declarer_porteur(directrice()).await.unwrap();
    let Porteur::PorteurDeCarte { structure } = banc.personne("3690990015/CPED0001").await.unwrap().porteur else {
        panic!("a card holder")
    };
    assert_eq!(structure.raison_sociale, "ASSOCIATION FICTIVE LES TILLEULS");
    assert_eq!(banc.importer(&Extraction::exemple().texte(), PREMIER).await.ecritures, 0);
}

async fn a_company_may_vouch_by_its_siret(banc: Banc) {
    let structure = Structure { siret: "99999999800019".to_owned(), ..Structure::default() };
    let porteur = NouveauPorteur { identifiant: id("599999999800019/CPAT0001"), structure, ..directrice() };
    banc.declaration().declarer_porteur(porteur).await.unwrap();
    assert!(banc.personne("599999999800019/CPAT0001").await.is_ok());
}

async fn a_declaration_that_does_not_hold_is_refused(banc: Banc) {
    let declarer = |porteur| {
        let declaration = banc.declaration();
        async move { declaration.declarer_porteur(porteur).await.map_err(|erreur| erreur.code()) }
    };
    let rpps = NouveauPorteur { identifiant: id("899900000011"), ..directrice() };
    assert_eq!(declarer(rpps).await, Err("porteur_mauvais_identifiant"));
    let ailleurs = NouveauPorteur { identifiant: id("3440990026/CPED0001"), ..directrice() };
    assert_eq!(declarer(ailleurs).await, Err("porteur_autre_structure"));
    assert!(banc.evenements().await.is_empty());
    assert_eq!(declarer(directrice()).await, Ok(()));
    assert_eq!(declarer(directrice()).await, Err("porteur_deja_connu"));
    assert_eq!(banc.evenements().await.len(), 1);
}

sur_les_deux_moteurs!(
    a_card_holder_has_an_identity_a_structure_and_no_role,
    a_legal_entity_known_by_its_number_alone_gets_its_name,
    a_company_may_vouch_by_its_siret,
    a_declaration_that_does_not_hold_is_refused,
);
