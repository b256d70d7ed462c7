use openidconnect::core::CoreErrorResponseType;
use openidconnect::{ClientSecret, RequestTokenError};
use reqwest::StatusCode;

use crate::decor::{Decor, Demandeur, Voix, adresse, parametre};

/// The address of a good request with one of its parameters changed.
fn gatee(url: &reqwest::Url, nom: &str, valeur: &str) -> reqwest::Url {
    let gardes: Vec<(String, String)> =
        url.query_pairs().filter(|(cle, _)| cle != nom).map(|(cle, v)| (cle.into_owned(), v.into_owned())).collect();
    let mut url = url.clone();
    url.query_pairs_mut().clear().extend_pairs(gardes).append_pair(nom, valeur);
    url
}

async fn refus(decor: &Decor, demandeur: &Demandeur, code: &str) -> CoreErrorResponseType {
    let code = openidconnect::AuthorizationCode::new(code.to_owned());
    match demandeur.exchange_code(code).unwrap().request_async(&Voix(&decor.http)).await {
        Err(RequestTokenError::ServerResponse(reponse)) => reponse.error().clone(),
        autre => panic!("not refused: {autre:?}"),
    }
}

#[tokio::test]
async fn a_request_without_a_way_back_is_told_on_a_page() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &[]);
    for (nom, valeur) in [("client_id", "inconnu"), ("redirect_uri", "https://portail.test/franceconnect/retour/")] {
        let reponse = decor.http.get(gatee(&depart.url, nom, valeur)).send().await.unwrap();
        assert_eq!(reponse.status(), StatusCode::BAD_REQUEST, "{nom}");
    }
}

#[tokio::test]
async fn a_request_that_lacks_something_is_told_to_its_service() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &[]);
    for (nom, valeur) in [("nonce", "court"), ("acr_values", "eidas9"), ("state", "court"), ("prompt", "none")] {
        let reponse = decor.http.get(gatee(&depart.url, nom, valeur)).send().await.unwrap();
        let retour = adresse(&reponse);
        assert!(parametre(&retour, "error").is_some() && parametre(&retour, "code").is_none(), "{nom}");
    }
}

#[tokio::test]
async fn leaving_is_told_as_access_denied() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &[]);
    let retour = decor.choisir(depart.url, "").await;
    assert_eq!(parametre(&retour, "error").as_deref(), Some("access_denied"));
    assert!(parametre(&retour, "code").is_none());
}

#[tokio::test]
async fn a_choice_without_the_page_s_token_gives_no_code() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &[]);
    let envoi = decor.http.post(depart.url).form(&[("personne", "lina"), ("csrf", "x")]);
    assert_eq!(envoi.send().await.unwrap().status(), StatusCode::OK, "the page is shown again");
}

#[tokio::test]
async fn a_code_is_for_its_client_its_secret_and_its_verifier() {
    let decor = Decor::nouveau().await;
    let [demandeur, autre] = [decor.demandeur("portail").await, decor.demandeur("autre").await];
    let depart = Decor::partir(&demandeur, &[]);
    let code = decor.code(&depart, "lina").await;
    assert_eq!(refus(&decor, &autre, code.secret()).await, CoreErrorResponseType::InvalidGrant);
    let code = decor.code(&depart, "lina").await;
    assert_eq!(refus(&decor, &demandeur, code.secret()).await, CoreErrorResponseType::InvalidGrant, "no verifier");
    let imposteur = decor.demandeur("portail").await.set_client_secret(ClientSecret::new("autre".to_owned()));
    assert_eq!(refus(&decor, &imposteur, "x").await, CoreErrorResponseType::InvalidClient);
}

#[tokio::test]
async fn a_code_that_comes_back_takes_the_access_token_away() {
    let decor = Decor::nouveau().await;
    let demandeur = decor.demandeur("portail").await;
    let depart = Decor::partir(&demandeur, &[]);
    let code = decor.code(&depart, "lina").await;
    let echange = demandeur.exchange_code(code.clone()).unwrap().set_pkce_verifier(depart.pkce);
    let jetons = echange.request_async(&Voix(&decor.http)).await.unwrap();
    assert_eq!(refus(&decor, &demandeur, code.secret()).await, CoreErrorResponseType::InvalidGrant);
    let acces = openidconnect::OAuth2TokenResponse::access_token(&jetons).secret().clone();
    let userinfo = decor.http.get(format!("{}/api/v2/userinfo", decor.origine)).bearer_auth(acces);
    assert_eq!(userinfo.send().await.unwrap().status(), StatusCode::UNAUTHORIZED);
}
