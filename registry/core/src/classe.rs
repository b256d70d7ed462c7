//! What kind of refusal somebody meets. An adapter answers by it, never by the words of a code: the compiler asks it of each
//! new refusal.

/// The kinds, each with its own answer over HTTP.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Classe {
    /// What was sent does not hold: it can be put right, and sent again.
    Saisie,
    /// Who asks shows who they are once more, and asks again.
    Preuve,
    /// Who asks may not.
    Droit,
    /// Nobody and nothing has this identifier, for who asks.
    Absent,
    /// What stands in the registry does not admit the act.
    Conflit,
    /// It changed since it was read by who asks.
    Change,
    /// Too often: later it is admitted.
    Trop,
    /// Something of ours failed.
    Panne,
}

impl Classe {
    pub const TOUTES: [Self; 8] =
        [Self::Saisie, Self::Preuve, Self::Droit, Self::Absent, Self::Conflit, Self::Change, Self::Trop, Self::Panne];

    /// RFC 9110 §15, RFC 6585 §4.
    pub const fn statut(self) -> u16 {
        match self {
            Self::Saisie => 422,
            Self::Preuve => 401,
            Self::Droit => 403,
            Self::Absent => 404,
            Self::Conflit => 409,
            Self::Change => 412,
            Self::Trop => 429,
            Self::Panne => 503,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_kinds_have_the_same_answer_and_only_ours_is_our_fault() {
        let statuts: HashSet<u16> = Classe::TOUTES.map(Classe::statut).into();
        assert_eq!(statuts.len(), Classe::TOUTES.len());
        for classe in Classe::TOUTES {
            assert_eq!(classe.statut() >= 500, classe == Classe::Panne, "{classe:?}");
        }
    }
}
