use ambient::{Seconds, Timestamp};
use jose::jws::Header;
use oidc::Parameters;
use oidc::parameters::REPEATABLE;
use serde_json::{Map, Value};

/// What clocks may differ by.
pub const SKEW: Seconds = Seconds(30);
/// FAPI 2.0 Message Signing §5.3.1: how old `nbf` may be, and how long before `exp`.
const HOUR: Seconds = Seconds::minutes(60);
/// What a JWT says of itself (RFC 7519 §4.1), beside the parameters.
pub const OF_THE_JWT: [&str; 7] = ["iss", "sub", "aud", "exp", "nbf", "iat", "jti"];

/// What the checks look at: an object whose signature holds.
pub struct Facts<'a> {
    pub client: &'a str,
    pub issuer: &'a str,
    pub header: &'a Header,
    pub claims: &'a Map<String, Value>,
    pub now: Timestamp,
}

pub struct Check {
    /// For the developer of the client, once it does not hold.
    pub why: &'static str,
    pub holds: fn(&Facts<'_>) -> bool,
}

/// It is an authorization request, of this client, for this provider.
pub const FOR_US: &[Check] = &[
    Check { why: "typ of the request object is oauth-authz-req+jwt, JWT or absent", holds: is_request },
    Check { why: "iss of the request object is the client_id", holds: |facts| facts.text("iss") == Some(facts.client) },
    Check { why: "aud of the request object is the issuer", holds: meant_for_us },
    Check { why: "client_id in the request object is that of the request", holds: of_the_client },
    Check {
        why: "sub of the request object is not the client_id: it would prove the client",
        holds: |facts| facts.text("sub") != Some(facts.client),
    },
];

/// It is read at the right time, and says everything itself (RFC 9101 §4).
pub const NOW: &[Check] = &[
    Check {
        why: "the request object has expired",
        holds: |facts| facts.absent("exp") || facts.instant("exp").is_some_and(|exp| exp.plus(SKEW) > facts.now),
    },
    Check { why: "the request object is not valid yet", holds: |facts| facts.begun("nbf") && facts.begun("iat") },
    Check {
        why: "a request object holds neither request nor request_uri",
        holds: |facts| facts.absent("request") && facts.absent("request_uri"),
    },
];

/// FAPI 2.0 Message Signing §5.3.1.
pub const FAPI: &[Check] = &[
    Check {
        why: "the request object has exp and nbf, which lie 60 min apart at most",
        holds: |facts| match (facts.instant("nbf"), facts.instant("exp")) {
            (Some(nbf), Some(exp)) => exp <= nbf.plus(HOUR),
            _ => false,
        },
    },
    Check {
        why: "nbf of the request object is more than 60 min ago",
        holds: |facts| facts.instant("nbf").is_some_and(|nbf| nbf.plus(HOUR).plus(SKEW) > facts.now),
    },
];

/// RFC 8725 §3.11: another kind of JWT that the client signs (an assertion, a proof) is none of ours to read.
fn is_request(facts: &Facts<'_>) -> bool {
    facts.header.media_type().is_none_or(|typ| typ == "oauth-authz-req+jwt" || typ == "jwt")
}

fn meant_for_us(facts: &Facts<'_>) -> bool {
    let ours = |aud: &Value| aud.as_str() == Some(facts.issuer);
    match facts.claims.get("aud") {
        Some(Value::Array(all)) => all.iter().any(ours),
        Some(one) => ours(one),
        None => false,
    }
}

fn of_the_client(facts: &Facts<'_>) -> bool {
    facts.claims.get("client_id").is_none_or(|id| id.as_str() == Some(facts.client))
}

impl<'a> Facts<'a> {
    pub fn text(&self, claim: &str) -> Option<&'a str> {
        self.claims.get(claim).and_then(Value::as_str)
    }

    fn absent(&self, claim: &str) -> bool {
        !self.claims.contains_key(claim)
    }

    /// A NumericDate, to the second (RFC 7519 §2).
    pub fn instant(&self, claim: &str) -> Option<Timestamp> {
        let date = self.claims.get(claim)?.as_f64()?;
        (0.0..1e11).contains(&date).then(|| Timestamp::from_seconds(date as i64))
    }

    fn begun(&self, claim: &str) -> bool {
        self.absent(claim) || self.instant(claim).is_some_and(|from| from <= self.now.plus(SKEW))
    }
}

/// The object as the parameters that it stands for: JSON texts as they are, numbers and structures (`max_age`, `claims`)
/// as a query would write them.
pub fn parameters(claims: &Map<String, Value>) -> Parameters {
    let said = claims.iter().filter(|(name, _)| !OF_THE_JWT.contains(&name.as_str()));
    said.flat_map(|(name, value)| written(name, value).into_iter().map(move |text| (name.clone(), text))).collect()
}

fn written(name: &str, value: &Value) -> Vec<String> {
    match value {
        Value::Null => Vec::new(),
        Value::String(text) => vec![text.clone()],
        Value::Array(all) if REPEATABLE.contains(&name) => {
            all.iter().filter_map(Value::as_str).map(str::to_owned).collect()
        }
        other => vec![other.to_string()],
    }
}
