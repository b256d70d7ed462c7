use aws_lc_rs::rand::SystemRandom;
use aws_lc_rs::rsa::KeySize;
use aws_lc_rs::signature::{KeyPair as _, RSA_PKCS1_SHA256, RSA_PSS_SHA256, RsaKeyPair};
use jose::JwsAlg;

use super::*;
use crate::client::Profile;

const TOKEN: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/token";
const PAR: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/ext/par/request";
const CIBA: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/ext/ciba/auth";

impl Keyed {
    /// The client `keyed`, as this profile sees it.
    async fn under(profile: Profile, assertion_alg: Option<JwsAlg>) -> Self {
        let keyed = Box::pin(Self::new()).await;
        let change = |client: &mut Client| (client.profile, client.assertion_alg) = (profile, assertion_alg);
        keyed.house.change_client("keyed", change).await;
        keyed
    }

    async fn with(&self, name: &str, value: Value) -> Result<Client, ClientAuthRefusal> {
        let mut claims = self.claims(&self.house.ambient.chance.token());
        claims[name] = value;
        self.present(&header(), &claims).await
    }

    async fn called(&self, url: &str, aud: Value) -> Result<Client, ClientAuthRefusal> {
        let mut claims = self.claims(&self.house.ambient.chance.token());
        claims["aud"] = aud;
        let assertion = encode(&header(), &claims, &self.key).unwrap();
        let form = [("client_assertion_type", JWT_BEARER), ("client_assertion", assertion.as_str())];
        let params: Parameters = form.into_iter().collect();
        let call = BackChannelCall { url, ..BackChannelCall::plain(&params, "192.0.2.1") };
        Box::pin(self.house.client_auth.authenticate(&call)).await
    }
}

// requirement: C02
#[tokio::test]
async fn under_fapi_the_audience_is_the_issuer_as_one_string() {
    for profile in [Profile::Fapi2, Profile::Fapi2MessageSigning] {
        let keyed = Keyed::under(profile, None).await;
        assert!(keyed.called(TOKEN, json!(ISSUER)).await.is_ok());
        for aud in [json!(TOKEN), json!(PAR), json!([ISSUER]), json!([ISSUER, TOKEN]), json!(""), Value::Null] {
            for url in [TOKEN, PAR] {
                assert!(keyed.called(url, aud.clone()).await.is_err(), "{profile:?} {aud} at {url}");
            }
        }
    }
}

// requirement: C02
#[tokio::test]
async fn other_profiles_also_take_the_endpoint_that_is_called_and_no_other() {
    for profile in [Profile::Oidc, Profile::Psc] {
        let keyed = Keyed::under(profile, None).await;
        for aud in [json!(ISSUER), json!(TOKEN), json!(PAR), json!([PAR])] {
            assert!(keyed.called(PAR, aud.clone()).await.is_ok(), "{profile:?} {aud}");
        }
        assert!(keyed.called(TOKEN, json!(PAR)).await.is_err());
        assert!(keyed.called("", json!("")).await.is_err(), "an address that nobody knows is no audience");
    }
}

// requirement: C01
#[tokio::test]
async fn a_client_of_fapi_has_no_secret_whatever_its_registration_says() {
    let house = house().await;
    for id in ["basic", "post", "public"] {
        house.change_client(id, |client| client.profile = Profile::Fapi2).await;
    }
    let answers = [
        call(&house, Some(&basic("basic", SECRET)), &[]).await,
        call(&house, None, &[("client_id", "post"), ("client_secret", SECRET)]).await,
        call(&house, None, &[("client_id", "public")]).await,
    ];
    for answer in answers {
        assert!(matches!(answer, Err(ClientAuthRefusal::Client { .. } | ClientAuthRefusal::Proof(_))));
    }
}

// requirement: C01 C03
#[tokio::test]
async fn a_client_with_a_key_has_no_secret_to_fall_back_on() {
    let keyed = Box::pin(Keyed::under(Profile::Fapi2, None)).await;
    let answers = [
        call(&keyed.house, Some(&basic("keyed", SECRET)), &[]).await,
        call(&keyed.house, None, &[("client_id", "keyed"), ("client_secret", SECRET)]).await,
        call(&keyed.house, None, &[("client_id", "keyed")]).await,
    ];
    for answer in answers {
        assert!(matches!(answer, Err(ClientAuthRefusal::Client { .. } | ClientAuthRefusal::Proof(_))));
    }
}

