use serde::Serialize;
use serde_json::{Map, Value};

use super::JweError;
use crate::alg::{JweAlg, JweEnc};
use crate::compact::decode;
use crate::json;

/// The header of a message that leaves (RFC 7516 §4.1).
#[derive(Serialize)]
pub struct Protected<'a> {
    pub alg: JweAlg,
    pub enc: JweEnc,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cty: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub epk: Option<Value>,
}

/// The header of a message that comes.
pub struct Header {
    pub alg: JweAlg,
    pub enc: JweEnc,
    pub cty: Option<String>,
    pub kid: Option<String>,
    /// RFC 7518 §4.6.1: the sender's key for this message, and what both parties are called.
    pub epk: Option<Map<String, Value>>,
    pub apu: Vec<u8>,
    pub apv: Vec<u8>,
}

impl Header {
    pub fn read(bytes: &[u8]) -> Result<Self, JweError> {
        let mut members = json::object(bytes).map_err(JweError::Json)?;
        if members.contains_key("crit") || members.contains_key("zip") {
            return Err(JweError::Crit);
        }
        let alg = text(&mut members, "alg")?.ok_or(JweError::Member("alg"))?;
        let enc = text(&mut members, "enc")?.ok_or(JweError::Member("enc"))?;
        let epk = match members.remove("epk") {
            None => None,
            Some(Value::Object(key)) => Some(key),
            Some(_) => return Err(JweError::Member("epk")),
        };
        Ok(Self {
            alg: alg.parse().map_err(|_| JweError::Alg)?,
            enc: enc.parse().map_err(|_| JweError::Alg)?,
            cty: text(&mut members, "cty")?,
            kid: text(&mut members, "kid")?,
            epk,
            apu: party(&mut members, "apu")?,
            apv: party(&mut members, "apv")?,
        })
    }
}

fn party(members: &mut Map<String, Value>, name: &'static str) -> Result<Vec<u8>, JweError> {
    match text(members, name)? {
        None => Ok(Vec::new()),
        Some(text) => decode(&text).ok_or(JweError::Member(name)),
    }
}

fn text(members: &mut Map<String, Value>, name: &'static str) -> Result<Option<String>, JweError> {
    match members.remove(name) {
        None => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(JweError::Member(name)),
    }
}
