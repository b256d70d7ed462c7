//! CIBA Core 1.0 §7.1.1 `request`, FAPI-CIBA §5.2.2-9: the whole request in one signed object, each object once.

use ambient::Timestamp;
use jose::JwsAlg;
use oidc::Parameters;
use serde_json::{Map, Value};

use crate::authorization::Fault;
use crate::ciba::{CibaRefusal, Deps};
use crate::client::{CibaRules, Client, Profile};

/// FAPI-CIBA §7.10; RS256 is not among them.
const ALLOWED: [JwsAlg; 3] = [JwsAlg::PS256, JwsAlg::ES256, JwsAlg::EdDSA];
/// FAPI-CIBA §5.2.2-9: from `nbf` to `exp`.
const LONGEST: i64 = 60 * 60;
/// What the client's clock may be off by.
const SKEW: i64 = 60;
/// What stands beside a signed request: the client's own proof.
const BESIDE: [&str; 5] = ["request", "client_id", "client_secret", "client_assertion", "client_assertion_type"];
/// Claims of the object itself, which are no parameters.
const CLAIMS: [&str; 6] = ["aud", "iss", "exp", "iat", "nbf", "jti"];

/// The parameters of the object, or those that came where none was sent and none is demanded.
pub async fn read(
    deps: &Deps,
    client: &Client,
    rules: &CibaRules,
    sent: &Parameters,
) -> Result<Parameters, CibaRefusal> {
    let registered = match rules {
        CibaRules::Poll { request_alg } | CibaRules::Ping { request_alg, .. } => *request_alg,
    };
    let Some(object) = sent.get("request") else {
        return match registered.is_some() || client.profile == Profile::FapiCiba {
            true => Err(Fault::request("the request is signed: send it in the parameter request").into()),
            false => Ok(sent.clone()),
        };
    };
    if sent.keeping(|name| !BESIDE.contains(&name)).size() > 0 {
        return Err(Fault::request("beside request stands nothing but the client authentication").into());
    }
    let allowed: Vec<JwsAlg> = ALLOWED.into_iter().filter(|alg| registered.is_none_or(|only| only == *alg)).collect();
    let claims = deps.client_keys.verify(client, object, &allowed).await?.claims;
    let (jti, until) = own_claims(&claims, client, &deps.hosts.issuer, deps.ambient.now())?;
    let params = parameters(&claims)?;
    let resting = deps.rest.rest("ciba.jti", &format!("{}\u{0}{jti}", client.id));
    match deps.spent.spend("ciba.jti", &resting, until).await? {
        true => Ok(params),
        false => Err(Fault::request("request: jti was used before").into()),
    }
}

/// All six are required. Answers `jti`, and when it can be forgotten.
fn own_claims<'a>(
    claims: &'a Map<String, Value>,
    client: &Client,
    issuer: &str,
    now: Timestamp,
) -> Result<(&'a str, Timestamp), Fault> {
    let number = |name| claims.get(name).and_then(Value::as_f64).map(|seconds| seconds as i64);
    let text = |name| claims.get(name).and_then(Value::as_str);
    if text("iss") != Some(client.id.as_str()) {
        return Err(Fault::request("request: iss is the client_id"));
    }
    if !claims.get("aud").is_some_and(|aud| names(aud, issuer)) {
        return Err(Fault::request("request: aud is the issuer"));
    }
    let exp = number("exp").ok_or(Fault::request("request: exp is missing"))?;
    let nbf = number("nbf").ok_or(Fault::request("request: nbf is missing"))?;
    let iat = number("iat").ok_or(Fault::request("request: iat is missing"))?;
    let jti = text("jti").filter(|jti| !jti.is_empty() && jti.len() <= 256);
    let jti = jti.ok_or(Fault::request("request: jti is missing or too long"))?;
    let now = now.seconds();
    match () {
        () if exp <= now => Err(Fault::request("request: exp has passed")),
        () if nbf > now + SKEW => Err(Fault::request("request: nbf is in the future")),
        () if iat > now + SKEW => Err(Fault::request("request: iat is in the future")),
        () if exp - nbf > LONGEST => Err(Fault::request("request: exp is at most an hour after nbf")),
        () => Ok((jti, Timestamp::from_seconds(exp))),
    }
}

fn names(aud: &Value, issuer: &str) -> bool {
    match aud {
        Value::String(one) => one == issuer,
        Value::Array(several) => several.iter().any(|one| one.as_str() == Some(issuer)),
        _ => false,
    }
}

/// Each claim as the parameter of its name: numbers and objects may be JSON here (§7.1.1).
fn parameters(claims: &Map<String, Value>) -> Result<Parameters, Fault> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, value) in claims.iter().filter(|(name, _)| !CLAIMS.contains(&name.as_str())) {
        match value {
            Value::String(text) => pairs.push((name.clone(), text.clone())),
            Value::Number(number) => pairs.push((name.clone(), number.to_string())),
            Value::Object(_) if name == "claims" => pairs.push((name.clone(), value.to_string())),
            Value::Array(several) if name == "resource" => {
                pairs.extend(several.iter().filter_map(Value::as_str).map(|one| (name.clone(), one.to_owned())));
            }
            _ => return Err(Fault::request("request: a claim is of another type than its parameter")),
        }
    }
    Ok(pairs.into_iter().collect())
}
