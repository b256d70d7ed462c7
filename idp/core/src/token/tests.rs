use ambient::Seconds;
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use oidc::{ErrorCode, TokenResponse};
use serde_json::{Map, Value};

use super::TokenRefusal;
use crate::client::{Client, ClientAuth, Clients as _};
use crate::client_auth::ClientAuthentication;
use crate::fakes::{ALBA, BRICE, FakeAnnuaire, FakeIssuer, ISSUER, RETURN, TILLEULS, VERCORS, client};
use crate::key::SigningAlg;
use crate::presence::Presence as _;
use crate::session::Session;
use crate::stamp::{Stamps as _, SubjectKind};

const QUERY: &str = "client_id=dui&response_type=code&redirect_uri=https%3A%2F%2Ftilleuls.example%2Fretour\
    &scope=openid+scope_all&acr_values=eidas1&state=s-1&nonce=n-1";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
const PKCE: &str = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";

async fn house() -> FakeIssuer {
    let house = FakeIssuer::new().await;
    let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
    let scopes = ["openid", "scope_all", "situation"].map(str::to_owned).to_vec();
    let dui = Client { auth: ClientAuth::ClientSecretPost { secret }, scopes, ..client() };
    house.register(Client { id: "dmp".into(), ..dui.clone() }).await;
    house.register(Client { id: "mobile".into(), auth: ClientAuth::None, ..dui.clone() }).await;
    house.register(dui).await;
    house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
    house.annuaire.hold(FakeAnnuaire::aide_soignante(BRICE, &[TILLEULS, VERCORS]));
    house
}

fn redemption(code: &str) -> String {
    format!("grant_type=authorization_code&client_id=dui&client_secret=s3cret&code={code}&redirect_uri={RETURN}")
}

fn refresh(token: &str) -> String {
    format!("grant_type=refresh_token&client_id=dui&client_secret=s3cret&refresh_token={token}")
}

async fn signed_in(house: &FakeIssuer) -> (Session, TokenResponse) {
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let tokens = house.token(&redemption(&code)).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    (session, tokens)
}

async fn refused(house: &FakeIssuer, form: &str) -> TokenRefusal {
    match house.token(form).await {
        Ok(_) => panic!("tokens were given for {form}"),
        Err(refusal) => refusal,
    }
}

async fn error(house: &FakeIssuer, form: &str) -> ErrorCode {
    refused(house, form).await.public().error
}

/// The claims of a token, verified with nothing but the published key.
async fn verified(house: &FakeIssuer, token: &str) -> Map<String, Value> {
    let header = decode_header(token).unwrap();
    let jwks = house.signing.jwks().await.unwrap();
    let key = jwks.find(header.kid.as_deref().unwrap()).unwrap();
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.set_issuer(&[ISSUER]);
    decode(token, &DecodingKey::from_jwk(key).unwrap(), &validation).unwrap().claims
}

#[tokio::test]
async fn a_code_becomes_tokens_that_the_published_key_verifies() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    let header = decode_header(&tokens.id_token).unwrap();
    assert_eq!((header.typ.as_deref(), header.kid.as_ref().map(String::len)), (Some("JWT"), Some(43)));
    let id = verified(&house, &tokens.id_token).await;
    let access = verified(&house, &tokens.access_token).await;
    assert_eq!((id["aud"].as_str(), id["azp"].as_str(), id["typ"].as_str()), (Some("dui"), Some("dui"), Some("ID")));
    assert_eq!((id["nonce"].as_str(), id["sid"].as_str()), (Some("n-1"), Some(session.id.as_str())));
    assert_eq!(id["exp"].as_i64().unwrap() - id["iat"].as_i64().unwrap(), 120);
    assert_eq!(id["sub"], access["sub"]);
    let answer = serde_json::to_value(&tokens).unwrap();
    assert_eq!(answer["scope"], "openid profile scope_all identity");
    assert_eq!((&answer["expires_in"], &answer["refresh_expires_in"]), (&120.into(), &1800.into()));
    assert_eq!((&answer["not-before-policy"], &answer["token_type"]), (&0.into(), &"Bearer".into()));
    assert_eq!(answer["session_state"], session.id.as_str());
    assert_eq!(answer.as_object().unwrap().len(), 9);
    assert_eq!(house.journal.events(), ["token.issued"]);
}

