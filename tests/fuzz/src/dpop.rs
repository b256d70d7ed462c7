//! A DPoP proof under a right signature: header and claims are the fuzzer's, `"JWK"` in the header stands for the key that
//! signs, `"NONCE"` and `"ATH"` in the claims for what the provider would want there. Without a line feed the input is the
//! whole header as it came. What holds is for this request, of this minute, and serves once.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use idp_core::client::{Client, ClientId, Clients as _};
use idp_core::client_auth::BackChannelCall;
use idp_core::sender::{Presented, Scheme};
use oidc::{Confirmation, Parameters};
use serde_json::Value;

use crate::house::{self, House};
use crate::signed::halves;

const URL: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/token";
const TOKEN: &str = "an.access.token";

pub fn run(input: &[u8]) {
    house::with(|house| {
        if !input.contains(&b'\n') {
            let proofs = [String::from_utf8_lossy(input).into_owned()];
            assert!(!prove(house, "oidc", &proofs), "nobody here signed it");
            return;
        }
        let (header, claims) = written(house, input);
        let proofs = [house.key.sign(header.as_bytes(), claims.as_bytes())];
        if claims.contains("ath") {
            if resource(house, &proofs) {
                looked_at(house, &claims, "GET");
                assert!(!resource(house, &proofs), "served twice");
            }
            return;
        }
        let client = if claims.contains("nonce") { "fapi" } else { "oidc" };
        if prove(house, client, &proofs) {
            let claims = looked_at(house, &claims, "POST");
            assert!(client == "oidc" || claims["nonce"].is_string(), "no nonce of ours");
            assert!(!prove(house, client, &proofs), "served twice");
        }
    });
}

/// Header and claims, with what the provider would want in the places that ask for it.
fn written(house: &House, input: &[u8]) -> (String, String) {
    let (header, claims) = halves(input);
    let header = filled(header, "JWK", &house.key.public_jwk().to_string());
    let claims = filled(claims, "NONCE", &Value::from(house.issuer.senders.nonce()).to_string());
    (header, filled(claims.as_bytes(), "ATH", &Value::from(ath()).to_string()))
}

fn filled(text: &[u8], place: &str, with: &str) -> String {
    String::from_utf8_lossy(text).replace(&format!("\"{place}\""), with)
}

/// RFC 9449 §4.2.
fn ath() -> String {
    URL_SAFE_NO_PAD.encode(aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, TOKEN.as_bytes()))
}

/// Whether the token endpoint takes the proof.
fn prove(house: &House, client: &str, proofs: &[String]) -> bool {
    let params = Parameters::default();
    let call = BackChannelCall { dpop: proofs, url: URL, ..BackChannelCall::plain(&params, "192.0.2.1") };
    let client = registered(house, client);
    let Ok(held) = house.runtime.block_on(house.issuer.senders.prove(&client, &call)) else { return false };
    assert!(matches!(held, Some(Confirmation::Jkt(_))), "a proof that was sent binds");
    true
}

/// Whether a resource takes the proof beside a token that is bound to the key that signs here.
fn resource(house: &House, proofs: &[String]) -> bool {
    let jwk = serde_json::from_value(house.key.public_jwk()).expect("a key");
    let bound = Confirmation::Jkt(jose::jwk::thumbprint(&jwk).expect("a key of P-256"));
    let shown = Presented { scheme: Scheme::DPoP, dpop: proofs, url: URL, ..Presented::from(TOKEN) };
    let client = registered(house, "oidc");
    house.runtime.block_on(house.issuer.senders.present(&client, Some(&bound), &shown)).is_ok()
}

fn registered(house: &House, client: &str) -> Client {
    let client = house.runtime.block_on(house.issuer.clients.client(&ClientId::from(client)));
    client.ok().flatten().expect("registered")
}

fn looked_at(house: &House, claims: &str, method: &str) -> Value {
    let claims: Value = serde_json::from_str(claims).expect("a proof that holds has claims");
    assert_eq!(claims["htm"], method);
    assert!(claims["jti"].as_str().is_some_and(|jti| !jti.is_empty()));
    let age = house.issuer.ambient.now().seconds() as f64 - claims["iat"].as_f64().expect("iat");
    // a nonce of ours tells when the proof was made at the earliest
    let oldest = if claims["nonce"].is_string() { f64::INFINITY } else { 61.0 };
    assert!((-11.0..=oldest).contains(&age), "a proof of another time: {age}");
    if method == "GET" {
        assert_eq!(claims["ath"], ath(), "a proof for another token");
    }
    claims
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_right_proof_is_accepted_so_that_the_promises_are_looked_at() {
        house::with(|house| {
            let proofs = |name: &str| {
                let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/dpop");
                let (header, claims) = written(house, &std::fs::read(folder.join(name)).unwrap());
                [house.key.sign(header.as_bytes(), claims.as_bytes())]
            };
            assert!(prove(house, "oidc", &proofs("right")));
            assert!(prove(house, "fapi", &proofs("nonce")));
            assert!(!prove(house, "fapi", &proofs("right")), "a proof of this profile carries a nonce");
            assert!(resource(house, &proofs("resource")));
        });
    }
}
