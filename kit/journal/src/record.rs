use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// One act, as the service tells it. Never a token, a code, a PIN, a name or a phone number.
#[derive(Clone, Debug, PartialEq)]
pub struct Record {
    /// A word of the service's event catalogue, for example `token.issued`.
    pub event: String,
    /// What may be told only once, for example `code:<resting>`.
    pub origin: Option<String>,
    pub fields: Map<String, Value>,
}

/// JSON whose objects have their keys in order: the same fields always give the same text, hence the same hash.
pub fn canonical(fields: &Map<String, Value>) -> String {
    ordered(&Value::Object(fields.clone())).to_string()
}

fn ordered(value: &Value) -> Value {
    match value {
        Value::Object(fields) => {
            let in_order: BTreeMap<&String, Value> = fields.iter().map(|(key, value)| (key, ordered(value))).collect();
            Value::Object(in_order.into_iter().map(|(key, value)| (key.clone(), value)).collect())
        }
        Value::Array(values) => Value::Array(values.iter().map(ordered).collect()),
        plain => plain.clone(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_order_in_which_fields_were_told_does_not_matter() {
        let Value::Object(told) = json!({"b": [{"z": 1, "a": 2}], "a": "é"}) else { panic!("an object") };
        assert_eq!(canonical(&told), r#"{"a":"é","b":[{"a":2,"z":1}]}"#);
    }
}
