use std::fmt::Write as _;

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
    let mut text = String::with_capacity(256);
    write_object(&mut text, fields);
    text
}

fn write(text: &mut String, value: &Value) {
    match value {
        Value::Object(fields) => write_object(text, fields),
        Value::Array(values) => {
            text.push('[');
            for (place, value) in values.iter().enumerate() {
                separate(text, place);
                write(text, value);
            }
            text.push(']');
        }
        plain => write!(text, "{plain}").expect("a string takes all that is written to it"),
    }
}

fn write_object(text: &mut String, fields: &Map<String, Value>) {
    let mut in_order: Vec<(&String, &Value)> = fields.iter().collect();
    in_order.sort_unstable_by_key(|(key, _)| *key);
    text.push('{');
    for (place, (key, value)) in in_order.into_iter().enumerate() {
        separate(text, place);
        text.push_str(&serde_json::to_string(key).expect("a string is JSON"));
        text.push(':');
        write(text, value);
    }
    text.push('}');
}

fn separate(text: &mut String, place: usize) {
    if place > 0 {
        text.push(',');
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
