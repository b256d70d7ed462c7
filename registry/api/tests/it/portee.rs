//! Contact data change under a scope of their own: what a program was let in for otherwise does not reach them.

use axum::body::Body;
use http::{Method, Request, header};
use registry_core::port::Registre as _;
use serde_json::{Value, json};

use crate::decor::{ALBA, Decor, EHPAD, MAINTENANT, Reponse, id};

/// By Alba, who has just shown her factors, with these scopes.
async fn agir(decor: &Decor, portees: &str, (methode, chemin): (Method, &str), corps: &Value) -> Reponse {
    let changes = [("scope", json!(portees)), ("auth_time", json!(MAINTENANT))];
    let jeton = decor.emetteur.signer(&decor.emetteur.claims(ALBA, MAINTENANT, &changes));
    let demande = Request::builder().method(methode).uri(format!("/api/v1{chemin}"));
    let demande = demande.header(header::AUTHORIZATION, format!("Bearer {jeton}"));
    let demande =
        demande.header(header::CONTENT_TYPE, "application/json").header("idempotency-key", "correction-00001");
    decor.envoyer(demande.body(Body::from(corps.to_string())).unwrap()).await
}

// requirement: R14 R04
#[tokio::test]
async fn contact_data_change_under_a_scope_of_their_own_alone() {
    let decor = Decor::nouveau().await;
    let contact = json!({"mobile": "06 39 98 00 97", "courriel": "alba.zq7@exemple.test"});
    let correction = json!({"structure": EHPAD, "contact": contact, "face_a_face": true});
    let avant = decor.magasin.correspondance(&id(ALBA)).await.unwrap();
    let corrections = format!("/professionnels/{ALBA}/corrections");
    for (acte, corps) in [
        ((Method::PUT, "/moi/coordonnees"), &contact),
        ((Method::POST, &*corrections), &correction),
        ((Method::POST, "/corrections/inconnue/confirmation"), &contact),
    ] {
        let reponse = agir(&decor, "openid registre", acte.clone(), corps).await;
        reponse.refuse(403, "jeton_sans_coordonnees");
        let defi = reponse.entete("www-authenticate");
        assert!(defi.contains("error=\"insufficient_scope\""), "{defi}");
        assert!(defi.ends_with("scope=\"registre registre.coordonnees\""), "{defi}");
        agir(&decor, "openid registre.coordonnees", acte, corps).await.refuse(403, "jeton_sans_portee");
    }
    assert_eq!(decor.magasin.correspondance(&id(ALBA)).await.unwrap(), avant);
    let lue = agir(&decor, "openid registre", (Method::GET, "/moi/demandes"), &json!({})).await;
    assert_eq!(lue.statut, 200, "the rest needs no more than before");
    let toutes = "openid registre registre.coordonnees";
    let faite = agir(&decor, toutes, (Method::PUT, "/moi/coordonnees"), &contact).await;
    assert_eq!(faite.statut, 200, "{faite:?}");
}
