use registry_core::journal::{Acte, Geste};
use serde_json::json;

use crate::decor::{ALBA, DIRECTRICE, Decor, EHPAD, GESTIONNAIRE, IME};

// requirement: GES-13 GES-14
#[tokio::test]
async fn the_establishments_are_those_of_the_scope() {
    let decor = Decor::nouveau().await;
    let finess = async |qui: &str| {
        let tenus = decor.lire(qui, "/etablissements").await.json();
        tenus.as_array().unwrap().iter().map(|un| un["finess"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(finess(GESTIONNAIRE).await, [EHPAD]);
    let tous = finess(DIRECTRICE).await;
    assert!(tous.contains(&EHPAD.to_owned()) && tous.contains(&IME.to_owned()), "{tous:?}");
}

// requirement: GES-21
#[tokio::test]
async fn somebody_is_found_by_number_or_by_name() {
    let decor = Decor::nouveau().await;
    for texte in ["99900000011", "899900000011", "alba+martel", "M%C3%A2rtel"] {
        let trouvees = decor.lire(GESTIONNAIRE, &format!("/professionnels?texte={texte}")).await;
        assert_eq!(trouvees.json()["personnes"][0]["personne"], ALBA, "{texte} {trouvees:?}");
    }
    let personne = decor.lire(GESTIONNAIRE, "/professionnels?texte=personne").await.json();
    assert_eq!(personne, json!({"personnes": [], "davantage": false}));
    decor.lire(GESTIONNAIRE, "/professionnels?texte=a").await.refuse(422, "recherche_trop_courte");
    decor.lire(GESTIONNAIRE, "/professionnels?texte=123").await.refuse(422, "recherche_numero");
    let long = "a".repeat(201);
    for question in ["", "?autre=1", "?texte=a&texte=b", "?texte=a%00b", &format!("?texte={long}")] {
        decor.lire(GESTIONNAIRE, &format!("/professionnels{question}")).await.refuse(400, "question_illisible");
    }
}

#[tokio::test]
async fn the_people_of_a_place_are_told_page_by_page() {
    let decor = Decor::nouveau().await;
    let page = decor.lire(GESTIONNAIRE, &format!("/etablissements/{EHPAD}/effectif")).await.json();
    assert_eq!((&page["nombre"], &page["page"], &page["pages"]), (&json!(1), &json!(1), &json!(1)));
    assert_eq!(page["membres"][0]["personne"], ALBA);
    decor.lire(GESTIONNAIRE, &format!("/etablissements/{IME}/effectif")).await.refuse(403, "structure_hors_perimetre");
    decor.lire(GESTIONNAIRE, "/etablissements/x%00/effectif").await.refuse(403, "structure_hors_perimetre");
    for page in ["0", "-1", "x", "100001", "4294967296"] {
        let question = format!("/etablissements/{EHPAD}/effectif?page={page}");
        decor.lire(GESTIONNAIRE, &question).await.refuse(400, "question_illisible");
    }
}

// requirement: R09
#[tokio::test]
async fn a_reading_is_in_the_journal_before_it_is_answered() {
    let decor = Decor::nouveau().await;
    decor.lire(GESTIONNAIRE, &format!("/professionnels/{ALBA}")).await;
    let lue = |acte: &Acte| matches!(acte, Acte::Portail(Geste::FicheLue { agent, personne }) if agent.to_string() == GESTIONNAIRE && personne.to_string() == ALBA);
    assert!(decor.carnet.actes.lock().unwrap().iter().any(lue));
    *decor.carnet.casse.lock().unwrap() = true;
    let reponse = decor.lire(GESTIONNAIRE, &format!("/professionnels/{ALBA}")).await;
    reponse.refuse(503, "registre_hors_service");
    assert_eq!(reponse.entete("retry-after"), "60");
}

// requirement: O03
#[tokio::test]
async fn a_closed_database_is_told_as_out_of_service_and_says_nothing_of_itself() {
    let decor = Decor::nouveau().await;
    decor.magasin.fermer().await;
    let reponse = decor.lire(GESTIONNAIRE, "/demandes").await;
    reponse.refuse(503, "registre_hors_service");
    assert!(!reponse.texte.contains("sqlite") && !reponse.texte.contains("pool"), "{reponse:?}");
}
