use jsonwebtoken::jwk::Jwk;
use serde_json::{Map, Value};

use super::JwsError;
use crate::alg::JwsAlg;
use crate::json;
use crate::jwk;

/// The members of a JOSE header that mean something here (RFC 7515 §4.1). `x5c` and `x5t` are read past: nothing is
/// ever trusted for standing in a header.
#[derive(Clone, Debug, PartialEq)]
pub struct Header {
    pub alg: JwsAlg,
    pub typ: Option<String>,
    pub cty: Option<String>,
    pub kid: Option<String>,
    jwk: Option<Value>,
    url: Option<&'static str>,
}

impl Header {
    pub(super) fn read(bytes: &[u8]) -> Result<Self, JwsError> {
        let mut members = json::object(bytes).map_err(JwsError::Header)?;
        if members.contains_key("crit") || members.contains_key("b64") {
            return Err(JwsError::Crit);
        }
        let alg = text(&mut members, "alg")?.ok_or(JwsError::Alg)?;
        Ok(Self {
            alg: alg.parse().map_err(|_| JwsError::Alg)?,
            typ: text(&mut members, "typ")?,
            cty: text(&mut members, "cty")?,
            kid: text(&mut members, "kid")?,
            url: ["jku", "x5u"].into_iter().find(|name| members.contains_key(*name)),
            jwk: members.remove("jwk"),
        })
    }

    /// RFC 7515 §4.1.9: `typ` without its `application/`, in lower case.
    pub fn media_type(&self) -> Option<String> {
        let typ = self.typ.as_ref()?.to_ascii_lowercase();
        Some(typ.strip_prefix("application/").unwrap_or(&typ).to_owned())
    }

    /// RFC 8725 §3.10: no key comes from the header.
    pub(super) fn no_key_of_its_own(&self) -> Result<(), JwsError> {
        match (self.url, &self.jwk) {
            (Some(name), _) => Err(JwsError::ForeignKey(name)),
            (None, Some(_)) => Err(JwsError::ForeignKey("jwk")),
            (None, None) => Ok(()),
        }
    }

    /// The key that the header carries: one, public, and no address of another.
    pub(super) fn embedded(&self) -> Result<Jwk, JwsError> {
        if let Some(name) = self.url {
            return Err(JwsError::ForeignKey(name));
        }
        match &self.jwk {
            Some(Value::Object(key)) => jwk::public_only(key.clone()).map_err(|_| JwsError::Embedded),
            _ => Err(JwsError::Embedded),
        }
    }
}

fn text(members: &mut Map<String, Value>, name: &'static str) -> Result<Option<String>, JwsError> {
    match members.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(JwsError::Member(name)),
    }
}
