//! The answers about people.

use annuaire::{Correspondance, Personne, Porteur, Refus, Structure, chemin};
use http::{StatusCode, header};
use registry_server::NouveauPorteur;

use crate::maison::{ALBA, Maison};

#[tokio::test]
async fn a_person_is_told_without_contact_data_to_be_kept_by_nobody() {
    let maison = Maison::ouvrir().await;
    let reponse = maison.demander(ALBA, Some("Bearer cle-lecture")).await;
    assert_eq!(reponse.headers()[header::CACHE_CONTROL], "no-store");
    let (_, alba): (_, serde_json::Value) = maison.lire(ALBA, "lecture").await;
    assert!(!alba.to_string().contains("example.org") && !alba.to_string().contains("+336"));
    let alba: Personne = serde_json::from_value(alba).unwrap();
    assert_eq!((alba.nom.as_str(), alba.exercices[0].situations.len()), ("FICTIF-MARTEL", 2));
}

#[tokio::test]
async fn correspondence_data_have_a_path_of_their_own() {
    let maison = Maison::ouvrir().await;
    let chemin = format!("{ALBA}/correspondance");
    let (statut, lue): (_, Correspondance) = maison.lire(&chemin, "correspondance").await;
    assert_eq!((statut, lue.mobile.as_deref()), (StatusCode::OK, Some("+33639980001")));
}

#[tokio::test]
async fn an_identifier_with_a_slash_is_one_segment() {
    let maison = Maison::ouvrir().await;
    let identifiant: sante::IdentifiantNational = "3690990015/CPED0001".parse().unwrap();
    let structure = Structure { finess_ej: "690990015".to_owned(), ..Structure::default() };
    let porteur = NouveauPorteur {
        identifiant: identifiant.clone(),
        nom: "FICTIF-ROUVIER".to_owned(),
        prenom: "Claire".to_owned(),
        code_civilite: "MME".to_owned(),
        structure,
        correspondance: Correspondance::default(),
    };
    maison.registre.declaration().declarer_porteur(porteur).await.unwrap();
    let (statut, lue): (_, Personne) = maison.lire(&chemin::personne(&identifiant), "lecture").await;
    assert_eq!(statut, StatusCode::OK);
    assert!(matches!(lue.porteur, Porteur::PorteurDeCarte { .. }));
    let (statut, _): (_, Correspondance) = maison.lire(&chemin::correspondance(&identifiant), "correspondance").await;
    assert_eq!(statut, StatusCode::OK);
}

#[tokio::test]
async fn unknown_gone_malformed_and_lost_are_told_apart() {
    let maison = Maison::ouvrir().await;
    let alba = "899900000011".parse().unwrap();
    maison.activation().desactiver(&alba).await.unwrap();
    for (chemin, statut, code) in [
        ("/v1/personnes/899900099999", StatusCode::NOT_FOUND, "personne_inconnue"),
        (ALBA, StatusCode::GONE, "personne_desactivee"),
        ("/v1/personnes/8ABC", StatusCode::BAD_REQUEST, "identifiant_mal_forme"),
        ("/v2/personnes", StatusCode::NOT_FOUND, "chemin_inconnu"),
    ] {
        let (obtenu, refus): (_, Refus) = maison.lire(chemin, "lecture").await;
        assert_eq!((obtenu, refus.code.as_str()), (statut, code), "{chemin}");
        assert!(refus.phrase.len() > 20, "{}", refus.phrase);
    }
    maison.activation().reactiver(&alba).await.unwrap();
    let (statut, _): (_, Personne) = maison.lire(ALBA, "lecture").await;
    assert_eq!(statut, StatusCode::OK, "back in service");
}

// requirement: O03
#[tokio::test]
async fn a_closed_database_is_told_as_out_of_service() {
    let maison = Maison::ouvrir().await;
    maison.registre.close().await.unwrap();
    let (statut, refus): (_, Refus) = maison.lire(ALBA, "lecture").await;
    assert_eq!((statut, refus.code.as_str()), (StatusCode::SERVICE_UNAVAILABLE, "registre_hors_service"));
    assert!(!maison.registre.repond().await);
}

// requirement: NOT-05
#[tokio::test]
async fn a_first_activation_is_noted_for_whoever_may_tell_it() {
    let maison = Maison::ouvrir().await;
    let alba = format!("{ALBA}/activation");
    assert_eq!(maison.dire(&alba, "lecture").await, StatusCode::FORBIDDEN);
    assert_eq!(maison.dire("/v1/personnes/899900099999/activation", "activation").await, StatusCode::NOT_FOUND);
    for _ in 0..2 {
        assert_eq!(maison.dire(&alba, "activation").await, StatusCode::NO_CONTENT);
    }
}
