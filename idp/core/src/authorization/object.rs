//! Request objects: RFC 9101, OpenID Connect Core 1.0 §6, FAPI 2.0 Message Signing §5.3.1. Signed by the client, for us,
//! now; what stands outside an object is never read beside it.

pub(crate) mod claims;

use ambient::Ambient;
use jose::JwsAlg;
use jose::jws::{Header, JwsError};
use oidc::{ErrorCode, Parameters};
use serde_json::{Map, Value};

use super::check::Fault;
use super::source::Unread;
use crate::client::{Client, ClientId};
use crate::client_keys::{ClientKeySets, KeysRefusal};
use claims::{FAPI, FOR_US, Facts, NOW, parameters};

/// Bytes of the compact form.
pub const LONGEST: usize = 32 * 1_024;

/// Reads request objects.
#[derive(Clone)]
pub struct Objects {
    ambient: Ambient,
    issuer: String,
    keys: ClientKeySets,
}

impl Objects {
    pub fn new(ambient: Ambient, issuer: String, keys: ClientKeySets) -> Self {
        Self { ambient, issuer, keys }
    }

    /// The parameters that the client signed.
    pub async fn open(&self, client: &Client, object: &str) -> Result<Parameters, Unread> {
        if object.len() > LONGEST {
            return Err(unproven("the request object is longer than 32 kB"));
        }
        let signed = self.keys.verify(client, object, &algorithms(client)).await;
        let signed = signed.map_err(|refusal| unsigned(&client.id, refusal))?;
        self.check(client, &signed.header, &signed.claims)?;
        Ok(parameters(&signed.claims))
    }

    fn check(&self, client: &Client, header: &Header, claims: &Map<String, Value>) -> Result<(), Unread> {
        let facts = Facts { client: client.id.as_str(), issuer: &self.issuer, header, claims, now: self.ambient.now() };
        let broken =
            |checks: &[claims::Check]| checks.iter().find(|check| !(check.holds)(&facts)).map(|check| check.why);
        // Before it is known to be for us, not even the redirect URI inside is.
        if let Some(why) = broken(FOR_US) {
            return Err(unproven(why));
        }
        let fapi = if client.profile.is_fapi() { FAPI } else { &[] };
        match broken(NOW).or_else(|| broken(fapi)) {
            Some(why) => Err(Unread::said(invalid(why), parameters(claims))),
            None => Ok(()),
        }
    }
}

/// That of the registration, else those of the profile (FAPI 2.0 Security Profile §5.4.1).
fn algorithms(client: &Client) -> Vec<JwsAlg> {
    match client.requests.object_alg {
        Some(alg) => vec![alg],
        None if client.profile.is_fapi() => vec![JwsAlg::PS256, JwsAlg::ES256, JwsAlg::EdDSA],
        None => JwsAlg::ALL.to_vec(),
    }
}

fn unsigned(client: &ClientId, refusal: KeysRefusal) -> Unread {
    match refusal {
        KeysRefusal::Unavailable(cause) => Unread::Unavailable(cause),
        KeysRefusal::Jws(error) => {
            tracing::info!(client.id = %client, cause = %error, "a request object was not read");
            unproven(match error {
                JwsError::Alg => {
                    "alg of the request object is not the registered one, or not of the discovery document"
                }
                JwsError::ForeignKey(_) | JwsError::Crit => "the header of the request object asks for more than a key",
                JwsError::UnknownKey | JwsError::UnfitKey => "no registered key of the client fits the request object",
                JwsError::Signature => "the signature of the request object does not hold",
                _ => "the request object is not a signed JWT",
            })
        }
    }
}

fn unproven(why: &'static str) -> Unread {
    Unread::unproven(invalid(why))
}

const fn invalid(why: &'static str) -> Fault {
    Fault::new(ErrorCode::InvalidRequestObject, why)
}

#[cfg(test)]
mod tests;
