mod limits;

use ambient::Seconds;
use oidc::ErrorCode;
use serde_json::json;

use super::*;
use crate::authorization::{AuthorizationRefusal, PageRefusal};
use crate::client::{ClientAuth, ClientKeys, Profile};
use crate::fakes::{FakeIssuer, FakeSender, ISSUER, RETURN, client};

const FORM: &str = "client_id=dui&client_secret=s3cret&response_type=code\
    &redirect_uri=https%3A%2F%2Ftilleuls.example%2Fretour&scope=openid+scope_all&state=s-1&nonce=n-1";
const PKCE: &str = "&code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM&code_challenge_method=S256";
const JKT: &str = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

async fn house() -> FakeIssuer {
    let house = FakeIssuer::new().await;
    house.register(proven(&house, Profile::Psc)).await;
    house
}

/// `dui` with a secret; its profile is that of the test.
fn proven(house: &FakeIssuer, profile: Profile) -> Client {
    let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
    Client { profile, auth: ClientAuth::ClientSecretPost { secret }, ..client() }
}

/// `dui` with a key, as FAPI wants it.
struct Fapi {
    house: FakeIssuer,
    key: FakeSender,
}

impl Fapi {
    async fn new(profile: Profile) -> Self {
        let (house, key) = (FakeIssuer::new().await, FakeSender::new());
        let keys = ClientKeys::Jwks(json!({ "keys": [key.jwk()] }).to_string());
        house.register(Client { auth: ClientAuth::PrivateKeyJwt, keys, profile, ..client() }).await;
        Self { house, key }
    }

    /// The same form with a fresh assertion in the place of the secret.
    fn form(&self, form: &str) -> String {
        let exp = self.house.ambient.now().seconds() + 60;
        let jti = self.house.ambient.chance.token();
        let claims = json!({ "iss": "dui", "sub": "dui", "aud": ISSUER, "exp": exp, "jti": jti });
        let assertion = self.key.sign(&json!({ "alg": "ES256" }), &claims);
        let kind = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
        let proof = format!("client_assertion_type={kind}&client_assertion={assertion}");
        form.replace("client_secret=s3cret", &proof)
    }
}

fn brought(client: &str, request_uri: &str) -> String {
    let query = [("client_id", client), ("request_uri", request_uri)];
    url::form_urlencoded::Serializer::new(String::new()).extend_pairs(query).finish()
}

async fn page(house: &FakeIssuer, query: &str) -> PageRefusal {
    match house.check(query).await {
        Err(AuthorizationRefusal::Page(refusal)) => refusal,
        other => panic!("a page was expected for {query}, got {other:?}"),
    }
}

async fn refused(house: &FakeIssuer, form: &str) -> ErrorCode {
    match house.push(form).await {
        Err(refusal) => refusal.public().error,
        Ok(_) => panic!("{form} was kept"),
    }
}

// requirement: A08 A09
#[tokio::test]
async fn a_request_is_pushed_and_brought_back_by_its_reference() {
    let house = house().await;
    let pushed = house.push(FORM).await.unwrap();
    assert_eq!(pushed.expires_in, 60);
    let random = pushed.request_uri.strip_prefix(Pushed::PREFIX).unwrap();
    assert_eq!(random.len(), 43, "32 octets in base64url");
    let request = house.check(&brought("dui", &pushed.request_uri)).await.unwrap();
    assert_eq!((request.redirect_uri.as_str(), request.state.as_deref()), (RETURN, Some("s-1")));
    let reference = request.pushed.unwrap();
    assert!(!reference.contains(random), "a login under way holds no live reference");
}

// requirement: A09
#[tokio::test]
async fn a_reference_survives_reloads_and_completes_once() {
    let house = house().await;
    let pushed = house.push(FORM).await.unwrap();
    let query = brought("dui", &pushed.request_uri);
    let first = house.check(&query).await.unwrap();
    let second = house.check(&query).await.unwrap();
    assert_eq!(first.pushed, second.pushed);
    let reference = first.pushed.unwrap();
    house.clock.advance(Seconds(300));
    assert!(house.pushed.complete(&reference).await.unwrap(), "a login takes longer than a reference lives");
    assert!(!house.pushed.complete(&reference).await.unwrap());
}

