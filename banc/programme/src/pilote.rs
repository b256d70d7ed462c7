//! What walks the relying party: its own hook over HTTP, or a real browser.

mod chromium;
mod crochet;
mod ecran;
mod personne;
mod surf;

use std::time::Duration;

use async_trait::async_trait;
use banc_core::scenario::Moyen;
use banc_core::trace::{Moi, Vue};
use url::Url;

pub use chromium::Chromium;
pub use crochet::Crochet;
pub(crate) use ecran::Ecran;
pub use personne::{Personnes, Telephone, TelephoneError};
pub use surf::Bornes;

/// Why a step came to nothing: a sentence for the report.
pub type Empechement = String;

/// How a person logs in this time.
#[derive(Clone, Copy, Debug)]
pub struct Comment {
    pub moyen: Moyen,
    /// The request names another host than the service's.
    pub autre_hote: bool,
    /// What the person takes before doing anything.
    pub attente: Duration,
    pub geste: Geste,
}

/// What the person does at the provider.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Geste {
    Suivre,
    /// Goes no further than the first page.
    Abandonner,
    /// Goes back to the service from the first page.
    Annuler,
    /// Says no on the phone, then goes back to the service.
    Refuser,
}

/// How the provider answered through the browser.
#[derive(Clone, Debug)]
pub enum Retour {
    Adresse(Url),
    /// OAuth 2.0 Form Post Response Mode.
    Formulaire {
        action: Url,
        champs: Vec<(String, String)>,
    },
}

impl Comment {
    pub const fn ordinaire(moyen: Moyen) -> Self {
        Self { moyen, autre_hote: false, attente: Duration::ZERO, geste: Geste::Suivre }
    }

    pub const fn qui(geste: Geste, moyen: Moyen) -> Self {
        Self { geste, ..Self::ordinaire(moyen) }
    }
}

/// One browser at a time. Everything is bounded in time, count and size; an `Err` says which bound, or what broke.
#[async_trait]
pub trait Pilote: Send {
    /// For the report.
    fn nom(&self) -> String;

    /// A browser that has never been anywhere, instead of the one before.
    async fn navigateur(&mut self) -> Result<(), Empechement>;

    async fn connecter(&mut self, comment: Comment) -> Result<(), Empechement>;

    /// Brings an answer of the provider to the service, as if somebody had sent it.
    async fn ouvrir(&mut self, retour: &Retour) -> Result<(), Empechement>;

    async fn moi(&mut self) -> Result<Moi, Empechement>;

    /// The status with which the hook answers.
    async fn rafraichir(&mut self) -> Result<u16, Empechement>;

    async fn api(&mut self) -> Result<u16, Empechement>;

    async fn deconnecter(&mut self) -> Result<u16, Empechement>;

    /// The service asks by itself for this person; the number that it shows.
    async fn ciba(&mut self, identifiant: &str) -> Result<String, Empechement>;

    /// Puts this browser aside, for one that has never been anywhere; [`Pilote::reprendre`] comes back to it.
    fn garer(&mut self) -> Result<(), Empechement>;

    fn reprendre(&mut self);

    /// What the service showed since the last time.
    fn vues(&mut self) -> Vec<Vue>;
}
