//! The query of an authorization request. Whatever it holds: nothing is sent anywhere but to an address of the
//! registration, `iss` goes with it, and what is accepted asks for no more than the registration allows.

use idp_core::authorization::AuthorizationRefusal;
use idp_core::client::Clients as _;
use oidc::Parameters;

use crate::house;

pub fn run(input: &[u8]) {
    house::with(|house| {
        let params = Parameters::parse(input);
        match house.runtime.block_on(house.issuer.authorization.check(&params)) {
            Ok(request) => {
                let client = house.runtime.block_on(house.issuer.clients.client(&request.client));
                let client = client.ok().flatten().expect("an accepted request is of a known client");
                assert!(known(&client.redirect_uris, &request.redirect_uri), "accepted {}", request.redirect_uri);
                assert!(!request.moyens.is_empty(), "no means could answer");
                assert!(request.state.as_ref().is_none_or(|state| state.len() <= 2_048));
            }
            Err(AuthorizationRefusal::Redirect(redirect)) => {
                let client = house.runtime.block_on(house.issuer.clients.client(&redirect.client));
                let client = client.ok().flatten().expect("an error is sent back to a known client");
                let answer = redirect.answer();
                assert!(known(&client.redirect_uris, &answer.redirect_uri), "sent to {}", answer.redirect_uri);
                assert!(answer.parameter("iss").is_some() && answer.parameter("error").is_some());
            }
            Err(AuthorizationRefusal::Page(_)) => {}
        }
    });
}

/// Registered to the letter, but for the port of a loopback address.
fn known(registered: &[String], sent: &str) -> bool {
    let bare = |text: &str| {
        text.strip_prefix("http://127.0.0.1")
            .map(|rest| rest.trim_start_matches(|c: char| c == ':' || c.is_ascii_digit()).to_owned())
    };
    registered.iter().any(|one| one == sent || (bare(one).is_some() && bare(one) == bare(sent)))
}