// requirement: A09
#[tokio::test]
async fn a_reference_is_one_client_s_and_dies_young() {
    let house = house().await;
    house.register(Client { id: "dmp".into(), ..proven(&house, Profile::Psc) }).await;
    let pushed = house.push(FORM).await.unwrap();
    assert!(matches!(page(&house, &brought("dmp", &pushed.request_uri)).await, PageRefusal::RequestUri(..)));
    assert!(house.check(&brought("dui", &pushed.request_uri)).await.is_ok(), "a stranger has spent nothing");
    let unknown = format!("{}{JKT}", Pushed::PREFIX);
    assert!(matches!(page(&house, &brought("dui", &unknown)).await, PageRefusal::RequestUri(..)));
    house.clock.advance(Seconds(60));
    assert!(matches!(page(&house, &brought("dui", &pushed.request_uri)).await, PageRefusal::RequestUri(..)));
}

// requirement: A09
#[tokio::test]
async fn references_show_no_structure() {
    let house = house().await;
    let mut seen = std::collections::HashSet::new();
    for _ in 0..200 {
        assert!(seen.insert(house.push(FORM).await.unwrap().request_uri));
    }
}

// requirement: A07
#[tokio::test]
async fn what_stands_beside_a_reference_is_not_read() {
    let house = house().await;
    let pushed = house.push(FORM).await.unwrap();
    let beside =
        "&state=other&prompt=none&scope=x&redirect_uri=https%3A%2F%2Fevil.example&response_type=token&request=x";
    let request = house.check(&format!("{}{beside}", brought("dui", &pushed.request_uri))).await.unwrap();
    assert_eq!(request.state.as_deref(), Some("s-1"));
    assert!(!request.prompts.none());
}

// requirement: A08
#[tokio::test]
async fn a_caller_that_proves_nothing_pushes_nothing() {
    let house = house().await;
    for form in [FORM.replace("s3cret", "wrong"), FORM.replace("client_secret=s3cret&", ""), String::new()] {
        assert_eq!(refused(&house, &form).await, ErrorCode::InvalidClient, "{form}");
    }
}

// requirement: A03 A04 A08 A13
#[tokio::test]
async fn what_the_browser_would_be_refused_is_refused_at_once() {
    let house = house().await;
    let without = |name: &str| {
        let kept = url::form_urlencoded::parse(FORM.as_bytes()).filter(|(known, _)| known != name);
        url::form_urlencoded::Serializer::new(String::new()).extend_pairs(kept).finish()
    };
    for (form, error) in [
        (FORM.replace("%2Fretour", "%2Fretour%2F"), ErrorCode::InvalidRequest),
        (without("redirect_uri"), ErrorCode::InvalidRequest),
        (FORM.replace("=code", "=token"), ErrorCode::UnsupportedResponseType),
        (FORM.replace("scope_all", "frobnicate"), ErrorCode::InvalidScope),
        (format!("{FORM}&code_challenge=x&code_challenge_method=S256"), ErrorCode::InvalidRequest),
        (format!("{FORM}&code_challenge={JKT}&code_challenge_method=plain"), ErrorCode::InvalidRequest),
        (format!("{FORM}&scope=openid"), ErrorCode::InvalidRequest),
        (format!("{FORM}&request=e30.e30."), ErrorCode::InvalidRequestObject),
        (format!("{FORM}&dpop_jkt=short"), ErrorCode::InvalidRequest),
    ] {
        assert_eq!(refused(&house, &form).await, error, "{form}");
    }
    assert_eq!(house.presence.keys("pushed:"), 0, "nothing was left behind");
}

// requirement: A08
#[tokio::test]
async fn a_reference_is_not_pushed_again() {
    let house = house().await;
    let pushed = house.push(FORM).await.unwrap();
    for uri in [pushed.request_uri.as_str(), "https://rp.test/object"] {
        assert_eq!(refused(&house, &format!("{FORM}&request_uri={uri}")).await, ErrorCode::InvalidRequest);
    }
}

// requirement: A07 A08
#[tokio::test]
async fn the_profile_is_asked_of_what_is_pushed() {
    let fapi = Fapi::new(Profile::Fapi2).await;
    for form in [FORM, &format!("{FORM}{PKCE}&response_mode=fragment"), &format!("{FORM}{PKCE}&response_mode=x")] {
        assert_eq!(refused(&fapi.house, &fapi.form(form)).await, ErrorCode::InvalidRequest, "{form}");
    }
    let pushed = fapi.house.push(&fapi.form(&format!("{FORM}{PKCE}"))).await.unwrap();
    assert!(fapi.house.check(&brought("dui", &pushed.request_uri)).await.is_ok());
    fapi.house.change_client("dui", |client| client.profile = Profile::Fapi2MessageSigning).await;
    let unsigned = fapi.form(&format!("{FORM}{PKCE}"));
    assert_eq!(refused(&fapi.house, &unsigned).await, ErrorCode::InvalidRequest, "it is not signed");
}

