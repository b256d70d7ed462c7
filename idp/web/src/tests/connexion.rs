use http::StatusCode;
use idp_core::ecps::DemandeEtat;

use super::browser::{Navigateur, auth};
use super::maison::Maison;
use crate::fakes::{ALBA, BRICE, ISSUER, RETURN};

#[tokio::test]
async fn a_login_by_phone_goes_back_to_the_client_with_a_code() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, page) = browser.begin(&maison, "&login_hint=99900000011").await;
    assert!(page.html.contains("Dossier résident") && page.html.contains("tilleuls.example"));
    assert!(page.html.contains(r#"value="99900000011""#));
    let policy = page.headers["content-security-policy"].to_str().unwrap();
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("form-action 'self' https:"));
    let csrf = page.csrf();
    let numero = [("csrf", csrf.as_str()), ("numero", "999 0000 0011"), ("retenir", "oui")];
    let asked = browser.post(&maison.authorization, &format!("{path}/numero"), &numero).await;
    assert_eq!((asked.status, asked.location()), (StatusCode::SEE_OTHER, path.as_str()));
    assert!(browser.cookies.contains_key("__Host-caducee-esante-wallet-numero"));
    let waiting = browser.get(&maison.authorization, &path).await;
    assert!(waiting.html.contains(r#"<span class="digits__one" aria-hidden="true">4</span>"#));
    let etat = format!("{path}/etat");
    assert_eq!(browser.get(&maison.authorization, &etat).await.status, StatusCode::NO_CONTENT);
    let early = browser.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
    assert!(early.location().ends_with("?pas-encore"));
    maison.telephone.answer(DemandeEtat::Approuvee);
    assert_eq!(browser.get(&maison.authorization, &etat).await.status, StatusCode::OK);
    let back = browser.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
    assert_eq!(back.status, StatusCode::SEE_OTHER);
    assert!(back.location().starts_with(RETURN));
    assert_eq!(back.parameter("iss").as_deref(), Some(ISSUER));
    assert_eq!(back.parameter("state").as_deref(), Some("s-1"));
    assert!(back.parameter("code").is_some() && back.parameter("session_state").is_some());

    let replay = browser.get(&maison.authorization, &path).await;
    assert_eq!(replay.status, StatusCode::GONE);
    assert!(replay.html.contains("Cette connexion est terminée"));
    let sso = browser.get(&maison.authorization, &auth("&prompt=none")).await;
    assert!(sso.parameter("code").is_some());
}

// spec: OpenID Connect Registration §2 SHOULD
#[tokio::test]
async fn the_pages_that_a_service_registered_are_linked_at_the_door() {
    let maison = Maison::new().await;
    let pages = ["https://tilleuls.example/donnees", "https://tilleuls.example/conditions"];
    let link = |page: &str| format!(r#"<a href="{page}" rel="noreferrer">"#);
    let (_, silent) = Navigateur::default().begin(&maison, "").await;
    assert!(!pages.iter().any(|page| silent.html.contains(&link(page))));
    let told = |client: &mut idp_core::client::Client| {
        client.shown.policy_uri = Some(pages[0].to_owned());
        client.shown.tos_uri = Some(pages[1].to_owned());
        client.shown.logo_uri = Some("https://tilleuls.example/logo.png".to_owned());
    };
    maison.issuer.change_client("dui", told).await;
    let (_, page) = Navigateur::default().begin(&maison, "").await;
    assert!(pages.iter().all(|one| page.html.contains(&link(one))));
    assert!(!page.html.contains("logo.png"), "nobody is called before the person signs in");
}

#[tokio::test]
async fn each_answer_of_the_phone_has_its_own_page() {
    use DemandeEtat::*;
    for (etat, words) in [
        (Refusee, "Vous avez refusé sur votre téléphone"),
        (PasMoi, "Cette demande a été signalée"),
        (NombreErrone, "Le numéro tapé n’était pas le bon"),
        (Expiree, "Le temps est passé"),
        (Remplacee, "Une demande plus récente a pris la place"),
    ] {
        let maison = Maison::new().await;
        let mut browser = Navigateur::default();
        let (path, page) = browser.begin(&maison, "").await;
        let csrf = page.csrf();
        let numero = format!("{path}/numero");
        browser.post(&maison.authorization, &numero, &[("csrf", &csrf), ("numero", ALBA)]).await;
        maison.telephone.answer(etat);
        assert_eq!(browser.get(&maison.authorization, &format!("{path}/etat")).await.status, StatusCode::RESET_CONTENT);
        assert!(browser.get(&maison.authorization, &path).await.html.contains(words), "{etat:?}");
        browser.post(&maison.authorization, &numero, &[("csrf", &csrf), ("numero", ALBA)]).await;
        assert!(browser.get(&maison.authorization, &path).await.html.contains("Regardez votre téléphone"));
    }
}

// requirement: S09
#[tokio::test]
async fn a_login_begun_in_one_browser_is_refused_in_another() {
    let maison = Maison::new().await;
    let (mut alice, mut mallory) = (Navigateur::default(), Navigateur::default());
    let (path, _) = alice.begin(&maison, "").await;
    let (_, page) = mallory.begin(&maison, "").await;
    let stolen = mallory.get(&maison.authorization, &path).await;
    assert_eq!(stolen.status, StatusCode::FORBIDDEN);
    assert!(stolen.html.contains("Cette connexion a commencé ailleurs"));
    let fields = [("csrf", &*page.csrf()), ("numero", ALBA)];
    let posted = mallory.post(&maison.authorization, &format!("{path}/numero"), &fields).await;
    assert_eq!(posted.status, StatusCode::FORBIDDEN);
    assert_eq!(maison.telephone.waiting(), 0);
}

// requirement: A14
#[tokio::test]
async fn a_form_without_its_token_does_nothing() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, _) = browser.begin(&maison, "").await;
    for act in ["numero", "suite", "autre-moyen", "lieu", "autre-personne", "annuler"] {
        for token in ["", "forged"] {
            let fields = [("csrf", token), ("numero", ALBA), ("situation", "sit-1")];
            let refused = browser.post(&maison.authorization, &format!("{path}/{act}"), &fields).await;
            assert_eq!(refused.status, StatusCode::FORBIDDEN, "{act}");
        }
    }
    assert_eq!(maison.telephone.waiting(), 0);
}

#[tokio::test]
async fn an_unreadable_number_is_asked_again_with_what_was_typed() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, page) = browser.begin(&maison, "").await;
    let fields = [("csrf", &*page.csrf()), ("numero", "<b>12")];
    let again = browser.post(&maison.authorization, &format!("{path}/numero"), &fields).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.html.contains("Ce numéro n’a pas la bonne forme"));
    assert!(!again.html.contains("<b>12") && again.html.contains("&#60;b&#62;12"));
}

