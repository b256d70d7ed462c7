use ambient::{Seconds, Timestamp};
use jose::jws::JwsError;
use jose::{JwsAlg, jws};
use serde_json::{Map, Value};

use super::{ClientAuthRefusal, Deps, Unproven};
use crate::client::{Client, Profile};
use crate::client_keys::KeysRefusal;
use crate::hosts::Hosts;

/// How far in the future an assertion may expire: its `jti` is kept until then.
const LONGEST: Seconds = Seconds::minutes(10);
const LONGEST_OF_FAPI: Seconds = Seconds::minutes(5);
/// What clocks may differ by.
const SKEW: Seconds = Seconds(30);
const LONGEST_JTI: usize = 256;
/// Characters of a value that is told back.
const LONGEST_SAID: usize = 512;

/// FAPI-CIBA §7.10.
const ALGS_OF_CIBA: [JwsAlg; 2] = [JwsAlg::PS256, JwsAlg::ES256];
/// FAPI 2.0 Security Profile §5.4.
const ALGS_OF_FAPI: [JwsAlg; 3] = [JwsAlg::PS256, JwsAlg::ES256, JwsAlg::EdDSA];

/// The `sub` of an assertion that nothing proves yet: names the client whose keys are to be tried.
pub fn unverified_subject(assertion: &str) -> Option<String> {
    jws::unverified_claims(assertion).ok()?.get("sub")?.as_str().map(str::to_owned)
}

/// RFC 7523 §3, with the algorithms of the registration and the profile, the keys of this client only, and a `jti` that
/// serves once. `called`: the address of this very endpoint.
pub async fn holds(deps: &Deps, client: &Client, assertion: &str, called: &str) -> Result<(), ClientAuthRefusal> {
    let allowed = algorithms(client);
    let verified = match deps.keys.verify(client, assertion, &allowed).await {
        Ok(verified) => verified,
        Err(KeysRefusal::Jws(cause)) => {
            tracing::info!(client.id = %client.id, %cause, "a client assertion does not hold");
            return Err(unverified(&cause, assertion, &allowed).into());
        }
        Err(KeysRefusal::Unavailable(cause)) => return Err(cause.into()),
    };
    // another kind of JWT of the same client is no assertion (RFC 8725 §3.11)
    let typ = verified.header.media_type();
    if !typ.is_none_or(|typ| ["jwt", "client-authentication+jwt"].contains(&typ.as_str())) {
        return Err(Unproven::new("typ of the assertion is JWT, client-authentication+jwt or absent").into());
    }
    let audience = Audience { client, hosts: &deps.hosts, called };
    let fresh = Fresh::read(&verified.claims, &audience, deps.ambient.now())?;
    let jti = deps.rest.rest("client-jti", &format!("{}\u{0}{}", client.id, fresh.jti));
    match deps.spent.spend("client-jti", &jti, fresh.expires_at.plus(SKEW)).await? {
        true => Ok(()),
        false => Err(Unproven::new("the assertion serves once").into()),
    }
}

/// With what its header says in the clear.
fn unverified(cause: &JwsError, assertion: &str, allowed: &[JwsAlg]) -> Unproven {
    match cause {
        JwsError::Alg => {
            let why = "alg of the assertion is that of the registration and of the profile";
            let allowed = allowed.iter().map(|alg| alg.word()).collect::<Vec<_>>().join(" ");
            Unproven::between(why, allowed, told(jws::unverified_alg(assertion).as_deref()))
        }
        JwsError::Crit | JwsError::ForeignKey(_) | JwsError::Embedded => {
            Unproven::new("the header of the assertion asks for nothing but a key")
        }
        JwsError::UnknownKey | JwsError::UnfitKey => {
            Unproven::new("a registered key of the client fits kid and alg of the assertion")
        }
        JwsError::Signature => Unproven::new("the signature of the assertion holds under a registered key"),
        _ => Unproven::new("the assertion is one compact JWS"),
    }
}

fn algorithms(client: &Client) -> Vec<JwsAlg> {
    let of_profile: &[JwsAlg] = match client.profile {
        Profile::FapiCiba => &ALGS_OF_CIBA,
        Profile::Fapi2 | Profile::Fapi2MessageSigning => &ALGS_OF_FAPI,
        Profile::Oidc | Profile::Psc => &JwsAlg::ALL,
    };
    of_profile.iter().copied().filter(|alg| client.assertion_alg.is_none_or(|only| only == *alg)).collect()
}

