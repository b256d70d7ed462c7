use std::fmt;

use sante::IdentifiantNational;

use crate::idempotence::Auteur;

/// Who fills a form in, as a provider of identity vouches for them.
#[derive(Clone, PartialEq, Eq)]
pub enum Demandeur {
    /// FranceConnect: somebody who may have no card yet.
    FranceConnect { sujet: String, nom: String, prenom: String, code_civilite: String },
    /// With a card, or the e-CPS: the registry knows the names.
    Connu(IdentifiantNational),
}

impl Demandeur {
    pub fn auteur(&self) -> Auteur {
        match self {
            Self::FranceConnect { sujet, .. } => Auteur::franceconnect(sujet),
            Self::Connu(identifiant) => Auteur::personne(identifiant),
        }
    }
}

/// Never in a log.
impl fmt::Debug for Demandeur {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::FranceConnect { .. } => "Demandeur(FranceConnect)",
            Self::Connu(_) => "Demandeur(Connu)",
        })
    }
}