#[tokio::test]
async fn a_number_that_nobody_has_waits_like_any_other() {
    let maison = Maison::new().await;
    let mut pages = Vec::new();
    for number in [ALBA, "899900000037"] {
        let mut browser = Navigateur::default();
        let (path, page) = browser.begin(&maison, "").await;
        browser
            .post(&maison.authorization, &format!("{path}/numero"), &[("csrf", &page.csrf()), ("numero", number)])
            .await;
        let waiting = browser.get(&maison.authorization, &path).await;
        let neutral = waiting.html.replace(&path, "").replace(&page.csrf(), "").replace(number, "");
        pages.push(neutral.replace("999\u{a0}0000\u{a0}0011", "").replace("999\u{a0}0000\u{a0}0037", ""));
    }
    assert_eq!(pages[0], pages[1]);
}

#[tokio::test]
async fn the_place_is_asked_and_the_choice_ends_the_login() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, answer) = browser.sign_in(&maison, BRICE, "").await;
    assert_eq!(answer.location(), path);
    let page = browser.get(&maison.authorization, &path).await;
    assert!(page.html.contains("Alba, où travaillez‑vous maintenant") && page.html.contains("MAS FICTIVE DU VERCORS"));
    let csrf = page.csrf();
    let lieu = format!("{path}/lieu");
    let nothing = browser.post(&maison.authorization, &lieu, &[("csrf", &csrf)]).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let back = browser.post(&maison.authorization, &lieu, &[("csrf", &csrf), ("situation", "sit-3")]).await;
    let code = back.parameter("code").unwrap();
    assert_eq!(maison.issuer.codes.take(&code).await.unwrap().unwrap().grant.situation, Some("sit-3".into()));
}

