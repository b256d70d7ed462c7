use ambient::{Seconds, Timestamp};
use sante::IdentifiantNational;

/// That somebody has just shown who they are with two factors: made by whoever has verified it, at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PreuveForte {
    pub personne: IdentifiantNational,
    /// `auth_time` of the ID token: when the factors were shown, not when the session was last used.
    pub le: Timestamp,
    pub moyen: MoyenFort,
}

/// The means that count here. FranceConnect is none of them: it opens a request, it does not change where codes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoyenFort {
    ECps,
    Carte,
}

/// Older than this, the person shows again who they are.
const FRAICHEUR: Seconds = Seconds::minutes(5);
/// Clocks of two machines.
const AVANCE: Seconds = Seconds(10);

impl MoyenFort {
    /// As the journal names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ECps => "ecps",
            Self::Carte => "carte",
        }
    }
}

impl PreuveForte {
    pub fn fraiche(&self, maintenant: Timestamp) -> bool {
        self.le <= maintenant.plus(AVANCE) && maintenant <= self.le.plus(FRAICHEUR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_proof_serves_for_five_minutes_and_not_from_the_future() {
        let le = Timestamp::from_seconds(1_800_000_000);
        let preuve = PreuveForte { personne: "899900000011".parse().unwrap(), le, moyen: MoyenFort::ECps };
        assert!(preuve.fraiche(le) && preuve.fraiche(le.plus(Seconds(300))));
        assert!(!preuve.fraiche(le.plus(Seconds(301))) && !preuve.fraiche(le.minus(Seconds(11))));
    }
}
