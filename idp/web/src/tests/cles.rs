use ambient::Seconds;
use http::StatusCode;
use idp_core::ecps::DemandeEtat;

use super::browser::{Answer, Navigateur};
use super::maison::Maison;
use crate::fakes::{ALBA, FakeCeremonies, RETURN};

const LIST: &str = "/espace/cles";

/// Through the login page to the list, by phone.
async fn enter(maison: &Maison, browser: &mut Navigateur, path: &str) -> Answer {
    let sent = browser.get(&maison.authorization, path).await;
    assert_eq!(sent.status, StatusCode::SEE_OTHER, "{}", sent.html);
    let login = sent.location().to_owned();
    let csrf = browser.get(&maison.authorization, &login).await.csrf();
    browser.post(&maison.authorization, &format!("{login}/numero"), &[("csrf", &csrf), ("numero", ALBA)]).await;
    maison.telephone.answer(DemandeEtat::Approuvee);
    let back = browser.post(&maison.authorization, &format!("{login}/suite"), &[("csrf", &csrf)]).await;
    assert!(back.location().ends_with(LIST), "{} {}", back.status, back.location());
    browser.get(&maison.authorization, LIST).await
}

/// One passkey added under this name: the answer, and the handle that the device keeps.
async fn add(maison: &Maison, browser: &mut Navigateur, csrf: &str, name: &str) -> (Answer, String) {
    let question = browser.post(&maison.authorization, "/espace/cles/question", &[("csrf", csrf)]).await;
    assert_eq!(question.headers["content-type"], "application/json");
    let answer = FakeCeremonies::answer(&question.html, "device", "", 1);
    let options: serde_json::Value = serde_json::from_str(&question.html).unwrap();
    let fields = [("csrf", csrf), ("nom", name), ("reponse", &answer)];
    let added = browser.post(&maison.authorization, LIST, &fields).await;
    (added, options["handle"].as_str().unwrap().to_owned())
}

/// Signs in for the client with the device.
async fn sign_in(maison: &Maison, browser: &mut Navigateur, handle: &str, counter: u32) -> Answer {
    let (path, page) = browser.begin(maison, "").await;
    assert!(page.html.contains("Me connecter avec une clé d’accès") && page.html.contains("passkey.js"));
    let csrf = page.csrf();
    let question = browser.post(&maison.authorization, &format!("{path}/cle/question"), &[("csrf", &csrf)]).await;
    assert_eq!(question.status, StatusCode::OK, "{}", question.html);
    let answer = FakeCeremonies::answer(&question.html, "device", handle, counter);
    browser.post(&maison.authorization, &format!("{path}/cle"), &[("csrf", &csrf), ("reponse", &answer)]).await
}

// requirement: M21 S10
#[tokio::test]
async fn a_passkey_is_added_in_the_space_signs_in_and_is_removed() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let list = enter(&maison, &mut browser, LIST).await;
    assert!(list.html.contains("Vous n’avez pas encore de clé d’accès."), "{}", list.html);
    let (added, handle) = add(&maison, &mut browser, &list.csrf(), "Mon téléphone").await;
    assert_eq!((added.status, added.location()), (StatusCode::SEE_OTHER, "/espace/cles?ajoutee"), "{}", added.html);
    let list = browser.get(&maison.authorization, added.location()).await;
    assert!(list.html.contains("Mon téléphone") && list.html.contains("La clé d’accès est ajoutée."));

    let english = browser.get(&maison.authorization, "/espace/cles?ui_locales=en").await;
    let link = english.html.split("href=\"").find(|rest| rest.starts_with("/espace/cles/retirer")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&").replace("&amp;", "&");
    assert!(browser.get(&maison.authorization, &link).await.html.contains("Remove this passkey?"), "{link}");

    let mut elsewhere = Navigateur::default();
    let back = sign_in(&maison, &mut elsewhere, &handle, 2).await;
    assert!(back.location().starts_with(RETURN) && back.parameter("code").is_some(), "{}", back.html);

    let link = list.html.split("href=\"").find(|rest| rest.starts_with("/espace/cles/retirer")).unwrap();
    let link = link.split('"').next().unwrap();
    let page = browser.get(&maison.authorization, link).await;
    assert!(page.html.contains("Retirer cette clé d’accès ?"));
    let id = link.split('=').nth(1).unwrap();
    let forged = browser.post(&maison.authorization, "/espace/cles/retirer", &[("cle", id)]).await;
    assert_eq!(forged.status, StatusCode::FORBIDDEN, "without its token a form does nothing");
    let fields = [("csrf", page.csrf()), ("cle", id.to_owned())];
    let fields = fields.each_ref().map(|(name, value)| (*name, value.as_str()));
    maison.issuer.clock.advance(Seconds(1));
    let removed = browser.post(&maison.authorization, "/espace/cles/retirer", &fields).await;
    assert_eq!(removed.location(), "/espace/cles?retiree");
    let ended = elsewhere.get(&maison.authorization, &super::browser::auth("&prompt=none")).await;
    assert_eq!(ended.parameter("error").as_deref(), Some("login_required"), "its session is over");
    let refused = sign_in(&maison, &mut Navigateur::default(), &handle, 3).await;
    assert!(refused.html.contains("Cette clé d’accès a été retirée") && refused.html.contains("passkey.retiree"));
}