#[tokio::test]
async fn a_later_address_leads_back_to_where_the_login_is() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, page) = browser.begin(&maison, "").await;
    for act in ["suite", "lieu"] {
        let fields = [("csrf", &*page.csrf()), ("situation", "sit-1")];
        let sent = browser.post(&maison.authorization, &format!("{path}/{act}"), &fields).await;
        assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, path.as_str()), "{act}");
        let typed = browser.get(&maison.authorization, &format!("{path}/{act}")).await;
        assert_eq!((typed.status, typed.location()), (StatusCode::SEE_OTHER, path.as_str()), "{act}");
    }
}

#[tokio::test]
async fn who_gives_up_goes_back_with_access_denied() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, page) = browser.begin(&maison, "").await;
    let back = browser.post(&maison.authorization, &format!("{path}/annuler"), &[("csrf", &page.csrf())]).await;
    assert_eq!(back.parameter("error").as_deref(), Some("access_denied"));
    assert_eq!(back.parameter("iss").as_deref(), Some(ISSUER));
}

// requirement: O03
#[tokio::test]
async fn a_registry_out_of_reach_is_said_and_the_login_is_taken_up_again() {
    let maison = Maison::new().await;
    maison.issuer.annuaire.set_down(true);
    let mut browser = Navigateur::default();
    let (path, answer) = browser.sign_in(&maison, ALBA, "").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    assert!(answer.html.contains("Service momentanément indisponible") && answer.html.contains("Réessayer"));
    assert!(!browser.cookies.contains_key("__Host-caducee-esante-wallet-session"));
    maison.issuer.annuaire.set_down(false);
    assert!(browser.get(&maison.authorization, &path).await.parameter("code").is_some());
}

#[tokio::test]
async fn who_has_no_place_is_told_and_goes_back() {
    let maison = Maison::new().await;
    maison.issuer.annuaire.hold(crate::fakes::FakeAnnuaire::aide_soignante(ALBA, &[]));
    let mut browser = Navigateur::default();
    let (path, _) = browser.sign_in(&maison, ALBA, "").await;
    let page = browser.get(&maison.authorization, &path).await;
    assert!(page.html.contains("Aucun lieu de travail en cours"));
    let back = browser.post(&maison.authorization, &format!("{path}/annuler"), &[("csrf", &page.csrf())]).await;
    assert_eq!(back.parameter("error").as_deref(), Some("access_denied"));
}

#[tokio::test]
async fn the_language_of_the_request_goes_through_the_whole_login() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, page) = browser.begin(&maison, "&ui_locales=de+en").await;
    assert!(page.html.contains(r#"<html lang="en">"#));
    let french = browser.get(&maison.authorization, &format!("{path}?ui_locales=fr")).await;
    assert!(french.html.contains(r#"<html lang="fr">"#) && french.html.contains("/numero?ui_locales=fr"));
}

#[tokio::test]
async fn a_choice_whose_session_closed_begins_again_with_the_same_request() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (path, _) = browser.sign_in(&maison, BRICE, "").await;
    browser.cookies.remove("__Host-caducee-esante-wallet-session");
    let sent = browser.get(&maison.authorization, &path).await;
    assert_eq!((sent.status, sent.location()), (StatusCode::SEE_OTHER, path.as_str()));
    assert!(browser.get(&maison.authorization, &path).await.html.contains("Connectez-vous"));
}
