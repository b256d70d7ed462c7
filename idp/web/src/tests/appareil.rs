use ambient::{ExposeSecret as _, Seconds};
use http::StatusCode;
use idp_core::client::{Client, ClientAuth};
use idp_core::client_auth::BackChannelCall;
use idp_core::ecps::DemandeEtat;
use oidc::{GrantType, Parameters};

use super::browser::Navigateur;
use super::maison::Maison;
use crate::fakes::{ALBA, client};

/// A workstation that waits: its device code and its user code.
async fn poste(maison: &Maison) -> (String, String) {
    let grants = vec![GrantType::DeviceCode, GrantType::RefreshToken];
    maison.issuer.register(Client { id: "poste".into(), auth: ClientAuth::None, grants, ..client() }).await;
    let params = Parameters::parse(b"client_id=poste&scope=openid");
    let accepted = maison.issuer.device_authorization.answer(&BackChannelCall::plain(&params, "192.0.2.1")).await;
    let accepted = accepted.unwrap_or_else(|refusal| panic!("{refusal}"));
    (accepted.device_code.expose_secret().to_owned(), accepted.user_code.to_string())
}

/// What the workstation hears.
async fn poll(maison: &Maison, device: &str) -> &'static str {
    let grant = "grant_type=urn:ietf:params:oauth:grant-type:device_code";
    match maison.issuer.token(&format!("{grant}&client_id=poste&device_code={device}")).await {
        Ok(_) => "tokens",
        Err(refusal) => refusal.public().error.word(),
    }
}

#[tokio::test]
async fn a_person_types_the_code_says_yes_signs_in_and_goes_back_to_the_workstation() {
    let maison = Maison::new().await;
    let (device, code) = poste(&maison).await;
    let mut browser = Navigateur::default();
    let empty = browser.get(&maison.authorization, "/appareil").await;
    assert!(empty.html.contains("Connectez un poste de travail"));
    let page = browser.get(&maison.authorization, &format!("/appareil?code={}", code.to_lowercase())).await;
    assert!(page.html.contains("Dossier résident") && page.html.contains(&code), "who asks, and for which code");
    let csrf = page.csrf();
    let yes = [("csrf", csrf.as_str()), ("code", &code), ("reponse", "continuer")];
    let begun = browser.post(&maison.authorization, "/appareil", &yes).await;
    let path = begun.location().to_owned();
    let csrf = browser.get(&maison.authorization, &path).await.csrf();
    browser.post(&maison.authorization, &format!("{path}/numero"), &[("csrf", &csrf), ("numero", ALBA)]).await;
    maison.telephone.answer(DemandeEtat::Approuvee);
    let end = browser.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
    assert_eq!(end.location(), "https://wallet.test/appareil/fin?issue=validee", "no code travels by this browser");
    let page = browser.get(&maison.authorization, "/appareil/fin?issue=validee").await;
    assert!(page.html.contains("Retournez à votre poste"));
    assert_eq!(poll(&maison, &device).await, "tokens");
}

// requirement: M08
#[tokio::test]
async fn one_click_signs_no_workstation_in_although_a_session_is_open() {
    let maison = Maison::new().await;
    let mut browser = Navigateur::default();
    let (device, code) = poste(&maison).await;
    // the session is younger than what the device asked for
    maison.issuer.clock.advance(Seconds(5));
    browser.sign_in(&maison, ALBA, "").await;
    maison.issuer.clock.advance(Seconds(5));
    let page = browser.get(&maison.authorization, &format!("/appareil?code={code}")).await;
    assert_eq!(page.status, StatusCode::OK);
    let forged = [("csrf", "forged"), ("code", code.as_str()), ("reponse", "continuer")];
    let answer = browser.post(&maison.authorization, "/appareil", &forged).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let csrf = page.csrf();
    let yes = [("csrf", csrf.as_str()), ("code", &code), ("reponse", "continuer")];
    let path = browser.post(&maison.authorization, "/appareil", &yes).await.location().to_owned();
    let csrf = browser.get(&maison.authorization, &path).await.csrf();
    assert_eq!(poll(&maison, &device).await, "authorization_pending", "the person is asked who they are");
    browser.post(&maison.authorization, &format!("{path}/numero"), &[("csrf", &csrf), ("numero", ALBA)]).await;
    maison.telephone.answer(DemandeEtat::Approuvee);
    let end = browser.post(&maison.authorization, &format!("{path}/suite"), &[("csrf", &csrf)]).await;
    assert!(end.location().ends_with("/appareil/fin?issue=validee"), "{}", end.location());
}

#[tokio::test]
async fn a_person_who_refuses_or_goes_back_ends_it_for_the_workstation() {
    for goes_back in [false, true] {
        let maison = Maison::new().await;
        let (device, code) = poste(&maison).await;
        let mut browser = Navigateur::default();
        let csrf = browser.get(&maison.authorization, &format!("/appareil?code={code}")).await.csrf();
        let reponse = if goes_back { "continuer" } else { "refuser" };
        let form = [("csrf", csrf.as_str()), ("code", &code), ("reponse", reponse)];
        let answer = browser.post(&maison.authorization, "/appareil", &form).await;
        if goes_back {
            let path = answer.location().to_owned();
            let csrf = browser.get(&maison.authorization, &path).await.csrf();
            let back = browser.post(&maison.authorization, &format!("{path}/annuler"), &[("csrf", &csrf)]).await;
            assert!(back.location().contains("/appareil/fin?error=access_denied"), "{}", back.location());
        } else {
            assert_eq!(answer.location(), "/appareil/fin?issue=refusee");
        }
        assert_eq!(poll(&maison, &device).await, "access_denied");
        let again = browser.get(&maison.authorization, &format!("/appareil?code={code}")).await;
        assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "the code has served");
    }
}