// requirement: S11 M14
#[tokio::test]
async fn ten_minutes_later_a_new_proof_is_asked_before_a_passkey_is_added() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let list = enter(&maison, &mut browser, LIST).await;
    let csrf = list.csrf();
    maison.issuer.clock.advance(Seconds::minutes(10));
    let later = browser.get(&maison.authorization, LIST).await;
    assert!(later.html.contains("Prouver qui je suis") && !later.html.contains("data-passkey"), "{}", later.html);
    let refused = browser.post(&maison.authorization, "/espace/cles/question", &[("csrf", &csrf)]).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let again = enter(&maison, &mut browser, "/espace/cles/preuve").await;
    assert!(again.html.contains("data-passkey=\"create\""));
}

#[tokio::test]
async fn what_went_wrong_is_told_and_leads_back() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let csrf = enter(&maison, &mut browser, LIST).await.csrf();
    let (unnamed, _) = add(&maison, &mut browser, &csrf, " ").await;
    assert_eq!(unnamed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unnamed.html.contains("Donnez un nom à cette clé d’accès") && unnamed.html.contains("Revenir à mes clés"));
    let stale = [("csrf", csrf.as_str()), ("nom", "Ma clé"), ("reponse", "{}")];
    let refused = browser.post(&maison.authorization, LIST, &stale).await;
    assert!(refused.html.contains("Cette clé d’accès n’a pas été acceptée") || refused.html.contains("trop tard"));
    let (path, page) = Navigateur::default().begin(&maison, "").await;
    let mut stranger = Navigateur::default();
    let question =
        stranger.post(&maison.authorization, &format!("{path}/cle/question"), &[("csrf", &page.csrf())]).await;
    assert_eq!(question.status, StatusCode::CONFLICT, "another browser's login");
}

// requirement: S14 M21
#[tokio::test]
async fn the_door_offers_what_the_request_takes() {
    let maison = Maison::new().await;
    maison.issuer.change_client("dui", |client| client.profile = idp_core::client::Profile::Oidc).await;
    let (path, card) = Navigateur::default().begin(&maison, "&acr_values=eidas3").await;
    assert!(card.html.contains("Ce service demande votre carte") && !card.html.contains("data-passkey"), "{path}");
    let claims = "&claims=%7B%22id_token%22%3A%7B%22amr%22%3A%7B%22essential%22%3Atrue%2C%22values%22%3A%5B%22phr%22%5D%7D%7D%7D";
    let (_, resistant) = Navigateur::default().begin(&maison, claims).await;
    assert!(resistant.html.contains("Ce service demande votre carte ou une clé d’accès"));
    assert!(resistant.html.contains("data-passkey=\"get\"") && !resistant.html.contains("name=\"numero\""));
}