/// What remains of an assertion whose claims hold.
struct Fresh {
    jti: String,
    expires_at: Timestamp,
}

impl Fresh {
    fn read(claims: &Map<String, Value>, audience: &Audience<'_>, now: Timestamp) -> Result<Self, Unproven> {
        let id = audience.client.id.as_str();
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        for (name, why) in
            [("iss", "iss of the assertion is the client_id"), ("sub", "sub of the assertion is the client_id")]
        {
            if text(name) != Some(id) {
                return Err(Unproven::between(why, id, said(claims.get(name))));
            }
        }
        let expires_at = soon(claims.get("exp"), audience.client.profile.is_fapi(), now)?;
        let begun = ["iat", "nbf"].into_iter().filter_map(|name| claims.get(name));
        if let Some(ahead) = begun.into_iter().find(|from| instant(from).is_none_or(|from| from > now.plus(SKEW))) {
            let why = "iat and nbf of the assertion are not ahead";
            return Err(Unproven::between(why, format!("{} at most", now.plus(SKEW).seconds()), said(Some(ahead))));
        }
        let jti = text("jti").filter(|jti| !jti.is_empty() && jti.len() <= LONGEST_JTI);
        let jti = jti.ok_or(Unproven::new("jti of the assertion is there, and not too long"))?;
        match claims.get("aud").is_some_and(|aud| audience.meant(aud)) {
            true => Ok(Self { jti: jti.to_owned(), expires_at }),
            false => {
                let why = "aud of the assertion names this provider";
                Err(Unproven::between(why, audience.hosts.issuer.as_str(), said(claims.get("aud"))))
            }
        }
    }
}

/// An `exp` that has not passed, and that is near enough for its `jti` to be kept until then.
fn soon(exp: Option<&Value>, fapi: bool, now: Timestamp) -> Result<Timestamp, Unproven> {
    let latest = now.plus(if fapi { LONGEST_OF_FAPI } else { LONGEST });
    let expires_at = exp.and_then(instant).filter(|exp| exp.plus(SKEW) > now && *exp <= latest.plus(SKEW));
    expires_at.ok_or_else(|| {
        let why = "exp of the assertion is to come, and soon";
        Unproven::between(why, format!("from {} to {}", now.seconds(), latest.seconds()), said(exp))
    })
}

/// As JSON; not at length.
fn said(value: Option<&Value>) -> String {
    let text = value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned));
    told(text.as_deref())
}

fn told(text: Option<&str>) -> String {
    text.unwrap_or("nothing").chars().take(LONGEST_SAID).collect()
}

/// NumericDate (RFC 7519 §2): seconds, maybe with a fraction.
fn instant(value: &Value) -> Option<Timestamp> {
    value.as_i64().or_else(|| value.as_f64().map(|seconds| seconds as i64)).map(Timestamp::from_seconds)
}

/// Whom an assertion is to be meant for.
struct Audience<'a> {
    client: &'a Client,
    hosts: &'a Hosts,
    called: &'a str,
}

impl Audience<'_> {
    /// FAPI 2.0 Security Profile §5.3.2.1-8: the issuer as one string, since an assertion for several may be carried from one to
    /// another. The other profiles also take the token endpoint (OpenID Connect Core 1.0 §9) and the endpoint that is called (RFC
    /// 9126 §2, OpenID Connect CIBA Core 1.0 §7.1), alone or in a list; FAPI-CIBA, which stands on that §7.1, alone.
    fn meant(&self, aud: &Value) -> bool {
        let profile = self.client.profile;
        match aud {
            Value::String(aud) if profile.is_fapi2() => *aud == self.hosts.issuer,
            Value::Array(all) if !profile.is_fapi() => all.iter().any(|aud| self.tolerated(aud)),
            one => !profile.is_fapi2() && self.tolerated(one),
        }
    }

    fn tolerated(&self, aud: &Value) -> bool {
        let Some(aud) = aud.as_str().filter(|aud| !aud.is_empty()) else { return false };
        let token = Some(self.hosts.at(Hosts::TOKEN));
        aud == self.hosts.issuer
            || aud == self.called
            || [token, self.hosts.mtls_at(Hosts::TOKEN)].into_iter().flatten().any(|address| address == aud)
    }
}
