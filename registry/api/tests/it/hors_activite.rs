//! Whom a measure holds out of service: an end is accepted, and nothing else.

use ambient::Timestamp;
use http::Method;
use registry_core::retrait::{Cause, Retrait};
use serde_json::json;

use crate::decor::{ALBA, Decor, EHPAD, GESTIONNAIRE, MAINTENANT, id};

// requirement: R05 GES-23
#[tokio::test]
async fn their_record_says_so_and_takes_an_end_alone() {
    let decor = Decor::nouveau().await;
    let adresse = format!("/professionnels/{ALBA}");
    assert_eq!(decor.lire(GESTIONNAIRE, &adresse).await.json()["hors_activite"], false);
    let maintenant = Timestamp::from_seconds(MAINTENANT);
    let retrait = Retrait { cause: Cause::Suspension, debut: maintenant, fin: None };
    let mut chantier = decor.guichet.registre.chantier().await.unwrap();
    chantier.retirer(&id(ALBA), &retrait, maintenant).await.unwrap();
    chantier.valider().await.unwrap();
    let fiche = decor.lire(GESTIONNAIRE, &adresse).await.json();
    assert_eq!((&fiche["hors_activite"], fiche["situations"].as_array().unwrap().len()), (&json!(true), 1));
    let effectif = decor.lire(GESTIONNAIRE, &format!("/etablissements/{EHPAD}/effectif")).await.json();
    assert_eq!(effectif["membres"][0]["hors_activite"], true);
    let (chemin, version) = decor.situation(GESTIONNAIRE, EHPAD).await;
    let juste = [("if-match", version.as_str())];
    let modifiee = json!({
        "nom_exercice": "FICTIF-MARTEL",
        "prenom_exercice": "Alba",
        "civilite_exercice": "MME",
        "profession": "313",
        "role": "GENR10",
        "debut": "2024-09-02"
    });
    let refus = decor.agir(GESTIONNAIRE, (Method::PUT, &chemin), &juste, &modifiee).await;
    refus.refuse(409, "personne_hors_activite");
    let fin = format!("{chemin}/fin");
    assert_eq!(decor.agir(GESTIONNAIRE, (Method::POST, &fin), &juste, &json!({})).await.statut, 204);
}