#[tokio::test]
async fn at_hash_is_the_left_half_of_the_hash_of_the_access_token() {
    use base64::Engine as _;
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, tokens.access_token.as_bytes());
    let half = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]);
    assert_eq!(verified(&house, &tokens.id_token).await["at_hash"], half);
}

#[tokio::test]
async fn a_client_gets_the_algorithm_of_its_registration() {
    let house = house().await;
    assert_eq!(decode_header(signed_in(&house).await.1.id_token).unwrap().alg, jsonwebtoken::Algorithm::RS256);
    house.change_client("dui", |client| client.id_token_alg = SigningAlg::ES256).await;
    let (_, tokens) = signed_in(&house).await;
    assert_eq!(decode_header(&tokens.id_token).unwrap().alg, jsonwebtoken::Algorithm::ES256);
    assert_eq!(verified(&house, &tokens.id_token).await["typ"], "ID");
}

#[tokio::test]
async fn a_code_is_spent_once_and_its_second_use_revokes_what_the_first_made() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
    assert_eq!(error(&house, &refresh(&tokens.refresh_token)).await, ErrorCode::InvalidGrant);
    assert_eq!(house.journal.field("grant.revoked", "reason").as_deref(), Some("code used twice"));
}

#[tokio::test]
async fn a_code_that_a_failover_brought_back_dies_at_its_emission() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let key = format!("code:{}", house.rest.rest("code", &code).as_str());
    let held = house.presence.read(&key).await.unwrap().unwrap();
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    assert!(house.presence.create(&key, &held.bytes, Seconds(60)).await.unwrap());
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
}

#[tokio::test]
async fn the_second_use_by_another_client_revokes_nothing() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let tokens = house.token(&redemption(&code)).await.ok().unwrap();
    let foreign = redemption(&code).replace("client_id=dui", "client_id=dmp");
    assert_eq!(error(&house, &foreign).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
}

#[tokio::test]
async fn a_code_lives_sixty_seconds() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    house.clock.advance(Seconds(60));
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidGrant);
}

#[tokio::test]
async fn a_code_serves_its_client_and_its_redirect_uri_only() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    assert_eq!(error(&house, &redemption(&code).replace("=dui", "=dmp")).await, ErrorCode::InvalidGrant);
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    assert_eq!(error(&house, &redemption(&code).replace("retour", "retours")).await, ErrorCode::InvalidGrant);
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let (bare, _) = redemption(&code).rsplit_once('&').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap();
    assert_eq!(error(&house, &bare).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_verifier_fits_its_challenge_and_comes_only_with_one() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let pkce = format!("{QUERY}{PKCE}");
    let try_with = async |query: &str, verifier: &str| {
        let code = house.code(query, &session, Some("sit-1")).await;
        house.token(&format!("{}{verifier}", redemption(&code))).await
    };
    assert!(try_with(&pkce, &format!("&code_verifier={VERIFIER}")).await.is_ok());
    for wrong in ["", "&code_verifier=short", &format!("&code_verifier={}", "a".repeat(43))] {
        assert!(matches!(try_with(&pkce, wrong).await, Err(TokenRefusal::Grant(_))), "{wrong}");
    }
    assert!(matches!(try_with(QUERY, &format!("&code_verifier={VERIFIER}")).await, Err(TokenRefusal::Grant(_))));
}

#[tokio::test]
async fn the_failures_of_a_code_read_alike() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(&format!("{QUERY}{PKCE}"), &session, Some("sit-1")).await;
    let unknown = refused(&house, &redemption("nothing")).await.public();
    assert_eq!(refused(&house, &redemption(&code)).await.public(), unknown);
    assert_eq!(house.journal.field("token.refused", "cause").as_deref(), Some("code_verifier is missing"));
}

#[tokio::test]
async fn grants_that_do_not_exist_are_named_so() {
    let house = house().await;
    let form = "client_id=dui&client_secret=s3cret&grant_type=";
    for grant_type in ["password", "client_credentials", "implicit"] {
        assert_eq!(error(&house, &format!("{form}{grant_type}")).await, ErrorCode::UnsupportedGrantType);
    }
    assert_eq!(error(&house, form).await, ErrorCode::InvalidRequest);
}

