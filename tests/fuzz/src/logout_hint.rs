//! A logout request: its hint is a whole token, or claims under the provider's own signature. Nobody is sent to an address
//! that is not registered, and only a token of this provider names a session.

use idp_core::client::Clients as _;
use idp_core::key::SigningAlg;
use oidc::Parameters;
use serde_json::{Map, Value};

use crate::house;
use crate::signed::halves;

pub fn run(input: &[u8]) {
    house::with(|house| {
        let (query, claims) = halves(input);
        let mut pairs: Vec<(String, String)> = Vec::new();
        if let Ok(claims) = serde_json::from_slice::<Map<String, Value>>(claims) {
            let signed = house.runtime.block_on(house.issuer.signing.sign(SigningAlg::ES256, &claims));
            pairs.extend(signed.ok().map(|token| ("id_token_hint".to_owned(), token)));
        }
        pairs.extend(pairs_of(query));
        let forged = !pairs.iter().any(|(name, _)| name == "id_token_hint") || claims.is_empty();
        let params: Parameters = pairs.into_iter().collect();
        let Ok(proven) = house.runtime.block_on(house.issuer.logout.prove(&params)) else { return };
        if forged {
            assert!(proven.session.is_none(), "a session was named without a token of ours");
        }
        if let Some(return_to) = &proven.return_to {
            let client = proven.client.as_ref().expect("only a known client has addresses to return to");
            let client = house.runtime.block_on(house.issuer.clients.client(&client.id)).ok().flatten();
            let registered = client.expect("registered").post_logout_redirect_uris;
            assert!(registered.iter().any(|one| return_to.starts_with(one.as_str())), "would return to {return_to}");
        }
    });
}

fn pairs_of(query: &[u8]) -> Vec<(String, String)> {
    String::from_utf8_lossy(query)
        .split('&')
        .filter_map(|pair| pair.split_once('='))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect()
}
