use std::fmt;

use ambient::Timestamp;
use jiff::civil::Date;
use sante::{AutreIdentifiant, IdentifiantNational};
use serde::{Deserialize, Serialize};

use crate::date_naissance::DateNaissance;
use crate::exercice::ExerciceProfessionnel;
use crate::retrait::{Cause, Retrait};
use crate::source::Source;
use crate::structure::CleStructure;

/// Whoever has a national identifier here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Personne {
    Professionnel(Professionnel),
    PorteurDeCarte(PorteurDeCarte),
}

/// In the RPPS: a civil status, exercises, situations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Professionnel {
    pub identifiant: IdentifiantNational,
    pub source: Source,
    pub etat_civil: EtatCivil,
    pub autres_identifiants: Vec<AutreIdentifiant>,
    /// Taken away by a file; `None` while the file has them, or the portal.
    pub desactivation: Option<Desactivation>,
    /// By the support, those that are over included.
    pub retraits: Vec<Retrait>,
    /// In the order of the extraction.
    pub exercices: Vec<ExerciceProfessionnel>,
}

/// Holder of a CPE, CPA or CDE: an identity that a structure vouches for, no RPPS number, no role (GES-26).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PorteurDeCarte {
    pub identifiant: IdentifiantNational,
    pub source: Source,
    pub etat_civil: EtatCivil,
    pub desactivation: Option<Desactivation>,
    pub retraits: Vec<Retrait>,
    pub structure: CleStructure,
}

/// Civil status: restricted, fixed once registered except by a newer extraction (IDN-01). What an establishment does not
/// know of a card holder stays empty.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EtatCivil {
    pub nom: String,
    pub prenoms: Vec<String>,
    /// M, MME.
    pub code_civilite: String,
    /// M, F, or empty when the file does not say.
    pub code_sexe: String,
    pub naissance: Option<DateNaissance>,
    /// INSEE code; empty for a birth abroad.
    pub commune_naissance: String,
    /// COG code, 99100 for France.
    pub pays_naissance: String,
    pub lieu_naissance: String,
}

/// A person is never erased: the number is for life (SIT-12).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Desactivation {
    pub depuis: Timestamp,
    /// An extraction brings back only those whom an extraction took away.
    pub par: Source,
}

impl Personne {
    pub fn identifiant(&self) -> &IdentifiantNational {
        match self {
            Self::Professionnel(professionnel) => &professionnel.identifiant,
            Self::PorteurDeCarte(porteur) => &porteur.identifiant,
        }
    }

    pub fn source(&self) -> Source {
        match self {
            Self::Professionnel(professionnel) => professionnel.source,
            Self::PorteurDeCarte(porteur) => porteur.source,
        }
    }

    pub fn desactivation(&self) -> Option<Desactivation> {
        match self {
            Self::Professionnel(professionnel) => professionnel.desactivation,
            Self::PorteurDeCarte(porteur) => porteur.desactivation,
        }
    }

    pub fn etat_civil(&self) -> &EtatCivil {
        match self {
            Self::Professionnel(professionnel) => &professionnel.etat_civil,
            Self::PorteurDeCarte(porteur) => &porteur.etat_civil,
        }
    }

    /// By the support, in the order in which they were decided.
    pub fn retraits(&self) -> &[Retrait] {
        match self {
            Self::Professionnel(professionnel) => &professionnel.retraits,
            Self::PorteurDeCarte(porteur) => &porteur.retraits,
        }
    }

    /// Whether the person counts at this instant: in no file's absence, in no withdrawal.
    pub fn active(&self, instant: Timestamp) -> bool {
        self.desactivation().is_none() && !en_retrait(self.retraits(), instant)
    }

    /// Nobody writes to the dead.
    pub fn decedee(&self, instant: Timestamp) -> bool {
        self.retraits().iter().any(|retrait| retrait.cause == Cause::Deces && retrait.en_vigueur(instant))
    }

    /// Struck off, dead or retired: what they were given is taken back, not kept for their return.
    pub fn partie(&self, instant: Timestamp) -> bool {
        self.retraits().iter().any(|retrait| retrait.cause.definitive() && retrait.en_vigueur(instant))
    }