#[tokio::test]
async fn a_confidential_client_uses_a_refresh_token_until_its_own_end() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    house.clock.advance(Seconds::minutes(10));
    let again = house.token(&refresh(&tokens.refresh_token)).await.ok().unwrap();
    assert_ne!(again.refresh_token, tokens.refresh_token);
    assert!(house.token(&refresh(&tokens.refresh_token)).await.is_ok());
    let id = verified(&house, &again.id_token).await;
    assert_eq!(id["auth_time"], session.authentication.at.seconds());
    assert_eq!(id["iat"], house.ambient.now().seconds());
    house.clock.advance(Seconds::minutes(20));
    assert_eq!(error(&house, &refresh(&tokens.refresh_token)).await, ErrorCode::InvalidGrant);
    assert!(house.token(&refresh(&again.refresh_token)).await.is_ok());
}

#[tokio::test]
async fn a_public_client_uses_a_refresh_token_once_and_a_second_use_ends_the_family() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let query = format!("{}{PKCE}", QUERY.replace("=dui", "=mobile"));
    let code = house.code(&query, &session, Some("sit-1")).await;
    let form = redemption(&code).replace("client_id=dui&client_secret=s3cret", "client_id=mobile");
    let first = house.token(&format!("{form}&code_verifier={VERIFIER}")).await.ok().unwrap();
    let refresh = |token: &str| format!("grant_type=refresh_token&client_id=mobile&refresh_token={token}");
    let second = house.token(&refresh(&first.refresh_token)).await.ok().unwrap();
    assert_eq!(error(&house, &refresh(&first.refresh_token)).await, ErrorCode::InvalidGrant);
    assert_eq!(error(&house, &refresh(&second.refresh_token)).await, ErrorCode::InvalidGrant);
    assert!(house.userinfo.answer(&second.access_token).await.is_err());
}

#[tokio::test]
async fn a_refresh_token_serves_its_client_only_and_its_scope_never_grows() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let form = refresh(&tokens.refresh_token);
    assert_eq!(error(&house, &form.replace("=dui", "=dmp")).await, ErrorCode::InvalidGrant);
    assert_eq!(error(&house, &format!("{form}&scope=openid+situation")).await, ErrorCode::InvalidScope);
    let narrowed = house.token(&format!("{form}&scope=openid+profile")).await.ok().unwrap();
    assert_eq!(narrowed.scope, "openid profile");
    assert_eq!(verified(&house, &narrowed.access_token).await["scope"], "openid profile");
    let whole = house.token(&refresh(&narrowed.refresh_token)).await.ok().unwrap();
    assert_eq!(whole.scope, "openid profile scope_all identity");
}

#[tokio::test]
async fn a_stamp_of_anything_behind_a_grant_ends_its_refresh() {
    let subjects = [
        SubjectKind::Personne.of(ALBA),
        SubjectKind::Moyen.of("appareil-1"),
        SubjectKind::Situation.of("sit-1"),
        SubjectKind::Client.of("dui"),
    ];
    for subject in subjects {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        house.clock.advance(Seconds(1));
        house.stamps.raise(&subject, house.ambient.now()).await.unwrap();
        assert_eq!(error(&house, &refresh(&tokens.refresh_token)).await, ErrorCode::InvalidGrant, "{subject:?}");
        assert!(house.userinfo.answer(&tokens.access_token).await.is_err(), "{subject:?}");
    }
}

#[tokio::test]
async fn a_stamp_from_before_the_login_ends_nothing() {
    let house = house().await;
    house.stamps.raise(&SubjectKind::Personne.of(ALBA), house.ambient.now()).await.unwrap();
    house.clock.advance(Seconds(1));
    let (_, tokens) = signed_in(&house).await;
    assert!(house.token(&refresh(&tokens.refresh_token)).await.is_ok());
}

#[tokio::test]
async fn the_end_of_the_session_ends_its_refresh() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    house.sessions.end(&session.id).await.unwrap();
    assert_eq!(error(&house, &refresh(&tokens.refresh_token)).await, ErrorCode::InvalidGrant);
}

#[tokio::test]
async fn no_refresh_goes_beyond_the_end_of_the_session() {
    let house = house().await;
    let (_, mut tokens) = signed_in(&house).await;
    for _ in 0..11 {
        house.clock.advance(Seconds::minutes(20));
        tokens = house.token(&refresh(&tokens.refresh_token)).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    }
    house.clock.advance(Seconds::minutes(10));
    tokens = house.token(&refresh(&tokens.refresh_token)).await.ok().unwrap();
    assert_eq!(tokens.refresh_expires_in, 600);
    house.clock.advance(Seconds::minutes(10));
    assert_eq!(error(&house, &refresh(&tokens.refresh_token)).await, ErrorCode::InvalidGrant);
}

