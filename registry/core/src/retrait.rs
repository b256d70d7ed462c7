//! Who may not practise, for a time or for good: suspension, striking off, death, end of practice (R05). Each is a period,
//! decided by two agents of the support; the number stays, and so does the record.

mod nouveau;
mod port;

use ambient::Timestamp;
use serde::{Deserialize, Serialize};

pub use nouveau::{NouveauRetrait, NouvelleReprise};
pub use port::Ecrits;

/// Why somebody is out of service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// For a time: the only one that has a last day.
    Suspension,
    Radiation,
    Deces,
    /// Retirement, or another end of practice.
    Cessation,
}

/// A period out of service: from its first instant on, nothing that the person was granted stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retrait {
    pub cause: Cause,
    pub debut: Timestamp,
    /// First instant at which it no longer holds; `None`: until two agents lift it.
    pub fin: Option<Timestamp>,
}

impl Cause {
    pub const TOUTES: [Self; 4] = [Self::Suspension, Self::Radiation, Self::Deces, Self::Cessation];

    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Suspension => "SUSPENSION",
            Self::Radiation => "RADIATION",
            Self::Deces => "DECES",
            Self::Cessation => "CESSATION",
        }
    }

    /// Decided for no time: whoever comes back all the same starts anew.
    pub const fn definitive(self) -> bool {
        !matches!(self, Self::Suspension)
    }

    pub fn lue(texte: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|cause| cause.as_str() == texte)
    }
}

impl Retrait {
    /// Whether it holds at this instant.
    pub fn en_vigueur(&self, instant: Timestamp) -> bool {
        self.debut <= instant && self.fin.is_none_or(|fin| instant < fin)
    }

    /// Whether it will never hold again; lifted before it began, it never did.
    pub fn fini(&self, instant: Timestamp) -> bool {
        self.fin.is_some_and(|fin| fin <= instant || fin <= self.debut)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: R05
    #[test]
    fn it_holds_from_its_first_instant_to_the_last_before_its_end() {
        let a = Timestamp::from_seconds;
        let suspension = Retrait { cause: Cause::Suspension, debut: a(10), fin: Some(a(20)) };
        assert_eq!([9, 10, 19, 20].map(|le| suspension.en_vigueur(a(le))), [false, true, true, false]);
        assert_eq!([9, 19, 20].map(|le| suspension.fini(a(le))), [false, false, true]);
        let annulee = Retrait { fin: Some(a(10)), ..suspension };
        assert!(annulee.fini(a(0)) && !annulee.en_vigueur(a(10)));
        assert!(Retrait { fin: None, ..suspension }.en_vigueur(a(1_000)));
    }

    #[test]
    fn a_cause_is_read_as_it_was_written() {
        assert!(Cause::TOUTES.into_iter().all(|cause| Cause::lue(cause.as_str()) == Some(cause)));
        assert_eq!(Cause::lue("AUTRE"), None);
    }
}