// requirement: A10 A11
#[tokio::test]
async fn a_signed_object_is_pushed_and_read_alone() {
    let fapi = Fapi::new(Profile::Fapi2MessageSigning).await;
    let (house, key) = (&fapi.house, &fapi.key);
    let now = house.ambient.now().seconds();
    let mut claims = json!({
        "iss": "dui", "aud": ISSUER, "response_type": "code", "redirect_uri": RETURN, "scope": "openid scope_all",
        "state": "inside", "nbf": now, "exp": now + 60, "code_challenge": JKT, "code_challenge_method": "S256",
    });
    let form = |claims| {
        let object = key.sign(&json!({ "alg": "ES256" }), &claims);
        fapi.form(&format!("client_id=dui&client_secret=s3cret&state=outside&request={object}"))
    };
    let pushed = house.push(&form(claims.clone())).await.unwrap();
    let request = house.check(&brought("dui", &pushed.request_uri)).await.unwrap();
    assert_eq!(request.state.as_deref(), Some("inside"));
    claims["client_id"] = json!("dmp");
    assert_eq!(refused(house, &form(claims)).await, ErrorCode::InvalidRequestObject);
}

// requirement: C12
#[tokio::test]
async fn a_client_that_changes_meanwhile_changes_its_pushed_requests() {
    let house = house().await;
    let pushed = house.push(FORM).await.unwrap();
    let query = brought("dui", &pushed.request_uri);
    house.change_client("dui", |client| client.redirect_uris = vec!["https://tilleuls.example/autre".into()]).await;
    assert!(matches!(page(&house, &query).await, PageRefusal::RedirectUriUnknown(_)));
    let now = house.ambient.now();
    house.change_client("dui", |client| client.disabled_at = Some(now)).await;
    assert!(matches!(page(&house, &query).await, PageRefusal::ClientDisabled(_)));
}

// requirement: A23
#[tokio::test]
async fn a_proof_at_the_push_binds_the_code() {
    let (house, key) = (house().await, FakeSender::new());
    let url = house.hosts.at(crate::hosts::Hosts::PAR);
    let push = async |form: String, jti: &str| {
        let proof = [key.proof(&FakeSender::claims("POST", &url, house.ambient.now(), jti))];
        let params = Parameters::parse(form.as_bytes());
        let plain = BackChannelCall::plain(&params, "192.0.2.1");
        house.par.push(&BackChannelCall { dpop: &proof, url: &url, ..plain }).await
    };
    let pushed = push(FORM.into(), "1").await.unwrap();
    let request = house.check(&brought("dui", &pushed.request_uri)).await.unwrap();
    assert_eq!(request.dpop_jkt, Some(key.jkt()));
    let other = push(format!("{FORM}&dpop_jkt={JKT}"), "2").await;
    assert!(matches!(other, Err(ParRefusal::Sender(_))), "the proof is of another key");
    assert!(push(format!("{FORM}&dpop_jkt={}", key.jkt()), "3").await.is_ok());
}

#[tokio::test]
async fn nothing_that_proved_the_client_rests_with_its_request() {
    let house = house().await;
    let pushed = house.push(&format!("{FORM}&frobnicate=1")).await.unwrap();
    let held = house.pushed.read(&"dui".into(), &pushed.request_uri).await.unwrap().unwrap();
    for name in ["client_secret", "client_assertion", "frobnicate"] {
        assert_eq!(held.params.get(name), None, "{name}");
    }
    assert_eq!(held.params.get("nonce"), Some("n-1"));
}

// requirement: O03
#[tokio::test]
async fn each_refusal_has_the_code_of_its_check_and_the_two_values() {
    let house = house().await;
    for (more, code, expected, received) in [
        ("redirect_uri", "demande.adresse-de-retour-inconnue", RETURN, "https://other.example"),
        ("response_type", "demande.response-type", "code", "token"),
        ("scope", "demande.scope-non-accorde", "openid scope_all", "openid unknown"),
    ] {
        let mut pairs: Vec<(String, String)> = url::form_urlencoded::parse(FORM.as_bytes()).into_owned().collect();
        pairs.iter_mut().filter(|(name, _)| name == more).for_each(|(_, value)| *value = received.to_owned());
        let params = pairs.into_iter().collect();
        let Err(refusal) = house.par.push(&BackChannelCall::plain(&params, "192.0.2.1")).await else {
            panic!("{more} was kept")
        };
        assert_eq!(refusal.code(), code);
        let compared = refusal.compared().unwrap();
        assert!(compared.expected.contains(expected), "{compared:?}");
        assert_eq!(compared.received, received);
    }
}
