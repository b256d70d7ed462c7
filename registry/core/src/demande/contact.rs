use annuaire::Correspondance;
use serde::{Deserialize, Serialize};

use crate::contact::CoordonneesSaisies;
use crate::identite::Objection;

/// Contact data as typed: both are mandatory (COL-07, COL-08).
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactSaisi {
    pub mobile: String,
    pub courriel: String,
}

impl std::fmt::Debug for ContactSaisi {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("ContactSaisi(…)")
    }
}

impl ContactSaisi {
    /// By the rules of every other change of contact data: a number that receives codes, an address that the number opens.
    pub fn verifier(&self) -> Result<Correspondance, Vec<Objection>> {
        let saisies = CoordonneesSaisies { mobile: self.mobile.clone(), courriel: self.courriel.clone() };
        Ok(saisies.verifier()?.correspondance())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(mobile: &str, courriel: &str) -> Vec<&'static str> {
        let saisi = ContactSaisi { mobile: mobile.to_owned(), courriel: courriel.to_owned() };
        saisi.verifier().err().unwrap_or_default().iter().map(|objection| objection.code).collect()
    }

    // requirement: COL-07 COL-08
    #[test]
    fn both_an_address_and_a_mobile_are_asked_for() {
        assert_eq!(codes("", ""), ["mobile_illisible", "courriel_incomplet"]);
        assert_eq!(codes("06 39 98 00 01", "alba@example.org"), [""; 0]);
    }

    // requirement: COL-10
    #[test]
    fn a_number_that_receives_no_code_is_refused_at_registration_already() {
        assert_eq!(codes("01 23 45 67 89", "alba@notmssante.fr"), ["mobile_fixe"]);
    }

    // requirement: MIE-17
    #[test]
    fn a_secure_mailbox_is_no_contact_address() {
        assert_eq!(codes("0639980001", "alba@medecin.mssante.fr"), ["courriel_mssante"]);
    }
}
