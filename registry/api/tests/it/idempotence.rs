use http::Method;
use serde_json::json;

use crate::decor::{DIRECTRICE, Decor, GESTIONNAIRE};
use crate::inscriptions::inscription;

const ICI: (Method, &str) = (Method::POST, "/inscriptions");

#[tokio::test]
async fn the_same_key_with_the_same_body_answers_the_same_and_registers_nobody_twice() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "\"8e03978e-40d5-43dd-bc93-6894a57f9324\"")];
    let premiere = decor.agir(GESTIONNAIRE, ICI, &cle, &inscription()).await;
    let seconde = decor.agir(GESTIONNAIRE, ICI, &cle, &inscription()).await;
    assert_eq!((premiere.statut.as_u16(), &premiere.texte), (201, &seconde.texte));
    assert_eq!(premiere.entete("location"), seconde.entete("location"));
    let histoire = decor.lire(GESTIONNAIRE, "/historique").await.json();
    assert_eq!(histoire.as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_same_key_with_another_body_is_refused() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "inscription-0001")];
    decor.agir(GESTIONNAIRE, ICI, &cle, &inscription()).await;
    let mut autre = inscription();
    autre["identite"]["nom"] = json!("Fictif-Autre");
    decor.agir(GESTIONNAIRE, ICI, &cle, &autre).await.refuse(422, "cle_idempotence_reutilisee");
}

#[tokio::test]
async fn a_key_of_one_caller_is_nothing_to_another() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "inscription-0001")];
    decor.agir(GESTIONNAIRE, ICI, &cle, &inscription()).await;
    let mut autre = inscription();
    autre["identite"]["nom"] = json!("Fictif-Autre");
    assert_eq!(decor.agir(DIRECTRICE, ICI, &cle, &autre).await.statut, 201);
}

#[tokio::test]
async fn an_act_without_a_key_is_not_done() {
    let decor = Decor::nouveau().await;
    decor.agir(GESTIONNAIRE, ICI, &[], &inscription()).await.refuse(400, "cle_idempotence_absente");
    let courte = [("idempotency-key", "courte")];
    decor.agir(GESTIONNAIRE, ICI, &courte, &inscription()).await.refuse(400, "cle_idempotence_mal_formee");
    assert_eq!(decor.lire(GESTIONNAIRE, "/historique").await.texte, "[]");
}

#[tokio::test]
async fn two_at_once_under_one_key_are_one_act() {
    let decor = Decor::nouveau().await;
    let cle = [("idempotency-key", "inscription-0001")];
    let corps = inscription();
    let [une, autre] = [(); 2].map(|()| decor.agir(GESTIONNAIRE, ICI, &cle, &corps));
    let (une, autre) = tokio::join!(une, autre);
    assert_eq!((une.statut.as_u16(), une.texte), (autre.statut.as_u16(), autre.texte));
}
