use annuaire::Correspondance;
use serde::{Deserialize, Serialize};

use crate::identite::Objection;
use crate::import::{courriel, telephone};

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
    pub fn verifier(&self) -> Result<Correspondance, Vec<Objection>> {
        let mobile = telephone(self.mobile.trim());
        let adresse = courriel(self.courriel.trim());
        let mut objections = Vec::new();
        if mobile.is_none() {
            let phrase = "Indiquez un numéro de mobile que la personne consulte, par exemple 06 39 98 00 01.";
            objections.push(Objection::new("mobile", "mobile_illisible", phrase));
        }
        match &adresse {
            None => {
                let phrase = "Indiquez une adresse complète, par exemple prenom.nom@exemple.fr.";
                objections.push(Objection::new("courriel", "courriel_incomplet", phrase));
            }
            // what the number opens cannot be read before the number is there (MIE-17)
            Some(adresse) if securisee(adresse) => {
                let phrase = "Une adresse MSSanté ne convient pas ici. Indiquez une adresse ordinaire, de préférence personnelle.";
                objections.push(Objection::new("courriel", "courriel_mssante", phrase));
            }
            Some(_) => {}
        }
        if objections.is_empty() {
            Ok(Correspondance { mobile, courriel: adresse, activation_des: None })
        } else {
            Err(objections)
        }
    }
}

fn securisee(adresse: &str) -> bool {
    adresse.rsplit_once('@').is_some_and(|(_, domaine)| domaine.to_lowercase().ends_with("mssante.fr"))
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

    // requirement: MIE-17
    #[test]
    fn a_secure_mailbox_is_no_contact_address() {
        assert_eq!(codes("0639980001", "alba@medecin.mssante.fr"), ["courriel_mssante"]);
    }
}
