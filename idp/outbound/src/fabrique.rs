//! Invented people for the tests of this crate.

use annuaire::{Personne, Porteur};
use sante::{IdentifiantNational, Rpps};

pub fn identifiant(n: u64) -> IdentifiantNational {
    IdentifiantNational::Rpps(Rpps::with_key(9_990_000_000 + n))
}

pub fn personne(identifiant: &IdentifiantNational) -> Personne {
    Personne {
        identifiant: identifiant.clone(),
        porteur: Porteur::Professionnel,
        nom: "FICTIF-MARTEL".to_owned(),
        prenom: "Alba".to_owned(),
        code_civilite: String::new(),
        exercices: Vec::new(),
        autres_identifiants: Vec::new(),
    }
}
