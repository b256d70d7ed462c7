use std::collections::HashSet;

use axum::body::Body;
use http::Request;
use serde_json::Value;

use crate::decor::Decor;

/// What happens once by itself: asked again, it is told that it was done.
const UNE_FOIS: [&str; 6] = [
    "/professionnels/{professionnel}/situations/{situation}/transfert",
    "/fin",
    "/retrait",
    "/confirmation",
    "/abandon",
    "/lancement",
];

#[tokio::test]
async fn the_document_is_served_to_anybody_and_is_the_one_that_is_published() {
    let decor = Decor::nouveau().await;
    let servie = decor.envoyer(Request::get("/api/v1/openapi.json").body(Body::empty()).unwrap()).await;
    assert_eq!((servie.statut.as_u16(), servie.entete("content-type")), (200, "application/json"));
    assert_eq!(servie.texte, registry_api::document());
}

#[tokio::test]
async fn every_operation_says_who_may_call_and_what_it_refuses() {
    let document: Value = serde_json::from_str(&registry_api::document()).unwrap();
    let (mut operations, mut noms) = (0, HashSet::new());
    for (chemin, methodes) in document["paths"].as_object().unwrap() {
        assert!(chemin.starts_with("/api/v1/"), "{chemin}");
        for (methode, operation) in methodes.as_object().unwrap() {
            operations += 1;
            assert!(noms.insert(operation["operationId"].as_str().unwrap().to_owned()), "{methode} {chemin}");
            let refus =
                |statut: &str| operation["responses"][statut]["content"]["application/problem+json"].is_object();
            assert!(["400", "401", "403", "503"].into_iter().all(refus), "{methode} {chemin}");
            let entete = |nom: &str| {
                operation["parameters"]
                    .as_array()
                    .is_some_and(|tous| tous.iter().any(|un| un["name"] == nom && un["required"] == true))
            };
            let une_fois = UNE_FOIS.iter().any(|geste| chemin.ends_with(geste));
            assert_eq!(methode == "post" && !une_fois, entete("Idempotency-Key"), "{methode} {chemin}");
            assert_eq!(entete("If-Match"), refus("412") && refus("428"), "{methode} {chemin}");
        }
    }
    assert_eq!(operations, 38);
    assert_eq!(document["security"][0]["jeton"], serde_json::json!([]));
    assert_eq!(document["components"]["securitySchemes"]["jeton"]["scheme"], "bearer");
}

#[test]
fn what_callers_send_has_no_room_for_anything_else() {
    let document: Value = serde_json::from_str(&registry_api::document()).unwrap();
    for recue in [
        "Inscription",
        "Ajout",
        "Modification",
        "Fin",
        "Validation",
        "Rattachement",
        "Rejet",
        "IdentiteSaisie",
        "Contact",
        "CorrectionSaisie",
        "DemandeSaisie",
        "FinDemandee",
        "DeclarationsDeLot",
    ] {
        assert_eq!(document["components"]["schemas"][recue]["additionalProperties"], false, "{recue}");
    }
}
