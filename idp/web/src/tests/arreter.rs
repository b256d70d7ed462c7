//! The page that ends an e-CPS.

use http::StatusCode;
use idp_core::ecps::AppareilEtat;
use idp_core::espace::CleDAcces;
use idp_core::moyen::MoyenKind;

use super::browser::Navigateur;
use super::maison::Maison;
use crate::fakes::ALBA;

// requirement: M15 S10
#[tokio::test]
async fn a_lost_phone_is_ended_from_the_space_once_its_reason_is_said() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.enter_space(&maison, ALBA).await;
    maison.fakes.with_phone(ALBA).await;
    let page = browser.get(&maison.authorization, "/espace/e-cps/arreter").await;
    let csrf = page.csrf();
    let silent =
        browser.post(&maison.authorization, "/espace/e-cps/arreter", &[("csrf", &csrf), ("motif", "sim")]).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.html.contains("Choisissez ce qui se passe."));
    let done = browser.post(&maison.authorization, "/espace/e-cps/arreter", &[("csrf", &csrf), ("motif", "vol")]).await;
    assert!(done.html.contains("Votre e-CPS est arrêtée"), "it had opened this session: {}", done.html);
    assert_eq!(maison.fakes.dehors.appareils.lock().unwrap()[0].etat, AppareilEtat::Revoque);
}

// requirement: M15
#[tokio::test]
async fn a_phone_that_is_nobody_s_yet_is_refused_from_the_space_too() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.by_card(&maison, "/espace").await;
    let csrf = browser.get(&maison.authorization, "/espace/e-cps/arreter").await.csrf();
    for (motif, word) in [("perte", "rien"), ("pas_moi", "activation")] {
        let fields = [("csrf", csrf.as_str()), ("motif", motif)];
        let done = browser.post(&maison.authorization, "/espace/e-cps/arreter", &fields).await;
        assert_eq!(done.location(), format!("/espace?fait={word}"));
    }
    let space = browser.get(&maison.authorization, "/espace?fait=activation").await;
    assert!(space.html.contains("Une activation qui était en cours ne servira pas."), "{}", space.html);
}

// requirement: M15 S11
#[tokio::test]
async fn passkeys_that_a_lost_phone_added_are_offered_ticked_and_end_with_it() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    browser.by_card(&maison, "/espace").await;
    let since = maison.fakes.with_phone(ALBA).await.active_le;
    for nom in ["Bleue", "Rouge"] {
        let (id, par) = (nom.to_owned(), MoyenKind::Ecps);
        let cle = CleDAcces { id, nom: nom.to_owned(), par, ajoutee_le: since, vue_le: None };
        maison.fakes.cles.0.lock().unwrap().push(cle);
    }
    let page = browser.get(&maison.authorization, "/espace/e-cps/arreter").await;
    assert_eq!(page.html.matches(r#"name="cle""#).count(), 2, "{}", page.html);
    assert_eq!(page.html.matches(" checked").count(), 2, "each ends unless the person says otherwise");
    let csrf = page.csrf();
    let fields = [("csrf", csrf.as_str()), ("cle", "Rouge")];
    let silent = browser.post(&maison.authorization, "/espace/e-cps/arreter", &fields).await;
    assert_eq!(silent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(silent.html.contains(r#"value="Rouge" checked"#) && !silent.html.contains(r#"value="Bleue" checked"#));
    let fields = [("csrf", csrf.as_str()), ("motif", "vol"), ("cle", "Rouge")];
    let done = browser.post(&maison.authorization, "/espace/e-cps/arreter", &fields).await;
    assert_eq!(done.location(), "/espace?fait=ecps");
    let left: Vec<_> = maison.fakes.cles.0.lock().unwrap().iter().map(|cle| cle.nom.clone()).collect();
    assert_eq!(left, ["Bleue"]);
}
