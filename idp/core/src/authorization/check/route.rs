//! The way that a request must take: what the security profile of the client demands, then what its registration does.
//! FAPI 2.0 Security Profile §5.3.2.2, FAPI 2.0 Message Signing §5.3 and §5.4, RFC 9126 §6, RFC 9101 §10.5.

use oidc::response_mode::Carrier;
use oidc::{ResponseMode, ResponseType};

use super::{Asked, Fault};
use crate::client::Profile;

/// One demand: its name in docs/architecture.md, and the sentence for the developer of the client.
pub struct Demand {
    pub name: &'static str,
    why: &'static str,
    holds: fn(Asked<'_>) -> bool,
}

const PUSHED: Demand = Demand {
    name: "pushed",
    why: "this client pushes its requests (RFC 9126) and brings request_uri",
    holds: |asked| asked.came.pushed,
};
const SIGNED: Demand = Demand {
    name: "signed",
    why: "this client signs its requests: send a request object (RFC 9101)",
    holds: |asked| asked.came.signed,
};
const S256: Demand = Demand {
    name: "pkce-s256",
    why: "code_challenge is missing: this client uses PKCE with S256",
    holds: |asked| asked.params.get("code_challenge").is_some(),
};
const NO_FRAGMENT: Demand = Demand {
    name: "no-fragment",
    why: "this client takes its answers by query or form, not by fragment",
    holds: |asked| mode(asked).carrier() != Carrier::Fragment,
};
const SIGNED_ANSWER: Demand = Demand {
    name: "signed-answer",
    why: "this client takes signed answers: send a response_mode that ends with jwt",
    holds: |asked| asked.client.answers.authorization_alg.is_none() || mode(asked).is_jwt(),
};

/// The demands of a profile, in their order.
pub const fn of(profile: Profile) -> &'static [Demand] {
    match profile {
        Profile::Psc | Profile::Oidc | Profile::FapiCiba => &[],
        Profile::Fapi2 => &[PUSHED, S256, NO_FRAGMENT],
        Profile::Fapi2MessageSigning => &[PUSHED, SIGNED, S256, NO_FRAGMENT, SIGNED_ANSWER],
    }
}

pub fn check(asked: Asked<'_>) -> Result<(), Fault> {
    let rules = &asked.client.requests;
    let registered = [(rules.pushed_only, &PUSHED), (rules.signed_only, &SIGNED)];
    let registered = registered.into_iter().filter(|(demanded, _)| *demanded).map(|(_, demand)| demand);
    match of(asked.client.profile).iter().chain(registered).find(|demand| !(demand.holds)(asked)) {
        Some(demand) => Err(Fault::request(demand.why)),
        None => Ok(()),
    }
}

fn mode(asked: Asked<'_>) -> ResponseMode {
    super::response_mode::check(asked.params, ResponseType::Code).unwrap_or_default()
}
