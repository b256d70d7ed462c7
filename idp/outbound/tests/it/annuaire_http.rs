use annuaire::{Evenements, Numero, Personne, Porteur, chemin};
use axum::extract::{Path, Query};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use idp_core::annuaire::{Annuaire as _, AnnuaireError};
use idp_outbound::{AnnuaireHttp, client};
use sante::IdentifiantNational;

use crate::serveur::servir;

fn id(texte: &str) -> IdentifiantNational {
    texte.parse().unwrap()
}

fn personne(identifiant: &IdentifiantNational) -> Personne {
    Personne {
        identifiant: identifiant.clone(),
        porteur: Porteur::Professionnel,
        nom: "FICTIF-MARTEL".to_owned(),
        prenom: "Alba".to_owned(),
        code_civilite: String::new(),
        exercices: Vec::new(),
        autres_identifiants: Vec::new(),
    }
}

async fn repondre(Path(identifiant): Path<String>, entetes: HeaderMap) -> Response {
    if entetes.get("authorization").is_none_or(|cle| cle != "Bearer cle") {
        return StatusCode::UNAUTHORIZED.into_response();
    }
    match identifiant.as_str() {
        "899900000011" | "3690990114/CPET0002" => Json(personne(&id(&identifiant))).into_response(),
        "899900000029" => Json(personne(&id("899900000011"))).into_response(),
        "899900000037" => StatusCode::GONE.into_response(),
        "899900000045" => Redirect::temporary("/v1/personnes/899900000011").into_response(),
        "899900000052" => vec![b' '; 2 << 20].into_response(),
        "899900000060" => "{".into_response(),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}

#[derive(serde::Deserialize)]
struct Suite {
    apres: i64,
    attente: u64,
}

async fn evenements(Query(suite): Query<Suite>) -> Json<Evenements> {
    tokio::time::sleep(std::time::Duration::from_millis(suite.attente * 10)).await;
    Json(Evenements { evenements: Vec::new(), dernier: Numero(suite.apres) })
}

async fn activation(Path(identifiant): Path<String>) -> StatusCode {
    match identifiant.as_str() {
        "3690990114/CPET0002" => StatusCode::NO_CONTENT,
        "899900000037" => StatusCode::FORBIDDEN,
        "899900000029" => StatusCode::CONFLICT,
        _ => StatusCode::NOT_FOUND,
    }
}

async fn annuaire(cle: &str) -> AnnuaireHttp {
    let router = Router::new().route(chemin::PERSONNE, get(repondre)).route(chemin::EVENEMENTS, get(evenements));
    let router = router.route(chemin::ACTIVATION, post(activation));
    AnnuaireHttp::new(client(None).unwrap(), servir(router).await, cle.into())
}

#[tokio::test]
async fn a_person_is_read_whatever_the_kind_of_identifier() {
    let annuaire = annuaire("cle").await;
    for identifiant in [id("899900000011"), id("3690990114/CPET0002")] {
        assert_eq!(annuaire.personne(&identifiant).await.unwrap(), personne(&identifiant));
    }
}

#[tokio::test]
async fn nobody_and_deactivated_are_told_apart() {
    let annuaire = annuaire("cle").await;
    assert!(matches!(annuaire.personne(&id("899900000078")).await, Err(AnnuaireError::Inconnue)));
    assert!(matches!(annuaire.personne(&id("899900000037")).await, Err(AnnuaireError::Desactivee)));
}

#[tokio::test]
async fn an_activation_is_told_and_only_a_clear_yes_counts() {
    let annuaire = annuaire("cle").await;
    assert!(annuaire.activation(&id("3690990114/CPET0002")).await.unwrap());
    assert!(!annuaire.activation(&id("899900000029")).await.unwrap(), "the contact data cool off");
    assert!(matches!(annuaire.activation(&id("899900000078")).await, Err(AnnuaireError::Inconnue)));
    assert!(matches!(annuaire.activation(&id("899900000037")).await, Err(AnnuaireError::HorsService(_))));
}

#[tokio::test]
async fn every_other_answer_is_a_registry_out_of_reach() {
    let annuaire = annuaire("cle").await;
    // about somebody else, a redirect, a body without end, a body that is no JSON
    for identifiant in ["899900000029", "899900000045", "899900000052", "899900000060"] {
        let reponse = annuaire.personne(&id(identifiant)).await;
        assert!(matches!(reponse, Err(AnnuaireError::HorsService(_))), "{identifiant}: {reponse:?}");
    }
}

#[tokio::test]
async fn a_refused_key_is_not_an_unknown_person() {
    let reponse = annuaire("autre").await.personne(&id("899900000011")).await;
    assert!(matches!(reponse, Err(AnnuaireError::HorsService(_))));
}

#[tokio::test]
async fn a_registry_that_is_not_there_is_out_of_reach() {
    let _installed = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let annuaire = AnnuaireHttp::new(client(None).unwrap(), "http://127.0.0.1:1".parse().unwrap(), "cle".into());
    assert!(matches!(annuaire.personne(&id("899900000011")).await, Err(AnnuaireError::HorsService(_))));
}

#[tokio::test]
async fn events_are_asked_for_after_the_cursor() {
    let page = annuaire("cle").await.evenements(Numero(41), 1).await.unwrap();
    assert_eq!(page.dernier, Numero(41));
}

#[tokio::test]
async fn an_event_log_that_is_not_found_is_out_of_reach() {
    let url = servir(Router::new()).await;
    let annuaire = AnnuaireHttp::new(client(None).unwrap(), url, "cle".into());
    assert!(matches!(annuaire.evenements(Numero(0), 1).await, Err(AnnuaireError::HorsService(_))));
}
