//! A client assertion under a right signature: header and claims are the fuzzer's. What is let in names its client twice,
//! this issuer as its audience, and serves once.

use idp_core::client_auth::BackChannelCall;
use oidc::Parameters;
use serde_json::Value;

use crate::fakes::ISSUER;
use crate::house;
use crate::signed::halves;

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

pub fn run(input: &[u8]) {
    house::with(|house| {
        let (header, payload) = halves(input);
        let assertion = house.key.sign(header, payload);
        let params: Parameters =
            [("client_assertion_type", JWT_BEARER), ("client_assertion", assertion.as_str())].into_iter().collect();
        let call = BackChannelCall::plain(&params, "192.0.2.1");
        let Ok(client) = house.runtime.block_on(house.issuer.client_auth.authenticate(&call)) else { return };
        let claims: Value = serde_json::from_slice(payload).expect("an assertion that was let in has claims");
        assert_eq!(claims["iss"], client.id.as_str());
        assert_eq!(claims["sub"], client.id.as_str());
        assert!(claims["aud"].to_string().contains(ISSUER), "let in for {}", claims["aud"]);
        assert!(claims["exp"].as_f64().is_some_and(|exp| exp > 0.0));
        if client.profile.is_fapi() {
            assert_eq!(claims["aud"], ISSUER, "one audience, the issuer's name");
        }
        assert!(house.runtime.block_on(house.issuer.client_auth.authenticate(&call)).is_err(), "served twice");
    });
}
