use ambient::{Seconds, Timestamp};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, KeyOperations, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Header, dangerous, decode_header};
use serde_json::{Map, Value};

use super::{ClientAuthRefusal, Deps};
use crate::client::{Client, ClientKeys};
use crate::hosts::Hosts;
use crate::port::PortError;
use crate::signing::signed_claims;

/// How far in the future an assertion may expire: its `jti` is kept until then.
const LONGEST: Seconds = Seconds::minutes(10);
/// What clocks may differ by.
const SKEW: Seconds = Seconds(30);

/// The `sub` of an assertion that nothing proves yet: names the client whose keys are to be tried.
pub fn unverified_subject(assertion: &str) -> Option<String> {
    let claims = dangerous::insecure_decode::<Map<String, Value>>(assertion).ok()?.claims;
    claims.get("sub")?.as_str().map(str::to_owned)
}

/// RFC 7523 §3, with the algorithms of the allow-list, the keys of this client only, and a `jti` that serves once.
pub async fn holds(deps: &Deps, client: &Client, assertion: &str) -> Result<bool, ClientAuthRefusal> {
    let ClientKeys::Jwks(jwks) = &client.keys else { return Ok(false) };
    let keys: JwkSet =
        serde_json::from_str(jwks).map_err(|error| PortError::inconsistent("clients", &client.id, error))?;
    let Some(claims) = signed_by(&keys, assertion) else { return Ok(false) };
    let Some(fresh) = Fresh::read(&claims, client, &deps.hosts, deps.ambient.now()) else { return Ok(false) };
    let jti = deps.rest.rest("client-jti", &format!("{}\u{0}{}", client.id, fresh.jti));
    Ok(deps.spent.spend("client-jti", &jti, fresh.expires_at.plus(SKEW)).await?)
}

fn signed_by(keys: &JwkSet, assertion: &str) -> Option<Map<String, Value>> {
    let header = decode_header(assertion).ok()?;
    let foreign = header.jku.is_some() || header.jwk.is_some() || header.x5u.is_some() || header.crit.is_some();
    if foreign {
        return None;
    }
    let named = |key: &&Jwk| header.kid.is_none() || key.common.key_id == header.kid;
    let candidates = keys.keys.iter().filter(named).filter(|key| fits(key, &header));
    candidates
        .filter_map(|key| DecodingKey::from_jwk(key).ok())
        .find_map(|key| signed_claims(assertion, &key, header.alg))
}

/// The algorithm is of the allow-list, and one that this key is for; the key is for signatures (RFC 7517 §4.2, §4.3).
fn fits(key: &Jwk, header: &Header) -> bool {
    let by_type = match (&key.algorithm, header.alg) {
        (AlgorithmParameters::RSA(_), Algorithm::RS256 | Algorithm::PS256) => true,
        (AlgorithmParameters::EllipticCurve(ec), Algorithm::ES256) => ec.curve == EllipticCurve::P256,
        (AlgorithmParameters::OctetKeyPair(_), Algorithm::EdDSA) => true,
        _ => false,
    };
    let signs = key.common.public_key_use.as_ref().is_none_or(|usage| *usage == PublicKeyUse::Signature)
        && key.common.key_operations.as_ref().is_none_or(|all| all.contains(&KeyOperations::Verify));
    by_type && signs && key.common.key_algorithm.is_none_or(|alg| alg == header.alg.into())
}

/// What remains of an assertion whose claims hold.
struct Fresh {
    jti: String,
    expires_at: Timestamp,
}

impl Fresh {
    fn read(claims: &Map<String, Value>, client: &Client, hosts: &Hosts, now: Timestamp) -> Option<Self> {
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let instant = |name: &str| claims.get(name).and_then(Value::as_i64).map(Timestamp::from_seconds);
        let ours = text("iss") == Some(client.id.as_str()) && text("sub") == Some(client.id.as_str());
        let expires_at = instant("exp").filter(|exp| exp.plus(SKEW) > now && *exp <= now.plus(LONGEST).plus(SKEW))?;
        let begun = ["iat", "nbf"].into_iter().filter_map(instant).all(|from| from <= now.plus(SKEW));
        let jti = text("jti").filter(|jti| !jti.is_empty() && jti.len() <= 256)?;
        (ours && begun && meant_for(claims.get("aud")?, hosts)).then(|| Self { jti: jti.to_owned(), expires_at })
    }
}

/// Profiles `oidc` and `psc` tolerate the issuer and the token endpoint, alone or in a list.
fn meant_for(aud: &Value, hosts: &Hosts) -> bool {
    let ours = |value: &Value| value.as_str().is_some_and(|aud| aud == hosts.issuer || aud == hosts.at(Hosts::TOKEN));
    match aud {
        Value::Array(all) => all.iter().any(ours),
        one => ours(one),
    }
}
