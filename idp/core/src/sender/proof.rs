//! RFC 9449 §4.3: the checks of a DPoP proof, in the order of the section.

use ambient::{Seconds, Timestamp};
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jose::jws::{self, JwsError};
use jose::{JwsAlg, jwk};
use serde_json::{Map, Value};

use super::nonce::{self, Nonces};
use super::{Deps, SenderRefusal, htu};

/// FAPI 2.0 Security Profile §5.4: what a proof may be signed with.
pub const ALGS: [JwsAlg; 3] = [JwsAlg::PS256, JwsAlg::ES256, JwsAlg::EdDSA];
/// How old a proof may be, and how far ahead its clock (FAPI 2.0 Security Profile §5.3.2.1-13).
const OLDEST: Seconds = Seconds(60);
const AHEAD: Seconds = Seconds(10);
/// Characters; that of an RSA key of 8192 bits fits.
const LONGEST: usize = 8 * 1024;
const LONGEST_JTI: usize = 256;
/// Characters of a value that is told back.
const LONGEST_SAID: usize = 512;

/// The request that a proof is to be for.
pub struct Expected<'a> {
    pub headers: &'a [String],
    pub method: &'a str,
    pub url: &'a str,
    /// At a resource: the token that came with the proof.
    pub token: Option<&'a str>,
    /// A nonce of ours must be in it; one that is there must be ours in any case.
    pub nonce: bool,
}

/// The thumbprint of the key that signed exactly one fresh proof for this request. A nonce is asked for before the
/// `jti` is spent, so that the proof that is made anew may keep the rest.
pub async fn holder(deps: &Deps, expected: &Expected<'_>) -> Result<String, SenderRefusal> {
    let (claims, jkt) = signed(expected.headers)?;
    let now = deps.ambient.now();
    for_this_request(&claims, expected)?;
    with_our_nonce(&claims, expected.nonce, &Nonces { rest: &deps.rest, now })?;
    let until = lately(&claims, now)?;
    for_this_token(&claims, expected.token)?;
    once(deps, &claims, &jkt, until).await?;
    Ok(jkt)
}

/// Checks 1 to 7: one header, one proof in it, of the right type, signed under the public key that it carries.
fn signed(headers: &[String]) -> Result<(Map<String, Value>, String), SenderRefusal> {
    let [proof] = headers else { return Err(SenderRefusal::Proof("exactly one DPoP header")) };
    if proof.len() > LONGEST {
        return Err(SenderRefusal::Proof("the proof is too long"));
    }
    let (verified, key) = jws::verify_embedded(proof, &ALGS).map_err(|error| unreadable(error, proof))?;
    if verified.header.typ.as_deref() != Some("dpop+jwt") {
        return Err(differs("typ is dpop+jwt", "dpop+jwt", verified.header.typ.as_deref()));
    }
    let jkt = jwk::thumbprint(&key).map_err(|_| SenderRefusal::Proof("jwk is one public key for alg"))?;
    Ok((verified.claims, jkt))
}

fn unreadable(error: JwsError, proof: &str) -> SenderRefusal {
    if let JwsError::Alg = error {
        return differs("alg is PS256, ES256 or EdDSA", "PS256 ES256 EdDSA", jws::unverified_alg(proof).as_deref());
    }
    SenderRefusal::Proof(match error {
        JwsError::Embedded | JwsError::ForeignKey(_) => "jwk is one public key for alg, and the header names no other",
        JwsError::Signature => "the signature holds under jwk",
        _ => "the DPoP header is one compact JWS",
    })
}

/// Checks 8 and 9.
fn for_this_request(claims: &Map<String, Value>, expected: &Expected<'_>) -> Result<(), SenderRefusal> {
    let (htm, htu) = (text(claims, "htm"), text(claims, "htu"));
    if htm != Some(expected.method) {
        return Err(differs("htm is the method of this request", expected.method, htm));
    }
    match htu.is_some_and(|said| htu::same(said, expected.url)) {
        true => Ok(()),
        false => Err(differs("htu is the address of this request", expected.url, htu)),
    }
}

fn differs(what: &'static str, expected: &str, received: Option<&str>) -> SenderRefusal {
    SenderRefusal::Differs { what, expected: expected.to_owned(), received: short(received) }
}

fn short(received: Option<&str>) -> String {
    received.unwrap_or("nothing").chars().take(LONGEST_SAID).collect()
}

/// Check 10.
fn with_our_nonce(claims: &Map<String, Value>, demanded: bool, nonces: &Nonces<'_>) -> Result<(), SenderRefusal> {
    match claims.get("nonce") {
        None if !demanded => Ok(()),
        Some(Value::String(nonce)) if nonces.accepts(nonce) => Ok(()),
        other => {
            let received = other.map(|nonce| nonce.as_str().map_or(nonce.to_string(), str::to_owned));
            Err(SenderRefusal::Nonce { nonce: nonces.current(), received })
        }
    }
}

/// Check 11. A nonce of ours says when the proof was made at the earliest, so the clock of whoever carries one may be late;
/// ahead it may not be, whatever the nonce (FAPI 2.0 Security Profile §5.3.2.1-13). Answers until when it could pass.
fn lately(claims: &Map<String, Value>, now: Timestamp) -> Result<Timestamp, SenderRefusal> {
    let seconds = claims.get("iat").and_then(|iat| iat.as_i64().or_else(|| iat.as_f64().map(|iat| iat as i64)));
    let made_at = seconds.map(Timestamp::from_seconds).ok_or(SenderRefusal::Proof("iat is missing"))?;
    let dated = claims.contains_key("nonce");
    match made_at <= now.plus(AHEAD) && (dated || made_at >= now.minus(OLDEST)) {
        true if dated => Ok(now.plus(nonce::LONGEST)),
        true => Ok(made_at.plus(OLDEST)),
        false => {
            let expected = format!("from {} to {}", now.minus(OLDEST).seconds(), now.plus(AHEAD).seconds());
            Err(differs("iat is of this minute", &expected, Some(&made_at.seconds().to_string())))
        }
    }
}

/// Check 12, its first half; the second is the caller's, who knows what the token is bound to.
fn for_this_token(claims: &Map<String, Value>, token: Option<&str>) -> Result<(), SenderRefusal> {
    let Some(token) = token else { return Ok(()) };
    let hash = URL_SAFE_NO_PAD.encode(digest(&SHA256, token.as_bytes()));
    match text(claims, "ath") == Some(hash.as_str()) {
        true => Ok(()),
        false => Err(differs("ath is the hash of the access token", &hash, text(claims, "ath"))),
    }
}

/// §11.1: spent for as long as its `iat` or its nonce would let it pass.
async fn once(deps: &Deps, claims: &Map<String, Value>, jkt: &str, until: Timestamp) -> Result<(), SenderRefusal> {
    let jti = text(claims, "jti").filter(|jti| !jti.is_empty() && jti.len() <= LONGEST_JTI);
    let jti = jti.ok_or(SenderRefusal::Proof("jti is missing, or too long"))?;
    let resting = deps.rest.rest("dpop-jti", &format!("{jkt}\u{0}{jti}"));
    match deps.spent.spend("dpop-jti", &resting, until.plus(Seconds(1))).await? {
        true => Ok(()),
        false => Err(SenderRefusal::Proof("the proof was used before")),
    }
}

fn text<'a>(claims: &'a Map<String, Value>, name: &str) -> Option<&'a str> {
    claims.get(name).and_then(Value::as_str)
}
