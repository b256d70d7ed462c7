use ambient::{Seconds, Timestamp};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// That somebody has just shown who they are with two factors: made by whoever has verified it, at the edge.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PreuveForte {
    pub personne: IdentifiantNational,
    /// `auth_time` of the ID token: when the factors were shown, not when the session was last used.
    pub le: Timestamp,
    pub moyen: MoyenFort,
}

/// The means that count here. FranceConnect is none of them: it opens a request, it does not change where codes go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MoyenFort {
    ECps,
    Carte,
    /// A key of the device that verifies its user by itself (WebAuthn).
    Passkey,
}

/// Clocks of two machines.
const AVANCE: Seconds = Seconds(10);

impl MoyenFort {
    /// What a token of our own provider says of the means: `authMode`, else `amr` (RFC 8176): a smart card or a key that
    /// the phone holds, each with its PIN, or a passkey. `None`: not two factors.
    pub fn lu(auth_mode: &str, amr: &[String]) -> Option<Self> {
        let a = |mot: &str| amr.iter().any(|autre| autre == mot);
        match auth_mode {
            "CARD" => Some(Self::Carte),
            "MOBILE" => Some(Self::ECps),
            "WEBAUTHN" => Some(Self::Passkey),
            _ if a("mfa") && a("sc") => Some(Self::Carte),
            _ if a("mfa") && a("user") && (a("pop") || a("hwk")) => Some(Self::Passkey),
            _ if a("mfa") && a("pop") => Some(Self::ECps),
            _ => None,
        }
    }

    /// As the journal names it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::ECps => "ecps",
            Self::Carte => "carte",
            Self::Passkey => "passkey",
        }
    }
}

impl PreuveForte {
    /// For how long it serves an act that asks for a fresh one: `max_age` of a login (OpenID Connect Core 3.1.2.1).
    pub const FRAICHEUR: Seconds = Seconds::minutes(5);

    pub fn fraiche(&self, maintenant: Timestamp) -> bool {
        self.le <= maintenant.plus(AVANCE) && maintenant <= self.le.plus(Self::FRAICHEUR)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_factors_are_a_card_a_phone_or_a_passkey_and_nothing_else() {
        let amr = |mots: &[&str]| mots.iter().map(|mot| (*mot).to_owned()).collect::<Vec<_>>();
        assert_eq!(MoyenFort::lu("CARD", &[]), Some(MoyenFort::Carte));
        assert_eq!(MoyenFort::lu("MOBILE", &[]), Some(MoyenFort::ECps));
        assert_eq!(MoyenFort::lu("", &amr(&["sc", "pin", "mfa"])), Some(MoyenFort::Carte));
        assert_eq!(MoyenFort::lu("", &amr(&["pop", "pin", "mfa"])), Some(MoyenFort::ECps));
        assert_eq!(MoyenFort::lu("WEBAUTHN", &[]), Some(MoyenFort::Passkey));
        assert_eq!(MoyenFort::lu("", &amr(&["pop", "user", "mfa", "phr"])), Some(MoyenFort::Passkey));
        assert_eq!(MoyenFort::lu("", &amr(&["hwk", "user", "mfa", "phr"])), Some(MoyenFort::Passkey));
        assert_eq!(MoyenFort::lu("", &amr(&["pwd", "pin"])), None);
    }

    #[test]
    fn a_proof_serves_for_five_minutes_and_not_from_the_future() {
        let le = Timestamp::from_seconds(1_800_000_000);
        let preuve = PreuveForte { personne: "899900000011".parse().unwrap(), le, moyen: MoyenFort::ECps };
        assert!(preuve.fraiche(le) && preuve.fraiche(le.plus(Seconds(300))));
        assert!(!preuve.fraiche(le.plus(Seconds(301))) && !preuve.fraiche(le.minus(Seconds(11))));
    }
}
