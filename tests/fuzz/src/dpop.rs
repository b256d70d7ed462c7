//! A DPoP proof under a right signature: header and claims are the fuzzer's, `"JWK"` in the header stands for the key that
//! signs. What holds is for this request, of this minute, and serves once.

use idp_core::client::ClientId;
use idp_core::client::Clients as _;
use idp_core::client_auth::BackChannelCall;
use oidc::{Confirmation, Parameters};
use serde_json::Value;

use crate::house;
use crate::signed::halves;

const URL: &str = "https://idp.test/auth/realms/esante-wallet/protocol/openid-connect/token";

pub fn run(input: &[u8]) {
    house::with(|house| {
        let (header, claims) = halves(input);
        let header = String::from_utf8_lossy(header).replace("\"JWK\"", &house.key.public_jwk().to_string());
        let proofs = [house.key.sign(header.as_bytes(), claims)];
        let params = Parameters::default();
        let call = BackChannelCall { dpop: &proofs, url: URL, ..BackChannelCall::plain(&params, "192.0.2.1") };
        let client = house.runtime.block_on(house.issuer.clients.client(&ClientId::from("oidc")));
        let client = client.ok().flatten().expect("registered");
        let Ok(held) = house.runtime.block_on(house.issuer.senders.prove(&client, &call)) else { return };
        assert!(matches!(held, Some(Confirmation::Jkt(_))), "a proof that was sent binds");
        let claims: Value = serde_json::from_slice(claims).expect("a proof that holds has claims");
        assert_eq!(claims["htm"], "POST");
        assert!(claims["jti"].as_str().is_some_and(|jti| !jti.is_empty()));
        let age = house.issuer.ambient.now().seconds() as f64 - claims["iat"].as_f64().expect("iat");
        assert!((-11.0..=61.0).contains(&age), "a proof of another time: {age}");
        assert!(house.runtime.block_on(house.issuer.senders.prove(&client, &call)).is_err(), "served twice");
    });
}
