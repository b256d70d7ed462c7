use registry_core::contact::{CoordonneesSaisies, NouvelleCorrection};
use registry_core::demande::ContactSaisi;
use sante::IdentifiantNational;
use serde::Deserialize;
use utoipa::ToSchema;

use super::attestations::oui;
use super::{Coordonnee, Finess};

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

impl From<ContactJson> for CoordonneesSaisies {
    fn from(contact: ContactJson) -> Self {
        Self { mobile: contact.mobile.0, courriel: contact.courriel.0 }
    }
}

/// Other contact data for somebody who has activated no e-CPS yet.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub struct CorrectionSaisie {
    /// The establishment that registered the person.
    structure: Finess,
    contact: ContactJson,
    /// The person was met, with an identity document.
    #[schema(schema_with = oui)]
    face_a_face: bool,
}

impl CorrectionSaisie {
    pub fn pour(self, personne: IdentifiantNational) -> NouvelleCorrection {
        let Self { structure, contact, face_a_face } = self;
        NouvelleCorrection { personne, structure: structure.0, saisies: contact.into(), face_a_face }
    }
}
