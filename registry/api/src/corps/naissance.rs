use std::borrow::Cow;

use registry_core::DateNaissance;
use serde::{Deserialize, Serialize};
use utoipa::openapi::schema::{AnyOfBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};

/// A date of birth, as `1988-02-04`; where the civil status does not know the day, `1971-05-00`, nor the month, `1971-00-00`.
#[derive(Deserialize, Serialize)]
pub struct Naissance(pub DateNaissance);

/// From 1850 on: [`DateNaissance::PREMIERE_ANNEE`].
const ENTIERE: &str = "^(18[5-9]|19[0-9]|[2-9][0-9]{2})[0-9]-";
/// What no calendar has.
const PARTIELLE: &str = "^(18[5-9]|19[0-9]|[2-9][0-9]{2})[0-9]-(0[0-9]|1[0-2])-00$";

impl PartialSchema for Naissance {
    fn schema() -> RefOr<Schema> {
        let texte = || ObjectBuilder::new().schema_type(Type::String);
        let entiere = texte().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).pattern(Some(ENTIERE));
        let dite = "The day, or the day and the month, are `00` where the civil status does not know them.";
        AnyOfBuilder::new().description(Some(dite)).item(entiere).item(texte().pattern(Some(PARTIELLE))).into()
    }
}

impl ToSchema for Naissance {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Naissance")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lue(texte: &str) -> Option<String> {
        serde_json::from_value::<Naissance>(texte.into()).ok().map(|lue| lue.0.to_string())
    }

    // requirement: COL-02
    #[test]
    fn a_birth_is_written_in_one_way() {
        for texte in ["1850-01-01", "1988-02-04", "1971-05-00", "1971-00-00"] {
            assert_eq!(lue(texte).as_deref(), Some(texte));
        }
        for texte in
            ["1971", "1971-05", "00/00/1971", "1971-00-12", "1971-13-00", "1971-02-30", "1971-5-00", "1849-12-31", ""]
        {
            assert_eq!(lue(texte), None, "{texte}");
        }
    }
}