#[tokio::test]
async fn refresh_reads_the_person_again() {
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let mut renamed = FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]);
    renamed.nom = "FICTIF-NOUVEAU".into();
    house.annuaire.hold(renamed);
    let again = house.token(&refresh(&tokens.refresh_token)).await.ok().unwrap();
    assert_eq!(verified(&house, &again.id_token).await["family_name"], "FICTIF-NOUVEAU");
    house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[VERCORS]));
    assert_eq!(error(&house, &refresh(&again.refresh_token)).await, ErrorCode::InvalidGrant);
    house.annuaire.forget(&ALBA.parse().unwrap());
    assert_eq!(error(&house, &refresh(&again.refresh_token)).await, ErrorCode::InvalidGrant);
    house.annuaire.set_down(true);
    assert_eq!(error(&house, &refresh(&again.refresh_token)).await, ErrorCode::TemporarilyUnavailable);
}

#[tokio::test]
async fn a_client_disabled_between_the_code_and_the_token_gets_none() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let now = house.ambient.now();
    house.change_client("dui", |client| client.disabled_at = Some(now)).await;
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidClient);
}

mod endpoints {
    use std::sync::atomic::Ordering;

    use oidc::Parameters;

    use super::*;
    use crate::client_auth::BackChannelCall;
    use crate::logout::ServerLogout;

    async fn introspected(house: &FakeIssuer, client: &str, token: &str) -> Map<String, Value> {
        let form = format!("client_id={client}&client_secret=s3cret&token={token}");
        let params = Parameters::parse(form.as_bytes());
        let call = BackChannelCall { authorization: None, params: &params, source: "192.0.2.1" };
        let answer = house.introspection.answer(&call).await.unwrap();
        serde_json::from_value(serde_json::to_value(&answer).unwrap()).unwrap()
    }

    #[tokio::test]
    async fn an_active_token_is_told_with_its_claims() {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        let told = introspected(&house, "dui", &tokens.access_token).await;
        let mut expected = verified(&house, &tokens.access_token).await;
        expected.extend([
            ("active".to_owned(), true.into()),
            ("client_id".to_owned(), "dui".into()),
            ("username".to_owned(), ALBA.into()),
        ]);
        assert_eq!(told, expected);
        let refresh = introspected(&house, "dui", &tokens.refresh_token).await;
        assert_eq!(refresh["active"], true);
        assert!(!refresh.contains_key("SubjectNameID"));
    }

    #[tokio::test]
    async fn a_token_of_another_client_is_told_only_with_the_right() {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        let inactive = Map::from_iter([("active".to_owned(), false.into())]);
        for token in [&tokens.access_token, &tokens.refresh_token] {
            assert_eq!(introspected(&house, "dmp", token).await, inactive);
        }
        house.change_client("dmp", |client| client.may_introspect = true).await;
        assert_eq!(introspected(&house, "dmp", &tokens.access_token).await["active"], true);
    }

    #[tokio::test]
    async fn nothing_is_active_once_expired_or_while_the_stamps_are_old() {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        house.known.lost.store(true, Ordering::SeqCst);
        assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
        house.known.lost.store(false, Ordering::SeqCst);
        house.clock.advance(Seconds(120));
        assert_eq!(introspected(&house, "dui", &tokens.access_token).await["active"], false);
        assert_eq!(introspected(&house, "dui", &tokens.id_token).await["active"], false);
    }

