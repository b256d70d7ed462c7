//! JSON that two readers cannot read differently: RFC 8725 §2.4, RFC 7493 (I-JSON).

use std::fmt;

use serde::de::{self, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

/// How deep arrays and objects may nest.
const DEEPEST: usize = 24;
/// RFC 7493 §2.2: what every reader holds exactly.
const LARGEST: u64 = (1 << 53) - 1;

/// Not JSON, not an object, twice the same member, too deep, or a number that not every reader holds.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not a strict JSON object: {0}")]
pub struct JsonError(String);

/// One object and nothing after it.
pub fn object(bytes: &[u8]) -> Result<Map<String, Value>, JsonError> {
    let mut reader = serde_json::Deserializer::from_slice(bytes);
    let value = Strict { depth: 0 }.deserialize(&mut reader).map_err(said)?;
    reader.end().map_err(said)?;
    match value {
        Value::Object(object) => Ok(object),
        _ => Err(JsonError("another kind of value".to_owned())),
    }
}

/// Where it broke, never what was read: it may be a secret.
fn said(error: serde_json::Error) -> JsonError {
    JsonError(format!("{:?} at column {}", error.classify(), error.column()))
}

#[derive(Clone, Copy)]
struct Strict {
    depth: usize,
}

impl Strict {
    fn inside<E: de::Error>(self) -> Result<Self, E> {
        if self.depth == DEEPEST { Err(E::custom("too deep")) } else { Ok(Self { depth: self.depth + 1 }) }
    }
}

impl<'de> DeserializeSeed<'de> for Strict {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Value, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Strict {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("strict JSON")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<Value, E> {
        if value.unsigned_abs() > LARGEST { Err(E::custom("too large a number")) } else { Ok(value.into()) }
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<Value, E> {
        if value > LARGEST { Err(E::custom("too large a number")) } else { Ok(value.into()) }
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<Value, E> {
        if value.abs() > LARGEST as f64 { Err(E::custom("too large a number")) } else { Ok(value.into()) }
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_string<E>(self, value: String) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut all = Vec::new();
        while let Some(item) = items.next_element_seed(inside)? {
            all.push(item);
        }
        Ok(Value::Array(all))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Value, A::Error> {
        let inside = self.inside()?;
        let mut all = Map::new();
        while let Some(name) = members.next_key::<String>()? {
            let value = members.next_value_seed(inside)?;
            if all.insert(name, value).is_some() {
                return Err(de::Error::custom("twice the same member"));
            }
        }
        Ok(Value::Object(all))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: K10
    #[test]
    fn what_two_readers_may_read_differently_is_not_read() {
        assert!(object(br#"{"a":1,"b":[{"a":-1.5}]}"#).is_ok());
        let deep = |depth: usize| format!("{{\"a\":{}{}}}", "[".repeat(depth), "]".repeat(depth));
        assert!(object(deep(DEEPEST - 1).as_bytes()).is_ok());
        for text in [
            r#"{"a":1,"a":2}"#,
            r#"{"a":{"b":1,"b":1}}"#,
            r#"{"a":1,"\u0061":2}"#,
            r#"{"exp":9007199254740992}"#,
            r#"{"exp":-9007199254740992}"#,
            r#"{"exp":1e300}"#,
            r#"{"exp":1e400}"#,
            r#"{"exp":99999999999999999999999999}"#,
            r#"{"a":"\ud800"}"#,
            r#"{"a":1} {}"#,
            r#"{"a":1}x"#,
            "[]",
            "\"a\"",
            "",
            "{'a':1}",
            "{\"a\":NaN}",
            deep(DEEPEST).as_str(),
            deep(100_000).as_str(),
        ] {
            assert!(object(text.as_bytes()).is_err(), "{}", &text[..text.len().min(60)]);
        }
        assert!(object(b"{\"a\":\"\xff\"}").is_err(), "not UTF-8");
        assert!(object(b"\xef\xbb\xbf{}").is_err(), "a mark before the text");
    }

    #[test]
    fn the_refusal_quotes_nothing() {
        let error = object(br#"{"secret":"s3cret","secret":1}"#).unwrap_err();
        assert!(!error.to_string().contains("s3cret") && !error.to_string().contains("secret"), "{error}");
    }
}
