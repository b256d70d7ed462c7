use std::borrow::Cow;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A day in Paris, as `2027-03-28` and in no other way (RFC 3339 §5.6, full-date).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Jour(pub Date);

impl Jour {
    fn lu(texte: &str) -> Option<Self> {
        let octets = texte.as_bytes();
        let forme = octets.len() == 10
            && octets.iter().enumerate().all(|(place, octet)| match place {
                4 | 7 => *octet == b'-',
                _ => octet.is_ascii_digit(),
            });
        if forme { texte.parse().ok().map(Self) } else { None }
    }
}

impl<'de> Deserialize<'de> for Jour {
    fn deserialize<D: Deserializer<'de>>(depuis: D) -> Result<Self, D::Error> {
        let texte = String::deserialize(depuis)?;
        Self::lu(&texte).ok_or_else(|| de::Error::custom("a day like 2027-03-28 is expected"))
    }
}

impl Serialize for Jour {
    fn serialize<S: Serializer>(&self, vers: S) -> Result<S::Ok, S::Error> {
        vers.collect_str(&self.0)
    }
}

impl PartialSchema for Jour {
    fn schema() -> RefOr<Schema> {
        let format = SchemaFormat::KnownFormat(KnownFormat::Date);
        ObjectBuilder::new().schema_type(Type::String).format(Some(format)).into()
    }
}

impl ToSchema for Jour {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Jour")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_written_in_one_way() {
        assert_eq!(Jour::lu("2028-02-29").unwrap().0.to_string(), "2028-02-29");
        for texte in ["2027-02-29", "20270328", "28/03/2027", "2027-03-28T00:00:00", "2027-3-28", "", "٢٠٢٧-٠٣-٢٨"]
        {
            assert_eq!(Jour::lu(texte), None, "{texte}");
        }
    }
}
