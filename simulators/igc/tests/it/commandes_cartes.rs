//! What a registry asks of the authority about cards.

use std::sync::Arc;

use axum::http::StatusCode;
use carte_cps::{CarteProduite, CommandeCarte, ModeleCarte, ProfessionCarte, StructureCarte};
use igc::Igc;
use x509_parser::prelude::FromDer as _;

use crate::commandes::{CLE, dire};
use crate::ici::ici;

fn cde() -> CommandeCarte {
    CommandeCarte {
        modele: ModeleCarte::Cde,
        identifiant: "3690990015/CDE00001".parse().unwrap(),
        nom: "FICTIF-NDIAYE".to_owned(),
        prenom: "Aïda".to_owned(),
        structure: Some(StructureCarte {
            raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
            identifiant: "1690990015".to_owned(),
            departement: "Rhône (69)".to_owned(),
        }),
        profession: None,
        codes_de: None,
    }
}

async fn produire(igc: &Arc<Igc>, reference: &str, commande: &CommandeCarte) -> (StatusCode, Vec<u8>) {
    dire(igc, CLE, ("PUT", &format!("/cartes/{reference}")), serde_json::to_string(commande).unwrap()).await
}

async fn poster(igc: &Arc<Igc>, adresse: &str, corps: &str) -> StatusCode {
    dire(igc, CLE, ("POST", adresse), corps.to_owned()).await.0
}

fn lue(corps: &[u8]) -> CarteProduite {
    serde_json::from_slice(corps).unwrap()
}

/// The serial numbers on the lists of this authority.
fn opposees(igc: &Igc) -> Vec<String> {
    let listes = igc.crls(ambient::Timestamp::from_seconds(1_800_000_000)).unwrap();
    let series = |der: &[u8]| {
        let (_, lue) = x509_parser::revocation_list::CertificateRevocationList::from_der(der).unwrap();
        lue.iter_revoked_certificates().map(|un| format!("{:X}", un.serial())).collect::<Vec<_>>()
    };
    listes.iter().flat_map(|liste| series(&liste.der)).collect()
}

// requirement: MIE-10 MIE-12
#[tokio::test]
async fn a_card_is_made_once_a_reference_and_a_renewal_has_its_codes() {
    let igc = Arc::new(ici().igc);
    let (statut, corps) = produire(&igc, "c-1", &cde()).await;
    assert_eq!(statut, StatusCode::OK);
    assert_eq!(produire(&igc, "c-1", &cde()).await.1, corps, "asked twice, made once");
    // a 29 February between
    let (premiere, trois_ans) = (lue(&corps), ambient::Seconds::hours(24 * (365 * 3 + 1)));
    assert_eq!((premiere.series.len(), premiere.jusque), (2, premiere.depuis.plus(trois_ans)));
    let suivante = CommandeCarte { codes_de: Some("c-1".to_owned()), ..cde() };
    let suivante = lue(&produire(&igc, "c-2", &suivante).await.1);
    let autre = lue(&produire(&igc, "c-3", &cde()).await.1);
    assert_eq!(suivante.codes, premiere.codes);
    assert_ne!(autre.codes, premiere.codes);
    assert_ne!(suivante.numero, premiere.numero);
}