    #[tokio::test]
    async fn a_revoked_refresh_token_takes_its_grant_along_and_an_access_token_goes_alone() {
        let house = house().await;
        let revoke = async |client: &str, token: &str| {
            let form = format!("client_id={client}&client_secret=s3cret&token={token}");
            let params = Parameters::parse(form.as_bytes());
            let call = BackChannelCall { authorization: None, params: &params, source: "192.0.2.1" };
            house.revocation.answer(&call).await.unwrap();
        };
        let (_, tokens) = signed_in(&house).await;
        revoke("dmp", &tokens.refresh_token).await;
        revoke("dmp", &tokens.access_token).await;
        revoke("dui", "nothing").await;
        assert!(house.userinfo.answer(&tokens.access_token).await.is_ok());
        let again = house.token(&refresh(&tokens.refresh_token)).await.ok().unwrap();
        revoke("dui", &tokens.access_token).await;
        assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
        assert!(house.userinfo.answer(&again.access_token).await.is_ok());
        house.clock.advance(Seconds(1));
        revoke("dui", &tokens.refresh_token).await;
        assert!(house.userinfo.answer(&again.access_token).await.is_err());
        assert_eq!(error(&house, &refresh(&again.refresh_token)).await, ErrorCode::InvalidGrant);
    }

    #[tokio::test]
    async fn a_server_ends_the_session_with_an_expired_hint_or_a_refresh_token() {
        let house = house().await;
        let end = async |form: String| {
            let params = Parameters::parse(form.as_bytes());
            house.logout.by_server(&BackChannelCall { authorization: None, params: &params, source: "192.0.2.1" }).await
        };
        let (session, tokens) = signed_in(&house).await;
        house.clock.advance(Seconds::minutes(5));
        assert!(end("id_token_hint=e30.e30.x".into()).await.is_err());
        assert!(end(format!("id_token_hint={}&client_id=dmp", tokens.id_token)).await.is_err());
        assert!(end(format!("id_token_hint={}", tokens.access_token)).await.is_err());
        assert!(house.sessions.named(&session.id).await.unwrap().is_some());
        assert_eq!(end(format!("id_token_hint={}", tokens.id_token)).await.unwrap(), ServerLogout::ByHint);
        assert!(house.sessions.named(&session.id).await.unwrap().is_none());
        let (session, tokens) = signed_in(&house).await;
        let form = format!("client_id=dui&client_secret=s3cret&refresh_token={}", tokens.refresh_token);
        assert!(end(form.replace("s3cret", "wrong")).await.is_err());
        assert_eq!(end(form).await.unwrap(), ServerLogout::ByRefreshToken);
        assert!(house.sessions.named(&session.id).await.unwrap().is_none());
    }

    #[tokio::test]
    async fn a_return_address_after_logout_is_registered_to_the_letter() {
        let house = house().await;
        let (session, tokens) = signed_in(&house).await;
        let bye = "https://tilleuls.example/au-revoir";
        house.change_client("dui", |client| client.post_logout_redirect_uris = vec![bye.to_owned()]).await;
        let prove = async |uri: &str, hint: &str| {
            house.logout.prove(&Parameters::from_iter([
                ("id_token_hint", hint),
                ("post_logout_redirect_uri", uri),
                ("state", "a b"),
            ])).await
        };
        let proven = prove(bye, &tokens.id_token).await.unwrap_or_else(|refusal| panic!("{refusal}"));
        assert_eq!(proven.return_to.as_deref(), Some("https://tilleuls.example/au-revoir?state=a+b"));
        assert_eq!(proven.session, Some(session.id));
        assert!(prove(&format!("{bye}/"), &tokens.id_token).await.is_err());
        assert!(prove(bye, "").await.is_err());
    }

    #[tokio::test]
    async fn userinfo_speaks_of_now_and_waits_for_the_registry() {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        let userinfo = house.userinfo.answer(&tokens.access_token).await.ok().unwrap();
        let id = verified(&house, &tokens.id_token).await;
        assert_eq!(serde_json::to_value(&userinfo).unwrap()["sub"], id["sub"]);
        house.annuaire.set_down(true);
        let refusal = house.userinfo.answer(&tokens.access_token).await.err().unwrap();
        assert!(matches!(refusal, crate::userinfo::UserinfoRefusal::RegistryOut(_)));
        house.annuaire.set_down(false);
        house.clock.advance(Seconds(120));
        assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
        assert!(house.userinfo.answer(&tokens.id_token).await.is_err());
    }

    #[tokio::test]
    async fn a_disabled_client_has_no_living_token() {
        let house = house().await;
        let (_, tokens) = signed_in(&house).await;
        let now = house.ambient.now();
        house.change_client("dui", |client| client.disabled_at = Some(now)).await;
        assert!(house.userinfo.answer(&tokens.access_token).await.is_err());
        assert!(house.clients.client(&"dui".into()).await.unwrap().is_some());
    }
}
