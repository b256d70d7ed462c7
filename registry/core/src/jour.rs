//! Days in JSON, as `2027-03-28`.

use jiff::civil::Date;
use serde::{Deserialize as _, Deserializer, Serializer, de};

pub fn serialize<S: Serializer>(jour: &Date, vers: S) -> Result<S::Ok, S::Error> {
    vers.collect_str(jour)
}

pub fn deserialize<'de, D: Deserializer<'de>>(depuis: D) -> Result<Date, D::Error> {
    String::deserialize(depuis)?.parse().map_err(de::Error::custom)
}

/// A day that may be absent.
pub mod facultatif {
    use super::{Date, Deserializer, Serializer, de};
    use serde::{Deserialize as _, Serialize as _};

    pub fn serialize<S: Serializer>(jour: &Option<Date>, vers: S) -> Result<S::Ok, S::Error> {
        jour.map(|jour| jour.to_string()).serialize(vers)
    }

    pub fn deserialize<'de, D: Deserializer<'de>>(depuis: D) -> Result<Option<Date>, D::Error> {
        let texte = Option::<String>::deserialize(depuis)?;
        texte.map(|texte| texte.parse().map_err(de::Error::custom)).transpose()
    }
}