// spec: OpenID Connect CIBA Core 1.0 §7.1 MUST
// requirement: C02 M02
#[tokio::test]
async fn under_fapi_ciba_the_audience_is_one_of_three_and_one_string() {
    let keyed = Keyed::under(Profile::FapiCiba, None).await;
    for aud in [ISSUER, TOKEN, CIBA] {
        assert!(keyed.called(CIBA, json!(aud)).await.is_ok(), "{aud}");
        assert!(keyed.called(CIBA, json!([aud])).await.is_err(), "{aud} in a list");
    }
    assert!(keyed.called(CIBA, json!(PAR)).await.is_err());
    assert!(keyed.called(TOKEN, json!(CIBA)).await.is_err(), "not the endpoint that is called");
}

// requirement: C02
#[tokio::test]
async fn an_assertion_is_signed_with_the_algorithm_of_the_registration() {
    let keyed = Keyed::under(Profile::Oidc, Some(JwsAlg::PS256)).await;
    assert!(keyed.with("x", json!(1)).await.is_err(), "registered for PS256, signed with ES256");
    keyed.house.change_client("keyed", |client| client.assertion_alg = Some(JwsAlg::ES256)).await;
    assert!(keyed.with("x", json!(1)).await.is_ok());
}

/// The key of a client, as RSA.
struct Rsa(RsaKeyPair);

impl Rsa {
    fn jwks(&self) -> String {
        let encoded = |part: &[u8]| base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(part);
        let public = self.0.public_key();
        let n = encoded(public.modulus().big_endian_without_leading_zero());
        let e = encoded(public.exponent().big_endian_without_leading_zero());
        json!({ "keys": [{ "kty": "RSA", "kid": "k1", "n": n, "e": e }] }).to_string()
    }

    fn sign(&self, alg: &str, claims: &Value) -> String {
        let input = jose::jws::to_sign(&json!({ "alg": alg, "kid": "k1" }), claims).unwrap();
        let how = if alg == "RS256" { &RSA_PKCS1_SHA256 } else { &RSA_PSS_SHA256 };
        let mut signature = vec![0; self.0.public_modulus_len()];
        self.0.sign(how, &SystemRandom::new(), input.as_bytes(), &mut signature).unwrap();
        jose::jws::signed(input, &signature)
    }
}

// requirement: C02
#[tokio::test]
async fn under_fapi_no_assertion_is_signed_with_rs256() {
    let keyed = Keyed::under(Profile::Oidc, None).await;
    let rsa = Rsa(RsaKeyPair::generate(KeySize::Rsa2048).unwrap());
    keyed.house.change_client("keyed", |client| client.keys = ClientKeys::Jwks(rsa.jwks())).await;
    for (profile, alg, accepted) in
        [(Profile::Oidc, "RS256", true), (Profile::Fapi2, "RS256", false), (Profile::Fapi2, "PS256", true)]
    {
        keyed.house.change_client("keyed", |client| client.profile = profile).await;
        let assertion = rsa.sign(alg, &keyed.claims(&keyed.house.ambient.chance.token()));
        let form = [("client_assertion_type", JWT_BEARER), ("client_assertion", assertion.as_str())];
        assert_eq!(call(&keyed.house, None, &form).await.is_ok(), accepted, "{profile:?} {alg}");
    }
}

// requirement: C02 K04
#[tokio::test]
async fn an_assertion_of_fapi_is_short_and_clocks_may_differ_a_little() {
    let keyed = Keyed::under(Profile::Fapi2, None).await;
    let now = keyed.house.ambient.now().seconds();
    for (name, offset, accepted) in [
        ("exp", 300, true),
        ("exp", 400, false),
        ("exp", -10, true),
        ("exp", -61, false),
        ("iat", 10, true),
        ("iat", 61, false),
        ("nbf", 10, true),
        ("nbf", 61, false),
    ] {
        assert_eq!(keyed.with(name, json!(now + offset)).await.is_ok(), accepted, "{name} {offset}");
    }
    for name in ["exp", "iat", "nbf"] {
        assert!(keyed.with(name, json!("soon")).await.is_err(), "{name}");
    }
    assert!(keyed.with("jti", json!("j".repeat(257))).await.is_err());
}

#[tokio::test]
async fn another_jwt_of_the_same_client_is_no_assertion() {
    let keyed = Keyed::under(Profile::Oidc, None).await;
    for (typ, accepted) in [
        (Some("JWT"), true),
        (Some("client-authentication+jwt"), true),
        (None, true),
        (Some("oauth-authz-req+jwt"), false),
        (Some("dpop+jwt"), false),
    ] {
        let header = Header { typ: typ.map(str::to_owned), ..header() };
        let answer = keyed.present(&header, &keyed.claims(&keyed.house.ambient.chance.token())).await;
        assert_eq!(answer.is_ok(), accepted, "{typ:?}");
    }
}
