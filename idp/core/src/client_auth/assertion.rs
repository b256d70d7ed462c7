use ambient::{Seconds, Timestamp};
use jose::{JwsAlg, jws};
use serde_json::{Map, Value};

use super::{ClientAuthRefusal, Deps};
use crate::client::Client;
use crate::client_keys::KeysRefusal;
use crate::hosts::Hosts;

/// How far in the future an assertion may expire: its `jti` is kept until then.
const LONGEST: Seconds = Seconds::minutes(10);
const LONGEST_OF_FAPI: Seconds = Seconds::minutes(5);
/// What clocks may differ by.
const SKEW: Seconds = Seconds(30);
const LONGEST_JTI: usize = 256;

/// FAPI 2.0 Security Profile §5.4.
const ALGS_OF_FAPI: [JwsAlg; 3] = [JwsAlg::PS256, JwsAlg::ES256, JwsAlg::EdDSA];

/// The `sub` of an assertion that nothing proves yet: names the client whose keys are to be tried.
pub fn unverified_subject(assertion: &str) -> Option<String> {
    jws::unverified_claims(assertion).ok()?.get("sub")?.as_str().map(str::to_owned)
}

/// RFC 7523 §3, with the algorithms of the registration and the profile, the keys of this client only, and a `jti` that
/// serves once. `called`: the address of this very endpoint.
pub async fn holds(deps: &Deps, client: &Client, assertion: &str, called: &str) -> Result<bool, ClientAuthRefusal> {
    let verified = match deps.keys.verify(client, assertion, &algorithms(client)).await {
        Ok(verified) => verified,
        Err(KeysRefusal::Jws(cause)) => {
            tracing::info!(client.id = %client.id, %cause, "a client assertion does not hold");
            return Ok(false);
        }
        Err(KeysRefusal::Unavailable(cause)) => return Err(cause.into()),
    };
    // another kind of JWT of the same client is no assertion (RFC 8725 §3.11)
    let typ = verified.header.media_type();
    if !typ.is_none_or(|typ| ["jwt", "client-authentication+jwt"].contains(&typ.as_str())) {
        return Ok(false);
    }
    let audience = Audience { client, hosts: &deps.hosts, called };
    let Some(fresh) = Fresh::read(&verified.claims, &audience, deps.ambient.now()) else { return Ok(false) };
    let jti = deps.rest.rest("client-jti", &format!("{}\u{0}{}", client.id, fresh.jti));
    Ok(deps.spent.spend("client-jti", &jti, fresh.expires_at.plus(SKEW)).await?)
}

fn algorithms(client: &Client) -> Vec<JwsAlg> {
    let of_profile: &[JwsAlg] = if client.profile.is_fapi() { &ALGS_OF_FAPI } else { &JwsAlg::ALL };
    of_profile.iter().copied().filter(|alg| client.assertion_alg.is_none_or(|only| only == *alg)).collect()
}

/// What remains of an assertion whose claims hold.
struct Fresh {
    jti: String,
    expires_at: Timestamp,
}

impl Fresh {
    fn read(claims: &Map<String, Value>, audience: &Audience<'_>, now: Timestamp) -> Option<Self> {
        let id = audience.client.id.as_str();
        let text = |name: &str| claims.get(name).and_then(Value::as_str);
        let ours = text("iss") == Some(id) && text("sub") == Some(id);
        let longest = if audience.client.profile.is_fapi() { LONGEST_OF_FAPI } else { LONGEST };
        let expires_at =
            instant(claims.get("exp")?).filter(|exp| exp.plus(SKEW) > now && *exp <= now.plus(longest).plus(SKEW))?;
        let begun = ["iat", "nbf"].into_iter().filter_map(|name| claims.get(name));
        let begun = begun.map(instant).all(|from| from.is_some_and(|from| from <= now.plus(SKEW)));
        let jti = text("jti").filter(|jti| !jti.is_empty() && jti.len() <= LONGEST_JTI)?;
        (ours && begun && audience.meant(claims.get("aud")?)).then(|| Self { jti: jti.to_owned(), expires_at })
    }
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
