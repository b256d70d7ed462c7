//! What is no JSON, or not the JSON of the document: 4xx, never half written.

use axum::body::Body;
use http::{Method, header};
use serde_json::json;

use crate::decor::{Decor, GESTIONNAIRE, Reponse};
use crate::inscriptions::inscription;

async fn brut(decor: &Decor, annonce: Option<&str>, corps: impl Into<Body>) -> Reponse {
    let demande = decor.demande(GESTIONNAIRE, Method::POST, "/inscriptions");
    let demande = demande.header("idempotency-key", "inscription-0001");
    let demande = annonce.into_iter().fold(demande, |demande, annonce| demande.header(header::CONTENT_TYPE, annonce));
    decor.envoyer(demande.body(corps.into()).unwrap()).await
}

#[tokio::test]
async fn what_is_no_json_is_refused_by_its_reason() {
    let decor = Decor::nouveau().await;
    for annonce in
        [None, Some("text/plain"), Some("application/x-www-form-urlencoded"), Some("application/json; charset=latin1")]
    {
        brut(&decor, annonce, inscription().to_string()).await.refuse(415, "contenu_pas_json");
    }
    let json = Some("application/json");
    let fin = [
        b"{\"structure\": \"\xff\"}".to_vec(),
        b"\xef\xbb\xbf{}".to_vec(),
        b"".to_vec(),
        b"[]".to_vec(),
        b"{".to_vec(),
    ];
    for corps in fin {
        brut(&decor, json, corps).await.refuse(400, "contenu_illisible");
    }
    let profond = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    brut(&decor, json, profond).await.refuse(400, "contenu_illisible");
    assert_eq!(decor.lire(GESTIONNAIRE, "/historique").await.texte, "[]");
}

// requirement: O04
#[tokio::test]
async fn a_body_that_is_too_long_is_not_read_to_its_end() {
    let decor = Decor::nouveau().await;
    let longue = format!("{{\"structure\": \"{}\"}}", "9".repeat(70_000));
    brut(&decor, Some("application/json"), longue.clone()).await.refuse(413, "contenu_trop_long");
    let menti =
        decor.demande(GESTIONNAIRE, Method::POST, "/inscriptions").header("idempotency-key", "inscription-0001");
    let menti = menti.header(header::CONTENT_TYPE, "application/json").header(header::CONTENT_LENGTH, "12");
    decor.envoyer(menti.body(Body::from(longue)).unwrap()).await.refuse(413, "contenu_trop_long");
}

#[tokio::test]
async fn unknown_keys_wrong_types_and_unreadable_characters_are_told_with_their_place() {
    let decor = Decor::nouveau().await;
    let changees = [
        ("/inconnue", json!("x")),
        ("/identite/nir", json!("190059306612345")),
        ("/identite/prenoms", json!("Lucie")),
        ("/identite/nom", json!("Lu\u{0}ce")),
        ("/identite/nom", json!(null)),
        ("/identite/naissance", json!("12/05/1990")),
        ("/identite/naissance", json!("1971-02-31")),
        ("/identite/naissance", json!("1971-00-12")),
        ("/situation/debut", json!("2027-02-30")),
        ("/situation/civilite_exercice", json!("Mme")),
        ("/structure", json!("69099011")),
        ("/attestations/piece", json!("permis")),
        ("/attestations/face_a_face", json!("oui")),
        ("/contact/mobile", json!(639980090)),
        ("/contact/courriel", json!("a".repeat(300))),
    ];
    for (chemin, valeur) in changees {
        let mut corps = inscription();
        let (parent, membre) = chemin.rsplit_once('/').unwrap();
        corps.pointer_mut(parent).unwrap()[membre] = valeur.clone();
        let reponse = brut(&decor, Some("application/json"), corps.to_string()).await;
        let probleme = reponse.refuse(400, "contenu_illisible");
        assert!(!probleme["cause"].as_str().unwrap().is_empty(), "{chemin} {valeur}");
    }
    let double = inscription().to_string().replacen('{', "{\"structure\": \"690990114\", ", 1);
    brut(&decor, Some("application/json"), double).await.refuse(400, "contenu_illisible");
    assert_eq!(decor.lire(GESTIONNAIRE, "/historique").await.texte, "[]");
}
