use http::StatusCode;

use crate::decor::{Decor, ORIGINE, lien_suivant, texte, trouvees};

// requirement: DIR-01
#[tokio::test]
async fn the_pages_of_a_search_have_everybody_once() {
    let decor = Decor::nouveau().await;
    for genre in ["Practitioner", "PractitionerRole", "Organization"] {
        let entiers = decor.ids(&format!("{genre}?_count=100")).await;
        assert!(entiers.len() > 5, "{genre}");
        for compte in [1, 2, 4] {
            let pages = decor.pages(&format!("{genre}?_count={compte}")).await;
            assert!(pages.iter().all(|page| trouvees(page).len() <= compte), "{genre} {compte}");
            let ids: Vec<String> = pages.iter().flat_map(trouvees).map(|une| texte(&une, "/id")).collect();
            assert_eq!(ids, entiers, "{genre} {compte}");
        }
    }
}

#[tokio::test]
async fn a_page_says_which_one_it_is_and_a_whole_answer_its_number() {
    let decor = Decor::nouveau().await;
    let premiere = decor.fhir("Practitioner?_count=2&family=fictif").await;
    assert_eq!(texte(&premiere, "/link/0/relation"), "self");
    assert_eq!(texte(&premiere, "/link/0/url"), format!("{ORIGINE}fhir/v2/Practitioner?_count=2&family=fictif"));
    assert!(premiere.get("total").is_none() && lien_suivant(&premiere).is_some());
    let entiere = decor.fhir("Practitioner?family=fictif").await;
    assert_eq!(entiere["total"], trouvees(&entiere).len());
    assert!(lien_suivant(&entiere).is_none());
    let vide = decor.fhir("Practitioner?family=personne").await;
    assert!(vide["total"] == 0 && vide.get("entry").is_none(), "FHIR has no empty lists: {vide}");
}

#[tokio::test]
async fn a_page_that_was_forged_or_taken_elsewhere_is_refused() {
    let decor = Decor::nouveau().await;
    let suite = lien_suivant(&decor.fhir("Practitioner?_count=2").await).unwrap();
    let page = suite.split("_page=").nth(1).unwrap().to_owned();
    let (place, sceau) = page.split_once('.').unwrap();
    for question in [
        format!("Practitioner?_count=3&_page={page}"),
        format!("PractitionerRole?_count=2&_page={page}"),
        format!("Practitioner?_count=2&active=true&_page={page}"),
        format!("Practitioner?_count=2&_page={place}"),
        format!("Practitioner?_count=2&_page=.{sceau}"),
        format!("Practitioner?_count=2&_page={place}A.{sceau}"),
        format!("Practitioner?_count=2&_page={}", "A".repeat(700)),
        "Practitioner?_page=".to_owned(),
        "Practitioner?_page=8999.x".to_owned(),
    ] {
        let reponse = decor.get(&format!("/fhir/v2/{question}")).await;
        assert_eq!(reponse.statut, StatusCode::BAD_REQUEST, "{question}");
        assert_eq!(texte(&reponse.json(), "/issue/0/code"), "value");
    }
}