#[tokio::test]
async fn what_is_opposed_is_in_the_next_list_and_twice_is_once() {
    let igc = Arc::new(ici().igc);
    let faite = lue(&produire(&igc, "c-1", &cde()).await.1);
    let autre = lue(&produire(&igc, "c-2", &cde()).await.1);
    for _ in 0..2 {
        assert_eq!(poster(&igc, "/cartes/c-1/envoi", "").await, StatusCode::NO_CONTENT);
        assert_eq!(poster(&igc, "/cartes/c-1/opposition", r#"{"raison":"perdue"}"#).await, StatusCode::NO_CONTENT);
    }
    let opposees = opposees(&igc);
    let nombre = |series: &[String]| {
        let rang = |serie: &String| serie.trim_start_matches('0').to_owned();
        series.iter().filter(|serie| opposees.iter().any(|une| une.trim_start_matches('0') == rang(serie))).count()
    };
    assert_eq!((nombre(&faite.series), nombre(&autre.series)), (2, 0), "{opposees:?}");
    assert_eq!(opposees.len(), 2, "twice is once");
}

#[tokio::test]
async fn the_chip_of_a_made_card_is_lent_to_whoever_plays_its_holder_and_says_that_it_is_simulated() {
    let igc = Arc::new(ici().igc);
    let faite = lue(&produire(&igc, "c-1", &cde()).await.1);
    produire(&igc, "c-1", &cde()).await;
    let puce = "/cartes/c-1/puce-simulee";
    let (statut, corps) = dire(&igc, CLE, ("GET", puce), String::new()).await;
    assert_eq!(statut, StatusCode::OK);
    let lue: serde_json::Value = serde_json::from_slice(&corps).unwrap();
    assert_eq!((&lue["simulee"], lue["serie"].as_str()), (&true.into(), Some(faite.series[0].as_str())));
    let pem = lue["pem"].as_str().unwrap();
    assert!(pem.contains("-----BEGIN CERTIFICATE-----") && pem.contains("PRIVATE KEY-----"));
    assert_eq!(dire(&igc, "autre", ("GET", puce), String::new()).await.0, StatusCode::UNAUTHORIZED);
    let inconnue = dire(&igc, CLE, ("GET", "/cartes/c-9/puce-simulee"), String::new()).await;
    assert_eq!(inconnue.0, StatusCode::NOT_FOUND);
}

// requirement: MIE-15
#[tokio::test]
async fn the_name_on_a_made_card_is_the_number_that_its_holder_types_and_not_that_of_the_plastic() {
    let igc = Arc::new(ici().igc);
    let faite = lue(&produire(&igc, "c-1", &cde()).await.1);
    let (_, corps) = dire(&igc, CLE, ("GET", "/cartes/c-1/puce-simulee"), String::new()).await;
    let puce: serde_json::Value = serde_json::from_slice(&corps).unwrap();
    let (_, pem) = x509_parser::pem::parse_x509_pem(puce["pem"].as_str().unwrap().as_bytes()).unwrap();
    let certificat = pem.parse_x509().unwrap();
    let nom = certificat.subject().iter_common_name().next().unwrap().as_str().unwrap();
    assert_eq!(nom, cde().identifiant.to_string());
    assert_ne!(nom, faite.numero);
}

// requirement: R01
#[tokio::test]
async fn what_goes_with_no_card_is_refused_and_nobody_asks_without_the_key() {
    let igc = Arc::new(ici().igc);
    produire(&igc, "c-1", &cde()).await;
    let profession = Some(ProfessionCarte { code: 60, libelle: "Infirmier".to_owned() });
    for (reference, commande) in [
        ("c-1", CommandeCarte { nom: "FICTIF-AUTRE".to_owned(), ..cde() }),
        ("c-2", CommandeCarte { structure: None, ..cde() }),
        ("c-3", CommandeCarte { profession, ..cde() }),
        ("c-4", CommandeCarte { identifiant: "899900000011".parse().unwrap(), ..cde() }),
        ("c-5", CommandeCarte { codes_de: Some("c-9".to_owned()), ..cde() }),
    ] {
        let (statut, corps) = produire(&igc, reference, &commande).await;
        assert_eq!(statut, StatusCode::UNPROCESSABLE_ENTITY, "{reference}");
        assert!(String::from_utf8(corps).unwrap().contains("motif"), "{reference}");
    }
    assert_eq!(poster(&igc, "/cartes/c-9/envoi", "").await, StatusCode::NOT_FOUND);
    assert_eq!(poster(&igc, "/cartes/c-9/opposition", r#"{"raison":"perdue"}"#).await, StatusCode::NOT_FOUND);
    assert!(poster(&igc, "/cartes/c-1/opposition", r#"{"raison":"envie"}"#).await.is_client_error());
    let corps = serde_json::to_string(&cde()).unwrap();
    for (methode, adresse) in
        [("PUT", "/cartes/c-6"), ("POST", "/cartes/c-1/envoi"), ("POST", "/cartes/c-1/opposition")]
    {
        let (statut, _) = dire(&igc, "autre", (methode, adresse), corps.clone()).await;
        assert_eq!(statut, StatusCode::UNAUTHORIZED, "{adresse}");
    }
    assert!(opposees(&igc).is_empty());
}