    pub fn rattachable(&self, instant: Timestamp) -> bool {
        matches!(self, Self::Professionnel(professionnel) if professionnel.rattachable(instant))
    }

    pub fn hors_activite(&self, instant: Timestamp) -> bool {
        matches!(self, Self::Professionnel(professionnel) if professionnel.hors_activite(instant))
    }

    #[must_use]
    pub fn avec_desactivation(mut self, desactivation: Option<Desactivation>) -> Self {
        match &mut self {
            Self::Professionnel(professionnel) => professionnel.desactivation = desactivation,
            Self::PorteurDeCarte(porteur) => porteur.desactivation = desactivation,
        }
        self
    }

    /// Only the support may (IDN-02).
    #[must_use]
    pub(crate) fn avec_etat_civil(mut self, etat_civil: EtatCivil) -> Self {
        match &mut self {
            Self::Professionnel(professionnel) => professionnel.etat_civil = etat_civil,
            Self::PorteurDeCarte(porteur) => porteur.etat_civil = etat_civil,
        }
        self
    }
}

impl Professionnel {
    pub fn active(&self, instant: Timestamp) -> bool {
        self.desactivation.is_none() && !en_retrait(&self.retraits, instant)
    }

    /// Held by a measure alone: who employs them still sees their file, and may end what they left (R05).
    pub fn hors_activite(&self, instant: Timestamp) -> bool {
        self.presente() && en_retrait(&self.retraits, instant)
    }

    /// Active, or taken away by a file alone: whoever attaches them brings them back (SIT-12).
    pub fn rattachable(&self, instant: Timestamp) -> bool {
        self.presente() && !en_retrait(&self.retraits, instant)
    }

    fn presente(&self) -> bool {
        self.desactivation.is_none_or(|desactivation| desactivation.par == Source::Extraction)
    }
}

/// Whether one of them holds.
pub fn en_retrait(retraits: &[Retrait], instant: Timestamp) -> bool {
    retraits.iter().any(|retrait| retrait.en_vigueur(instant))
}

impl EtatCivil {
    /// The first given name, as `given_name` carries it.
    pub fn prenom(&self) -> &str {
        self.prenoms.first().map_or("", String::as_str)
    }

    /// Among the communes and countries of that day a birthplace is named; without one, among those of any.
    pub fn jour_de_naissance(&self) -> Option<Date> {
        self.naissance.and_then(DateNaissance::jour)
    }
}

/// Civil status is shown to those who decide, nowhere else.
impl fmt::Debug for EtatCivil {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("EtatCivil(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn etat_civil(naissance: &str) -> EtatCivil {
        EtatCivil {
            nom: "FICTIF-BEN AÏSSA".to_owned(),
            prenoms: vec!["Yacine".to_owned()],
            code_civilite: "M".to_owned(),
            code_sexe: "M".to_owned(),
            naissance: naissance.parse().ok(),
            commune_naissance: String::new(),
            pays_naissance: "99352".to_owned(),
            lieu_naissance: "Béjaïa".to_owned(),
        }
    }

    #[test]
    fn a_civil_status_says_nothing_to_a_log() {
        assert_eq!(format!("{:?}", etat_civil("1971-05-12")), "EtatCivil(…)");
    }

    // requirement: COL-02
    #[test]
    fn a_stored_civil_status_of_any_release_is_read() {
        for naissance in ["1971-05-12", "1971-05-00", "1971-00-00"] {
            let ecrit = serde_json::to_string(&etat_civil(naissance)).unwrap();
            assert!(ecrit.contains(&format!(r#""naissance":"{naissance}""#)), "{ecrit}");
            assert_eq!(serde_json::from_str::<EtatCivil>(&ecrit).unwrap(), etat_civil(naissance));
        }
        let sans = serde_json::to_string(&etat_civil("")).unwrap();
        assert!(sans.contains(r#""naissance":null"#), "{sans}");
        assert_eq!(serde_json::from_str::<EtatCivil>(&sans).unwrap().naissance, None);
    }
}
