use std::fmt;

use ambient::{Seconds, Timestamp};
use ecps::{Affichage, AppareilId, DemandeId, LieuPropose};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::source::Source;
use crate::client::ClientId;
use crate::moyen::Authentication;

/// What the login page asks for, or a service by itself.
#[derive(Clone, Debug)]
pub struct NouvelleDemande {
    /// As typed: with or without spaces, with or without the `8`.
    pub identifiant: String,
    /// Who asks, for the journal.
    pub service: ClientId,
    /// Who asks, as registered: name, then place and address.
    pub client: String,
    pub lieu: String,
    /// For what, in words: `Se connecter`.
    pub action: String,
    pub origine: Origine,
    /// The digits that the screen of the service shows already; `None`: two are drawn here.
    pub nombre: Option<String>,
    /// Where the person may work: asked on the phone unless empty.
    pub lieux: Vec<LieuPropose>,
    /// `None`: as the settings say.
    pub vie: Option<Seconds>,
}

/// Who is behind the request.
#[derive(Clone)]
pub enum Origine {
    Navigateur {
        /// The raw cookie of [`super::Navigateurs`], if the browser sent one.
        cookie: Option<String>,
        source: Source,
        /// Words for the phone: `Firefox sur Windows`.
        navigateur: String,
    },
    /// The server of a client, which no person has ever used before (OpenID Connect CIBA): it never counts as known.
    Service { client: ClientId, source: Source },
}

impl Origine {
    pub fn source(&self) -> &Source {
        match self {
            Self::Navigateur { source, .. } | Self::Service { source, .. } => source,
        }
    }

    /// Words for the phone; a service has none.
    pub fn navigateur(&self) -> &str {
        match self {
            Self::Navigateur { navigateur, .. } => navigateur,
            Self::Service { .. } => "",
        }
    }
}

/// An approval that was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prise {
    pub preuve: Authentication,
    /// Which of the places that were shown; the person signed it.
    pub situation: Option<String>,
}

/// The same for a known and an unknown number.
#[derive(Clone, PartialEq, Eq)]
pub struct DemandeOuverte {
    pub id: DemandeId,
    /// Two digits, leading zero kept: for the login screen, and nowhere else.
    pub nombre: String,
    pub expire_le: Timestamp,
}

impl fmt::Debug for Origine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Origine").field("source", self.source()).finish_non_exhaustive()
    }
}

impl fmt::Debug for DemandeOuverte {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("DemandeOuverte")
            .field("id", &self.id)
            .field("expire_le", &self.expire_le)
            .finish_non_exhaustive()
    }
}

/// What the login page may know while it waits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DemandeEtat {
    EnAttente,
    Approuvee,
    Refusee,
    PasMoi,
    /// Three wrong numbers.
    NombreErrone,
    Expiree,
    /// A newer request of the same person took its place.
    Remplacee,
}

/// A request on its shelf.
#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Demande {
    pub personne: IdentifiantNational,
    /// Whose answer counts. `None`: nobody's; the page waits like any other and the request expires.
    pub appareil: Option<AppareilId>,
    pub nombre: String,
    pub affichage: Affichage,
    #[serde(default)]
    pub service: Option<ClientId>,
    /// What "ce n'est pas moi" blocks: a known browser's name, or a network.
    pub auteur: Auteur,
    pub etat: Etat,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Auteur {
    Connu(String),
    Inconnu(String),
    /// The client that asks by itself.
    Service(ClientId),
}

impl Auteur {
    pub fn connu(&self) -> bool {
        matches!(self, Self::Connu(_))
    }

    /// The second half of a counter's name.
    pub fn qui(&self) -> String {
        match self {
            Self::Connu(nom) => format!("navigateur {nom}"),
            Self::Inconnu(source) => format!("source {source}"),
            Self::Service(client) => format!("service {client}"),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Etat {
    EnAttente { erreurs: u8 },
    Approuvee { le: Timestamp, situation: Option<String> },
    Refusee,
    PasMoi,
    NombreErrone,
    Remplacee,
}

impl Demande {
    /// Seen at `now`: an approval outlives the request's time, for the page needs a moment to come and take it.
    pub fn etat(&self, now: Timestamp) -> DemandeEtat {
        match self.etat {
            Etat::EnAttente { .. } if now >= self.affichage.expire_le => DemandeEtat::Expiree,
            Etat::EnAttente { .. } => DemandeEtat::EnAttente,
            Etat::Approuvee { .. } => DemandeEtat::Approuvee,
            Etat::Refusee => DemandeEtat::Refusee,
            Etat::PasMoi => DemandeEtat::PasMoi,
            Etat::NombreErrone => DemandeEtat::NombreErrone,
            Etat::Remplacee => DemandeEtat::Remplacee,
        }
    }
}

/// The request that a person's phone would show: at most one a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Place {
    pub demande: DemandeId,
    pub connu: bool,
}

/// Words of outside for the screen of a phone: one line, without anything that hides, turns or continues it.
pub(crate) fn lisible(texte: &str, longueur: usize) -> String {
    let cache = |c: char| {
        c.is_control()
            || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{61c}')
    };
    texte.chars().filter(|c| !cache(*c)).take(longueur).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: M07
    #[test]
    fn words_of_outside_stay_on_one_line_and_in_their_direction() {
        assert_eq!(lisible("Firefox\u{202e} sur\n Windows\u{200b}", 40), "Firefox sur Windows");
        assert_eq!(lisible(&"x".repeat(300), 80).len(), 80);
    }
}
