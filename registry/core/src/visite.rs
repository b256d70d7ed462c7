//! Visits of the portal as they rest, the same for all its nodes. Names are digests and the rest is sealed by the portal: whoever
//! reads the database opens no session with it, and learns nobody's name from it (docs/decisions/0019).

mod port;

use ambient::{Resting, Seconds, Timestamp};
use serde::{Deserialize, Serialize};

pub use port::{Ouverture, Reception, Visites};

/// Without a click.
pub const REPOS: Seconds = Seconds::minutes(30);
/// In all: as long as the provider's own session (docs/ecarts.md, S03).
pub const DUREE: Seconds = Seconds::hours(4);
/// A click is noted once in so long: reading a page writes nothing, nearly always.
pub const PAS: Seconds = Seconds(60);
/// Visits of one person at once: who opens one more leaves the one that served the longest ago.
pub const PAR_PERSONNE: u32 = 10;

/// Through which door somebody came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Porte {
    /// Our own provider: a card, the e-CPS.
    Caducee,
    FranceConnect,
}

/// How a visit is found when its cookie is not there. Each is a digest.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attache {
    /// The person, as their provider calls them (`iss`, `sub`).
    pub sujet: Resting,
    /// Their session there (`iss`, `sid`); FranceConnect names none.
    pub session: Option<Resting>,
    /// `iat` of the ID token: a logout ends what was given before it.
    pub emis_le: Timestamp,
}

/// One browser in which somebody has signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VisiteGardee {
    /// Digest of the cookie.
    pub nom: Resting,
    pub porte: Porte,
    pub attache: Attache,
    pub ouverte_le: Timestamp,
    pub vue_le: Timestamp,
    /// Signed out, here or elsewhere.
    pub fermee_le: Option<Timestamp>,
    /// Sealed: who it is. Empty once it is closed.
    pub contenu: Vec<u8>,
    /// Sealed: what was typed when the session had ended.
    pub brouillon: Option<Vec<u8>>,
    /// Then nothing of it is wanted any more.
    pub finit_le: Timestamp,
}

/// A verified logout token (OpenID Connect Back-Channel Logout 1.0 §2.4), as digests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deconnexion {
    pub jti: Resting,
    /// `None` for one of the two: it is not said.
    pub sujet: Option<Resting>,
    pub session: Option<Resting>,
    pub emise_le: Timestamp,
    pub recue_le: Timestamp,
    /// Until then its `jti` is known, and a sign-in that was under way does not pass it.
    pub retenue_jusque: Timestamp,
}

impl Porte {
    pub const TOUTES: [Self; 2] = [Self::Caducee, Self::FranceConnect];

    /// As it is stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Caducee => "CADUCEE",
            Self::FranceConnect => "FRANCECONNECT",
        }
    }

    pub fn lue(texte: &str) -> Option<Self> {
        Self::TOUTES.into_iter().find(|porte| porte.as_str() == texte)
    }
}

impl VisiteGardee {
    pub fn ouverte(
        nom: Resting,
        (porte, attache): (Porte, Attache),
        maintenant: Timestamp,
        (contenu, brouillon): (Vec<u8>, Option<Vec<u8>>),
    ) -> Self {
        Self {
            nom,
            porte,
            attache,
            ouverte_le: maintenant,
            vue_le: maintenant,
            fermee_le: None,
            contenu,
            brouillon,
            // a session that has ended stays until what was typed in it can no longer be wanted
            finit_le: maintenant.plus(DUREE).plus(REPOS),
        }
    }

    /// Somebody is signed in.
    pub fn vit(&self, maintenant: Timestamp) -> bool {
        self.fermee_le.is_none()
            && maintenant < self.vue_le.plus(REPOS)
            && maintenant < self.ouverte_le.plus(DUREE)
            && maintenant < self.finit_le
    }

    /// Its last use is to be noted.
    pub fn a_noter(&self, maintenant: Timestamp) -> bool {
        self.vue_le.plus(PAS) <= maintenant
    }
}

#[cfg(test)]
mod tests {
    use ambient::RestKey;

    use super::*;

    const DEBUT: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn digest(texte: &str) -> Resting {
        RestKey::from_bytes(&[1; 32]).rest("essai", texte)
    }

    fn attache() -> Attache {
        Attache { sujet: digest("alba"), session: Some(digest("s1")), emis_le: DEBUT }
    }

    // requirement: S03
    #[test]
    fn a_visit_rests_thirty_minutes_and_lasts_four_hours() {
        let mut visite =
            VisiteGardee::ouverte(digest("cookie"), (Porte::Caducee, attache()), DEBUT, (Vec::new(), None));
        assert!(visite.vit(DEBUT.plus(REPOS).minus(Seconds(1))) && !visite.vit(DEBUT.plus(REPOS)));
        visite.vue_le = DEBUT.plus(DUREE).minus(Seconds(1));
        assert!(visite.vit(DEBUT.plus(DUREE).minus(Seconds(1))) && !visite.vit(DEBUT.plus(DUREE)));
        visite.fermee_le = Some(DEBUT);
        assert!(!visite.vit(DEBUT));
    }

    #[test]
    fn a_click_is_noted_once_a_minute() {
        let visite = VisiteGardee::ouverte(digest("cookie"), (Porte::Caducee, attache()), DEBUT, (Vec::new(), None));
        assert!(!visite.a_noter(DEBUT.plus(Seconds(59))) && visite.a_noter(DEBUT.plus(PAS)));
    }
}
