mod by_browser;
mod changes;
mod client_credentials;
mod codes;
mod endpoints;
mod exchange;
mod formats;
mod offline;
mod organisation;
mod refresh;
mod resources;
mod rotation;
mod sealed;
mod senders;

use ambient::Seconds;
use jsonwebtoken::{DecodingKey, Validation, decode, decode_header};
use oidc::{ErrorCode, GrantType, Parameters, TokenResponse};
use serde_json::{Map, Value};

use super::TokenRefusal;
use crate::client::{Client, ClientAuth, Clients as _};
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::fakes::{ALBA, BRICE, FakeAnnuaire, FakeIssuer, ISSUER, RETURN, TILLEULS, VERCORS, client};
use crate::key::SigningAlg;
use crate::presence::Presence as _;
use crate::session::Session;
use crate::stamp::{Stamps as _, SubjectKind};
use crate::userinfo::Told;

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

/// UserInfo as JSON.
async fn told(house: &FakeIssuer, token: &str) -> Map<String, Value> {
    match house.userinfo.answer(token).await {
        Ok(Told::Json(claims)) => claims,
        Ok(Told::Jwt(_)) => panic!("the answer is a JWT"),
        Err(refusal) => panic!("{refusal}"),
    }
}

async fn introspected(house: &FakeIssuer, client: &str, token: &str) -> Map<String, Value> {
    let form = format!("client_id={client}&client_secret=s3cret&token={token}");
    let params = Parameters::parse(form.as_bytes());
    let call = BackChannelCall::plain(&params, "192.0.2.1");
    let answer = house.introspection.answer(&call).await.unwrap_or_else(|refusal| panic!("{refusal}"));
    serde_json::from_value(serde_json::to_value(&answer).unwrap()).unwrap()
}

/// The claims of a token, verified with nothing but the published key.
async fn verified(house: &FakeIssuer, token: &str) -> Map<String, Value> {
    let header = decode_header(token).unwrap();
    let jwks = house.signing.jwks().await.unwrap();
    let key = jwks.find(header.kid.as_deref().unwrap()).unwrap();
    let mut validation = Validation::new(header.alg);
    validation.validate_exp = false;
    validation.validate_aud = false;
    validation.required_spec_claims.clear();
    validation.set_issuer(&[ISSUER]);
    decode(token, &DecodingKey::from_jwk(key).unwrap(), &validation).unwrap().claims
}

// requirement: K05
#[tokio::test]
async fn a_code_becomes_tokens_that_the_published_key_verifies() {
    let house = house().await;
    let (session, tokens) = signed_in(&house).await;
    let header = decode_header(tokens.id_token.as_deref().unwrap()).unwrap();
    assert_eq!((header.typ.as_deref(), header.kid.as_ref().map(String::len)), (Some("JWT"), Some(43)));
    let id = verified(&house, tokens.id_token.as_deref().unwrap()).await;
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

// requirement: K05
#[tokio::test]
async fn at_hash_is_the_left_half_of_the_hash_of_the_access_token() {
    use base64::Engine as _;
    let house = house().await;
    let (_, tokens) = signed_in(&house).await;
    let hash = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, tokens.access_token.as_bytes());
    let half = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16]);
    assert_eq!(verified(&house, tokens.id_token.as_deref().unwrap()).await["at_hash"], half);
}

// requirement: K14
#[tokio::test]
async fn a_client_gets_the_algorithm_of_its_registration() {
    let house = house().await;
    assert_eq!(decode_header(signed_in(&house).await.1.id_token.unwrap()).unwrap().alg, jsonwebtoken::Algorithm::RS256);
    house.change_client("dui", |client| client.id_token_alg = SigningAlg::ES256).await;
    let (_, tokens) = signed_in(&house).await;
    assert_eq!(decode_header(tokens.id_token.as_deref().unwrap()).unwrap().alg, jsonwebtoken::Algorithm::ES256);
    assert_eq!(verified(&house, tokens.id_token.as_deref().unwrap()).await["typ"], "ID");
}

// requirement: A05 T03
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
    for wrong in ["", "&code_verifier=short"] {
        assert!(matches!(try_with(&pkce, wrong).await, Err(TokenRefusal::Grant(_))), "{wrong}");
    }
    let other = try_with(&pkce, &format!("&code_verifier={}", "a".repeat(43))).await.err().unwrap();
    assert_eq!((other.public().error, other.code()), (ErrorCode::InvalidGrant, "jeton.verifieur-different"));
    assert!(matches!(try_with(QUERY, &format!("&code_verifier={VERIFIER}")).await, Err(TokenRefusal::Grant(_))));
}

// requirement: T10
#[tokio::test]
async fn the_failures_of_a_code_read_alike() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(&format!("{QUERY}{PKCE}"), &session, Some("sit-1")).await;
    let unknown = refused(&house, &redemption("nothing")).await.public();
    assert_eq!(refused(&house, &redemption(&code)).await.public(), unknown);
    assert_eq!(house.journal.field("token.refused", "cause").as_deref(), Some("code_verifier is missing"));
}

// requirement: T11 T12
#[tokio::test]
async fn grants_that_do_not_exist_are_named_so() {
    let house = house().await;
    let form = "client_id=dui&client_secret=s3cret&grant_type=";
    for grant_type in ["password", "implicit"] {
        assert_eq!(error(&house, &format!("{form}{grant_type}")).await, ErrorCode::UnsupportedGrantType);
    }
    for other in [GrantType::ClientCredentials, GrantType::TokenExchange, GrantType::Ciba, GrantType::DeviceCode] {
        let word = other.word();
        assert_eq!(error(&house, &format!("{form}{word}")).await, ErrorCode::UnauthorizedClient, "{word}");
    }
    assert_eq!(error(&house, form).await, ErrorCode::InvalidRequest);
}

// requirement: C12
#[tokio::test]
async fn a_client_disabled_between_the_code_and_the_token_gets_none() {
    let house = house().await;
    let session = house.sign_in(ALBA).await;
    let code = house.code(QUERY, &session, Some("sit-1")).await;
    let now = house.ambient.now();
    house.change_client("dui", |client| client.disabled_at = Some(now)).await;
    assert_eq!(error(&house, &redemption(&code)).await, ErrorCode::InvalidClient);
}

// requirement: T01
#[tokio::test(flavor = "multi_thread")]
async fn twenty_redemptions_at_once_give_one_success() {
    let house = std::sync::Arc::new(house().await);
    let session = house.sign_in(ALBA).await;
    let form = redemption(&house.code(QUERY, &session, Some("sit-1")).await);
    let attempts = (0..20).map(|_| {
        let (house, form) = (house.clone(), form.clone());
        tokio::spawn(async move { house.token(&form).await.is_ok() })
    });
    let answers = futures::future::join_all(attempts.collect::<Vec<_>>()).await;
    assert_eq!(answers.into_iter().filter(|answer| *answer.as_ref().unwrap()).count(), 1);
}
