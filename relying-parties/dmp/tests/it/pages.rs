use axum::http::StatusCode;

use crate::browser::Browser;
use crate::provider::{SESSION, parameter};

// requirement: USE-03 USE-05
#[tokio::test]
async fn roles_without_a_line_and_the_sanitary_pilot_get_a_page_that_explains() {
    let cases = [
        ("GENR01", "10", "activité de soin et de pharmacie", "dmp.role_sans_ligne"),
        ("GENR13", "312", "activité médico-administrative", "dmp.role_sans_ligne"),
        ("GENR99", "312", "autre activité", "dmp.role_sans_ligne"),
        ("GENR01", "370", "pilote sanitaire", "dmp.pilote_sanitaire"),
        ("", "313", "aucun lieu de travail en cours", "dmp.sans_role"),
    ];
    for (role, profession, words, code) in cases {
        let mut browser = Browser::of(role, profession).await;
        for path in ["/patients", "/patients/P-0012", "/patients/P-0012/documents/D-101"] {
            let closed = browser.get(path).await;
            assert_eq!(closed.status, StatusCode::FORBIDDEN, "{role} {path}");
            assert!(closed.body.contains(words) && closed.body.contains(code), "{role} {path}: {}", closed.body);
            assert!(!closed.body.contains("Aide à la toilette"), "{role} {path}");
        }
    }
}

#[tokio::test]
async fn each_role_sees_its_documents_and_of_the_others_their_type_and_date() {
    let mut care = Browser::of("GENR11", "313").await;
    let record = care.get("/patients/P-0012").await.body;
    assert!(record.contains("/documents/D-101") && !record.contains("/documents/D-105"), "{record}");
    assert!(
        record.contains("CR d’examens biologiques") && !record.contains("Laboratoire FICTIF"),
        "its author is not told"
    );
    assert!(record.contains("28 types de documents sur 73"));
    let closed = care.get("/patients/P-0012/documents/D-105").await;
    assert!(closed.status == StatusCode::FORBIDDEN && closed.body.contains("coordination et orientation"));
    assert!(care.get("/patients/P-0012/documents/D-101").await.body.contains("Aide à la toilette"));
    assert_eq!(care.get("/patients/P-0012/documents/D-999").await.status, StatusCode::NOT_FOUND);
    assert_eq!(care.get("/patients/P-9999").await.status, StatusCode::NOT_FOUND);

    let mut broad = Browser::of("GENR08", "330").await;
    let record = broad.get("/patients/P-0012").await.body;
    assert!(record.contains("/documents/D-105") && !record.contains("/documents/D-108"), "not nested");
}

// requirement: USE-04
#[tokio::test]
async fn consent_is_recorded_first_and_the_patient_takes_it_back() {
    let mut browser = Browser::of("GENR11", "313").await;
    let first = browser.get("/patients/P-0015").await;
    assert!(first.status == StatusCode::FORBIDDEN && first.body.contains("vient d’abord"));
    assert!(!first.body.contains("Synthèse du dossier"), "not even a title");
    let path = "/patients/P-0015/accord";
    let unticked = browser.post("/patients/P-0015", path, "comment=oral").await;
    assert!(unticked.status == StatusCode::UNPROCESSABLE_ENTITY && unticked.body.contains("Cochez la case"));
    let forged = browser.fill("POST", path, "csrf=x&explique=oui&comment=oral").await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN);
    assert_eq!(browser.get("/patients/P-0015").await.status, StatusCode::FORBIDDEN, "nothing was recorded");
    let recorded = browser.post("/patients/P-0015", path, "explique=oui&comment=personne-de-confiance").await;
    assert_eq!(recorded.location, "/patients/P-0015");
    let open = browser.get("/patients/P-0015").await;
    assert!(open.status == StatusCode::OK && open.body.contains("par sa personne de confiance"));
    browser.post("/patient/P-0015", "/patient/P-0015/accord", "accord=retirer").await;
    let closed = browser.get("/patients/P-0015").await;
    assert!(closed.status == StatusCode::FORBIDDEN && closed.body.contains("retiré"));
}

// requirement: NOT-07
#[tokio::test]
async fn the_patient_is_told_of_each_access_and_of_each_refusal() {
    let mut browser = Browser::of("GENR11", "313").await;
    for path in ["/patients/P-0012", "/patients/P-0012/documents/D-101", "/patients/P-0012/documents/D-105"] {
        browser.get(path).await;
    }
    browser.cookie = String::new();
    let space = browser.get("/patient/P-0012").await.body;
    assert_eq!(space.matches("Votre dossier a été consulté").count(), 2, "{space}");
    assert_eq!(space.matches("Un accès à votre dossier a été refusé").count(), 1);
    assert!(
        space.contains("Alba FICTIF-MARTEL")
            && space.contains("« Plan personnalisé de soins » lu")
            && space.contains("Simulé")
    );
    assert!(!browser.get("/patient/P-0014").await.body.contains("Alba"), "the journal of each patient");
}

#[tokio::test]
async fn a_link_of_another_service_signs_in_for_the_place_that_it_names() {
    let mut browser = Browser::new().await;
    let leaving = browser.get("/patients/P-0012?lieu=690990114").await.location;
    assert!(leaving.starts_with(&format!("{}/auth?", browser.provider.issuer)), "no page in between: {leaving}");
    assert_eq!(parameter(&leaving, "situation_hint").as_deref(), Some("690990114"));
    assert_eq!(browser.sign_in("/patients/P-0012?lieu=690990114").await, "/patients/P-0012");
    assert_eq!(browser.get("/patients/P-0012?lieu=690990114").await.status, StatusCode::OK, "signed in for it already");
    let elsewhere = browser.get("/patients/P-0012?lieu=380990135").await.location;
    assert_eq!(parameter(&elsewhere, "situation_hint").as_deref(), Some("380990135"), "another place");
    let hostile = browser.get("/connexion?patient=//ailleurs.example&lieu=x%26prompt%3Dnone").await.location;
    assert_eq!(parameter(&hostile, "situation_hint"), None);
}

#[tokio::test]
async fn a_notice_of_the_provider_closes_the_session_here_too() {
    let mut browser = Browser::of("GENR11", "313").await;
    let cookie = std::mem::take(&mut browser.cookie);
    let notice = format!("logout_token={}", browser.provider.logout_token(SESSION, "dmp"));
    assert_eq!(browser.fill("POST", "/deconnexion/caducee", &notice).await.status, StatusCode::OK);
    browser.cookie = cookie;
    let told = browser.get("/patients").await;
    assert!(told.status == StatusCode::UNAUTHORIZED && told.body.contains("dmp.fin_de_session"));
}

#[tokio::test]
async fn the_matrix_is_shown_as_data_that_is_not_the_law_in_force() {
    let mut browser = Browser::new().await;
    let page = browser.get("/matrice").await;
    assert!(page.body.contains("Ce n’est pas le droit en vigueur") && page.body.contains("Version 1"));
    assert!(page.body.contains("GENR13") && page.body.contains("64 types sur 73"));
    assert!(page.headers.contains("default-src 'none'") && page.headers.contains("frame-ancestors 'none'"));
    assert!(!page.body.contains("<script") && !page.body.contains(" style="));
}
