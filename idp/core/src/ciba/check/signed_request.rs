//! CIBA Core 1.0 §7.1.1 `request`, FAPI-CIBA §5.2.2-9: the whole request in one signed object, each object once.

use ambient::Timestamp;
use jose::JwsAlg;
use oidc::Parameters;
use serde_json::{Map, Value};

use crate::authorization::Fault;
use crate::authorization::object::claims::{Check, FAPI, FOR_US, Facts, NOW, OF_THE_JWT, SKEW};
use crate::ciba::{CibaRefusal, Deps};
use crate::client::{CibaRules, Client, Profile};

/// FAPI-CIBA §7.10, for every client.
pub const REQUEST_ALGS: [JwsAlg; 2] = [JwsAlg::PS256, JwsAlg::ES256];
const LONGEST_JTI: usize = 256;
/// What stands beside a signed request: the client's own proof.
const BESIDE: [&str; 5] = ["request", "client_id", "client_secret", "client_assertion", "client_assertion_type"];
/// CIBA Core 1.0 §7.1.1: none of them may be left out. `FAPI` is for every client here: FAPI-CIBA §5.2.2-9.
const COMPLETE: &[Check] = &[
    Check { why: "exp of the request object is missing", holds: |facts| facts.instant("exp").is_some() },
    Check { why: "nbf of the request object is missing", holds: |facts| facts.instant("nbf").is_some() },
    Check { why: "iat of the request object is missing", holds: |facts| facts.instant("iat").is_some() },
];

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
    let allowed: Vec<JwsAlg> =
        REQUEST_ALGS.into_iter().filter(|alg| registered.is_none_or(|only| only == *alg)).collect();
    let signed = deps.client_keys.verify(client, object, &allowed).await?;
    let (header, claims) = (&signed.header, &signed.claims);
    let now = deps.ambient.now();
    let facts = Facts { client: client.id.as_str(), issuer: &deps.hosts.issuer, header, claims, now };
    let (jti, until) = own_claims(&facts)?;
    let params = parameters(claims)?;
    let resting = deps.rest.rest("ciba.jti", &format!("{}\u{0}{jti}", client.id));
    match deps.spent.spend("ciba.jti", &resting, until).await? {
        true => Ok(params),
        false => Err(Fault::request("request: jti was used before").into()),
    }
}

/// The checks of every request object, and what CIBA Core 1.0 §7.1.1 asks besides. Answers `jti`, and when it can be
/// forgotten.
fn own_claims<'a>(facts: &Facts<'a>) -> Result<(&'a str, Timestamp), Fault> {
    let all = FOR_US.iter().chain(COMPLETE).chain(NOW).chain(FAPI);
    if let Some(broken) = all.into_iter().find(|check| !(check.holds)(facts)) {
        return Err(Fault::request(broken.why));
    }
    let jti = facts.text("jti").filter(|jti| !jti.is_empty() && jti.len() <= LONGEST_JTI);
    let jti = jti.ok_or(Fault::request("jti of the request object is missing or too long"))?;
    let exp = facts.instant("exp").ok_or(Fault::request("exp of the request object is missing"))?;
    Ok((jti, exp.plus(SKEW)))
}

/// Each claim as the parameter of its name: numbers and objects may be JSON here (§7.1.1).
fn parameters(claims: &Map<String, Value>) -> Result<Parameters, Fault> {
    let mut pairs: Vec<(String, String)> = Vec::new();
    for (name, value) in claims.iter().filter(|(name, _)| !OF_THE_JWT.contains(&name.as_str())) {
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
