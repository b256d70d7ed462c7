//! What each resource is searched by, and what may come along: the capability statement of the guide.

use super::demande::Forme;
use super::ressource::Genre;

impl Genre {
    /// The parameters of the guide, with their forms.
    pub const fn parametres(self) -> &'static [(&'static str, Forme)] {
        match self {
            Self::Practitioner => &[
                ("_id", Forme::Token),
                ("_lastUpdated", Forme::Date),
                ("active", Forme::Token),
                ("data-information-system", Forme::Token),
                ("data-registration-authority", Forme::Token),
                ("family", Forme::Chaine),
                ("given", Forme::Chaine),
                ("identifier", Forme::Token),
                ("identifier-type", Forme::Token),
                ("mailbox-mss", Forme::Chaine),
                ("name", Forme::Chaine),
                ("number-smartcard", Forme::Chaine),
                ("qualification-code", Forme::Token),
                ("type-smartcard", Forme::Token),
            ],
            Self::PractitionerRole => &[
                ("_id", Forme::Token),
                ("_lastUpdated", Forme::Date),
                ("active", Forme::Token),
                ("data-information-system", Forme::Token),
                ("data-registration-authority", Forme::Token),
                ("identifier", Forme::Token),
                ("mailbox-mss", Forme::Chaine),
                ("organization", Forme::Reference),
                ("practitioner", Forme::Reference),
                ("role", Forme::Token),
            ],
            Self::Organization => &[
                ("_id", Forme::Token),
                ("_lastUpdated", Forme::Date),
                ("active", Forme::Token),
                ("address", Forme::Chaine),
                ("address-city", Forme::Chaine),
                ("address-line", Forme::Chaine),
                ("address-postalcode", Forme::Chaine),
                ("data-information-system", Forme::Token),
                ("data-registration-authority", Forme::Token),
                ("identifier", Forme::Token),
                ("identifier-type", Forme::Token),
                ("mailbox-mss", Forme::Chaine),
                ("name", Forme::Chaine),
                ("partof", Forme::Reference),
                ("pharmacy-licence", Forme::Chaine),
                ("type", Forme::Token),
            ],
        }
    }

    /// What may come along.
    pub const fn inclusions(self) -> &'static [(&'static str, &'static str)] {
        match self {
            Self::Practitioner => &[("_revinclude", "PractitionerRole:practitioner")],
            Self::PractitionerRole => {
                &[("_include", "PractitionerRole:practitioner"), ("_include", "PractitionerRole:organization")]
            }
            Self::Organization => &[("_include", "Organization:partof")],
        }
    }
}
