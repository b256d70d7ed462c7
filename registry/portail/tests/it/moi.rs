//! My own space: with a fresh proof, nothing typed is lost on the way to it.

use ambient::{Seconds, Timestamp};
use http::StatusCode;
use pages::Langue;
use pages::samples::faults;
use registry_core::contact::MoyenFort;

use crate::decor::{Decor, MAINTENANT, parametre};

const ALBA: &str = "899900000011";
const MOI: &str = "/moi";
const CHANGER: &str = "/moi/coordonnees";
const PREUVE: &str = "/connexion/preuve";
const NOUVELLES: [(&str, &str); 2] = [("mobile", "07 81 23 45 67"), ("courriel", "alba.autre@exemple.test")];

/// Signed in with the e-CPS, whose factors were shown `secondes` ago.
async fn entree(secondes: i64) -> Decor {
    let mut decor = Decor::nouveau().await;
    *decor.caducee.montree.lock().unwrap() = MAINTENANT.seconds() - secondes;
    assert_eq!(decor.entrer_caducee(ALBA).await, "/");
    assert_eq!(decor.navigateur.lire("/").await.vers, MOI);
    decor
}

// requirement: COL-12
#[tokio::test]
async fn my_file_shows_me_everything_and_contact_data_masked() {
    let mut decor = entree(0).await;
    let page = decor.navigateur.lire(MOI).await.html;
    assert_eq!(faults(&page, Langue::Fr), Vec::<String>::new());
    for attendu in ["FICTIF-MARTEL", "04/02/1988", "Bastia (2B033)", "al••••@example.org", "+33 6 •• •• •• 01"]
    {
        assert!(page.contains(attendu), "{attendu}");
    }
    assert!(!page.contains("alba.martel") && !page.contains("39980001"));
}

// requirement: SIT-14 COL-11
#[tokio::test]
async fn contact_data_change_with_a_proof_of_less_than_five_minutes() {
    let mut decor = entree(240).await;
    let form = decor.navigateur.lire(CHANGER).await.html;
    assert_eq!(faults(&form, Langue::Fr), Vec::<String>::new());
    let faite = decor.navigateur.envoyer(CHANGER, &form, &NOUVELLES).await;
    assert!(faite.html.contains("Coordonnées changées"), "{}", faite.html);
    let changes = decor.registre.autres.changes.lock().unwrap();
    let (preuve, courriel) = &changes[0];
    assert_eq!((preuve.personne.to_string().as_str(), preuve.moyen), (ALBA, MoyenFort::ECps));
    assert_eq!(preuve.le, Timestamp::from_seconds(MAINTENANT.seconds() - 240));
    assert_eq!(courriel, "alba.autre@exemple.test");
}

#[tokio::test]
async fn an_older_proof_is_shown_again_and_what_was_typed_waits() {
    let mut decor = entree(3_600).await;
    let form = decor.navigateur.lire(CHANGER).await.html;
    let encore = decor.navigateur.envoyer(CHANGER, &form, &NOUVELLES).await;
    assert_eq!(encore.statut, StatusCode::UNAUTHORIZED);
    assert!(encore.html.contains(PREUVE) && encore.html.contains("ce que vous avez écrit est gardé"));
    assert!(decor.registre.autres.changes.lock().unwrap().is_empty());
    *decor.caducee.montree.lock().unwrap() = MAINTENANT.seconds();
    let (depart, retour) = decor.aller_retour(PREUVE).await;
    assert_eq!((parametre(&depart, "prompt").as_str(), parametre(&depart, "max_age").as_str()), ("login", "0"));
    assert_eq!(parametre(&depart, "acr_values"), "eidas1");
    assert_eq!(retour.vers, CHANGER);
    let rendu = decor.navigateur.lire(CHANGER).await.html;
    assert!(rendu.contains(r#"value="07 81 23 45 67""#) && rendu.contains(r#"value="alba.autre@exemple.test""#));
    let faite = decor.navigateur.envoyer(CHANGER, &rendu, &NOUVELLES).await;
    assert!(faite.html.contains("Coordonnées changées"));
}

#[tokio::test]
async fn what_was_typed_waits_even_when_the_page_is_opened_before_signing_in_again() {
    let mut decor = entree(0).await;
    let form = decor.navigateur.lire(CHANGER).await.html;
    decor.horloge.advance(Seconds::minutes(31));
    assert_eq!(decor.navigateur.envoyer(CHANGER, &form, &NOUVELLES).await.statut, StatusCode::UNAUTHORIZED);
    assert_eq!(decor.navigateur.lire(CHANGER).await.vers, "/", "nobody is signed in");
    assert_eq!(decor.entrer_caducee(ALBA).await, CHANGER);
    let rendu = decor.navigateur.lire(CHANGER).await.html;
    assert!(rendu.contains(r#"value="07 81 23 45 67""#), "{rendu}");
}

// requirement: S03
#[tokio::test]
async fn a_session_in_constant_use_ends_after_four_hours() {
    let mut decor = entree(0).await;
    for _ in 0..12 {
        assert_eq!(decor.navigateur.lire(MOI).await.statut, StatusCode::OK);
        decor.horloge.advance(Seconds::minutes(20));
    }
    assert_eq!(decor.navigateur.lire(MOI).await.vers, "/");
}

#[tokio::test]
async fn a_provider_that_did_not_ask_again_proves_nothing() {
    let mut decor = entree(3_600).await;
    let (_, retour) = decor.aller_retour(PREUVE).await;
    assert_eq!(retour.statut, StatusCode::BAD_REQUEST);
    assert!(retour.html.contains("portail.preuve"), "{}", retour.html);
    *decor.caducee.montree.lock().unwrap() = MAINTENANT.seconds();
    *decor.caducee.moyen.lock().unwrap() = "PASSWORD";
    decor.aller_retour(PREUVE).await;
    let form = decor.navigateur.lire(CHANGER).await.html;
    let encore = decor.navigateur.envoyer(CHANGER, &form, &NOUVELLES).await;
    assert_eq!(encore.statut, StatusCode::UNAUTHORIZED, "another means is no proof");
    assert!(decor.registre.autres.changes.lock().unwrap().is_empty());
}

#[tokio::test]
async fn what_cannot_be_used_is_told_beside_its_field() {
    let mut decor = entree(0).await;
    let form = decor.navigateur.lire(CHANGER).await.html;
    let fausses = [("mobile", "01 23 45 67 89"), ("courriel", "alba@ch-test.mssante.fr")];
    let refusee = decor.navigateur.envoyer(CHANGER, &form, &fausses).await;
    assert_eq!(faults(&refusee.html, Langue::Fr), Vec::<String>::new());
    assert_eq!(refusee.statut, StatusCode::UNPROCESSABLE_ENTITY);
    for champ in ["mobile", "courriel"] {
        assert!(refusee.html.contains(&format!(r#"id="{champ}-remarque""#)), "{champ}");
    }
    assert!(refusee.html.contains(r#"value="01 23 45 67 89""#));
}

#[tokio::test]
async fn a_person_of_franceconnect_has_no_file_and_changes_nothing() {
    let mut decor = Decor::nouveau().await;
    decor.entrer_franceconnect("lina").await;
    for chemin in [MOI, CHANGER] {
        assert_eq!(decor.navigateur.lire(chemin).await.vers, "/", "{chemin}");
    }
    let page = decor.navigateur.lire("/demande/nouvelle").await.html;
    assert_eq!(decor.navigateur.envoyer(CHANGER, &page, &NOUVELLES).await.vers, "/");
    assert!(decor.registre.autres.changes.lock().unwrap().is_empty());
}
