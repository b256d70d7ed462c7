use std::time::{Duration, Instant};

use super::place;
use super::visitor::Visitor;
use crate::surfer::Surfer;

// requirement: USE-03 USE-05
#[tokio::test]
async fn roles_without_a_line_and_the_sanitary_pilot_are_denied_with_a_page_that_explains() {
    let cases = [
        (Visitor::of("medico-administratif"), "activité médico-administrative", "dmp.role_sans_ligne"),
        (Visitor::of("autre-activite"), "autre activité", "dmp.role_sans_ligne"),
        (Visitor::maya(), "pilote sanitaire", "dmp.pilote_sanitaire"),
    ];
    for (visitor, words, code) in cases {
        let denied = visitor.sign_in(&visitor.at("/dmp/url", "connexion")).await;
        assert!(denied.status == 403 && denied.body.contains(words) && denied.body.contains(code), "{}", denied.body);
        let record = visitor.get(visitor.at("/dmp/url", "patients/P-0014")).await;
        assert!(record.status == 403 && !record.body.contains("Pansement"), "{}", record.body);
    }
}

// requirement: USE-03
#[tokio::test]
async fn a_medecin_whose_role_is_of_care_is_told_that_this_matrix_has_no_line_for_it() {
    let surfer = Surfer::new(place(), Some("medecin"));
    let nowhere = "https://nulle-part.example";
    let dmp = place().text("/dmp/url");
    let page = surfer.follow(surfer.get(format!("{dmp}connexion")).await, nowhere).await;
    let denied = surfer.follow(surfer.get(page.link(place().text("/carte"))).await, nowhere).await;
    assert!(
        denied.status == 403 && denied.body.contains("activité de soin et de pharmacie"),
        "{} {}",
        denied.url,
        denied.body
    );
}

// requirement: USE-08 USE-03 S12
#[tokio::test]
async fn from_the_dui_to_the_dmp_there_is_no_second_login() {
    let lucie = Visitor::of("aide-soignante");
    let residents = lucie.sign_in(&lucie.at("/dui", "connexion")).await;
    assert!(residents.body.contains("Vous agissez comme&nbsp;: accompagnement au soin"), "{}", residents.body);
    let file = lucie.get(lucie.at("/dui", "residents/12")).await;
    let link = file.link(lucie.sandbox.text("/dmp/url"));
    let record = lucie.get(&link).await;
    assert!(!Visitor::asks_who(&record), "asked again at {}", record.url);
    assert_eq!((record.status, record.url.path()), (200, "/patients/P-0012"), "{}", record.body);
    assert!(record.body.contains("Lucie FICTIF-GARNIER") && record.body.contains("28 types de documents sur 73"));
    let read = lucie.get(record.link(&lucie.at("/dmp/url", "patients/P-0012/documents/D-101"))).await;
    assert!(read.status == 200 && read.body.contains("Aide à la toilette"), "{}", read.body);
}

// requirement: USE-04 NOT-07
#[tokio::test]
async fn consent_comes_first_and_the_patient_is_told_of_each_access() {
    let lucie = Visitor::of("aide-soignante");
    let before = lucie.sign_in(&lucie.at("/dmp/url", "patients/P-0015")).await;
    assert!(before.status == 403 && before.body.contains("vient d’abord"), "{} {}", before.url, before.body);
    let unticked = lucie.send(&before, "/accord", &[("comment", "oral")]).await;
    assert_eq!(unticked.status, 422);
    let open = lucie.send(&before, "/accord", &[("explique", "oui"), ("comment", "oral")]).await;
    assert!(open.status == 200 && open.body.contains("de vive voix"), "{} {}", open.url, open.body);
    lucie.get(lucie.at("/dmp/url", "patients/P-0015/documents/D-151")).await;
    let patient = Surfer::new(place(), None);
    let space = patient.get(lucie.at("/dmp/url", "patient/P-0015")).await;
    for told in [
        "Un accès à votre dossier a été refusé",
        "Votre accord a été enregistré",
        "Votre dossier a été consulté",
        "« Synthèse du dossier médical » lu",
    ] {
        assert!(space.body.contains(told), "{told}: {}", space.body);
    }
    let form = space.form_with("csrf");
    assert_eq!(patient.submit(&form, &[("csrf", "forged"), ("accord", "retirer")]).await.status, 403);
    assert_eq!(patient.submit(&form, &[("accord", "retirer")]).await.status, 303);
    let after = lucie.get(lucie.at("/dmp/url", "patients/P-0015")).await;
    assert!(after.status == 403 && after.body.contains("retiré"), "{}", after.body);
}

// requirement: S04 S06
#[tokio::test]
async fn a_session_that_is_over_at_the_provider_is_over_at_both_services_at_once() {
    let lucie = Visitor::of("aide-soignante");
    lucie.sign_in(&lucie.at("/dui", "connexion")).await;
    let pages = [lucie.at("/dui", "residents"), lucie.at("/dmp/url", "patients")];
    lucie.get(lucie.at("/dmp/url", "connexion")).await;
    for page in &pages {
        assert_eq!(lucie.surfer.get(page).await.status, 200, "{page}");
    }
    let leaving = lucie.get(lucie.at("/authorization", "deconnexion")).await;
    lucie.send(&leaving, "/deconnexion", &[]).await;
    for page in &pages {
        let begun = Instant::now();
        loop {
            let told = lucie.surfer.get(page).await;
            if told.status == 401 {
                assert!(told.body.contains("Votre session s’est fermée"), "{}", told.body);
                break;
            }
            assert!(begun.elapsed() < Duration::from_secs(5), "{page} is still open: {}", place().log());
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        assert_eq!(lucie.surfer.get(page).await.status, 303, "told once, then asked to sign in");
    }
}

// requirement: S08
#[tokio::test]
async fn leaving_at_the_dui_closes_the_dmp_too() {
    let lucie = Visitor::of("aide-soignante");
    let residents = lucie.sign_in(&lucie.at("/dui", "connexion")).await;
    lucie.get(lucie.at("/dmp/url", "connexion")).await;
    let without =
        lucie.surfer.send(lucie.surfer.http.post(lucie.at("/dui", "deconnexion")).form(&[("csrf", "x")])).await;
    assert_eq!(without.status, 403, "a form of another page signs nobody out");
    lucie.send(&residents, "/deconnexion", &[]).await;
    let page = lucie.at("/dmp/url", "patients");
    let begun = Instant::now();
    while lucie.surfer.get(&page).await.status == 200 {
        assert!(begun.elapsed() < Duration::from_secs(5), "still open: {}", place().log());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert!(Visitor::asks_who(&lucie.get(lucie.at("/dui", "connexion")).await), "the provider's session is over too");
}
