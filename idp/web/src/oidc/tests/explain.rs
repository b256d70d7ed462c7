//! Errors that help: who reads the member `caducee`.

use super::*;

const TOKEN: &str = "/protocol/openid-connect/token";
const CIBA: &str = "/protocol/openid-connect/ext/ciba/auth";

/// A code of `dui`, redeemed with another redirect URI.
async fn redeemed_elsewhere(site: &Site) -> Answered {
    let form = site.redemption().await.replace(RETURN, "https://tilleuls.example/retour/");
    site.post(TOKEN, &form).await
}

// requirement: O03
#[tokio::test]
async fn a_client_that_proved_itself_reads_what_was_compared() {
    for explain in [Explain::Nothing, Explain::Developer] {
        let site = Site::of(true, explain).await;
        let refused = redeemed_elsewhere(&site).await.json();
        assert_eq!(refused["error"], "invalid_grant");
        let told = &refused["caducee"];
        assert_eq!(told["code"], "jeton.valeur-differente");
        assert_eq!((&told["expected"], &told["received"]), (&RETURN.into(), &format!("{RETURN}/").into()));
        assert!(told["remedy"].as_str().is_some_and(|remedy| !remedy.is_empty()));
    }
}

// requirement: T10 O03
#[tokio::test]
async fn in_production_a_stranger_reads_the_error_alone() {
    let site = Site::of(true, Explain::Nothing).await;
    site.house.change_client("dui", |client| client.auth = ClientAuth::None).await;
    let public = "grant_type=authorization_code&client_id=dui&redirect_uri=https://x.example";
    let wrong = "grant_type=authorization_code&client_id=dui&client_secret=wrong";
    for (form, headers) in [
        (format!("{public}&code=unknown"), vec![FORM]),
        (format!("{public}&code=unknown"), vec![FORM, ("authorization", "Bearer x")]),
        (format!("{wrong}&code=unknown"), vec![FORM]),
        ("client_id=nobody&client_secret=x".to_owned(), vec![FORM]),
    ] {
        let refused = site.send("POST", TOKEN, &headers, &form).await.json();
        let members: Vec<_> = refused.as_object().unwrap().keys().cloned().collect();
        assert_eq!(members, ["error", "error_description"], "{form}");
    }
}

// spec: OpenID Connect CIBA Core 1.0 §13
#[tokio::test]
async fn the_body_of_a_ciba_error_has_its_three_members_and_the_help_stands_beside() {
    for (explain, form, helped) in [
        (Explain::Developer, "client_id=nobody&client_secret=x", true),
        (Explain::Developer, "client_id=dui&client_secret=s3cret&scope=openid", true),
        (Explain::Nothing, "client_id=dui&client_secret=s3cret&scope=openid", true),
        (Explain::Nothing, "client_id=nobody&client_secret=x", false),
    ] {
        let refused = Site::of(true, explain).await.post(CIBA, form).await;
        let members: Vec<_> = refused.json().as_object().unwrap().keys().cloned().collect();
        assert_eq!(members, ["error", "error_description"], "{form}");
        let help = refused.header("caducee").map(|help| serde_json::from_str::<Value>(help).unwrap());
        assert_eq!(help.is_some_and(|help| help["remedy"].is_string()), helped, "{explain:?} {form}");
    }
}

#[tokio::test]
async fn the_sandbox_explains_to_everybody_and_repeats_no_secret() {
    let site = Site::of(true, Explain::Developer).await;
    let wrong =
        site.post(TOKEN, "grant_type=authorization_code&client_id=dui&client_secret=hunter2hunter2&code=c0de").await;
    assert_eq!(wrong.json()["caducee"]["code"], "client.secret");
    let unknown = site
        .post(TOKEN, "grant_type=authorization_code&client_id=dui&client_secret=s3cret&code=c0de&redirect_uri=x")
        .await;
    assert_eq!(unknown.json()["caducee"]["code"], "jeton.code-inconnu");
    for answer in [wrong, unknown] {
        let text = String::from_utf8(answer.body).unwrap();
        assert!(!text.contains("hunter2") && !text.contains("s3cret") && !text.contains("c0de"), "{text}");
    }
}

// requirement: T10 O03
#[tokio::test]
async fn what_is_wrong_with_an_access_token_is_told_in_the_sandbox_alone() {
    for (explain, code) in [(Explain::Developer, Some("acces.pas-d-ici")), (Explain::Nothing, None)] {
        let site = Site::of(true, explain).await;
        let bearer = [("authorization", "Bearer a.b.c")];
        let userinfo = site.send("GET", "/protocol/openid-connect/userinfo", &bearer, "").await;
        assert_eq!((userinfo.status, &userinfo.json()["error"]), (StatusCode::UNAUTHORIZED, &"invalid_token".into()));
        assert_eq!(userinfo.json()["caducee"]["code"].as_str(), code);
        let stream = site.send("GET", "/ssf/streams", &bearer, "").await;
        assert_eq!((stream.status, &stream.json()["err"]), (StatusCode::UNAUTHORIZED, &"signaux.jeton".into()));
        assert_eq!(stream.json()["caducee"]["code"].as_str(), code);
    }
}

// requirement: T10 O03
#[tokio::test]
async fn a_server_whose_logout_is_refused_is_told_why_in_the_sandbox() {
    for (explain, code) in [(Explain::Developer, Some("deconnexion.indice-inconnu")), (Explain::Nothing, None)] {
        let site = Site::of(true, explain).await;
        let refused = site.post("/protocol/openid-connect/logout", "id_token_hint=a.b.c").await;
        assert_eq!((refused.status, &refused.json()["error"]), (StatusCode::BAD_REQUEST, &"invalid_request".into()));
        assert_eq!(refused.json()["caducee"]["code"].as_str(), code);
    }
}

// requirement: O03
#[tokio::test]
async fn a_body_that_is_no_form_is_refused_with_its_code() {
    let site = Site::of(true, Explain::Developer).await;
    let refused = site.send("POST", TOKEN, &[("content-type", "application/json")], "{}").await;
    assert_eq!((refused.status, &refused.json()["error"]), (StatusCode::BAD_REQUEST, &"invalid_request".into()));
    assert_eq!(refused.json()["caducee"]["code"], "client.formulaire");
}
