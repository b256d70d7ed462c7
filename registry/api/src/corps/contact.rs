use registry_core::demande::ContactSaisi;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Coordonnee;

/// Where the number and the means of identification reach the person; never told again (COL-12).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Contact)]
pub struct ContactJson {
    /// French or international form.
    mobile: Coordonnee,
    courriel: Coordonnee,
}

impl From<ContactJson> for ContactSaisi {
    fn from(contact: ContactJson) -> Self {
        Self { mobile: contact.mobile.0, courriel: contact.courriel.0 }
    }
}
