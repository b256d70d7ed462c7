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
    /// Goes no further than the provider's first page.
    pub abandonne: bool,
}

impl Comment {
    pub const fn ordinaire(moyen: Moyen) -> Self {
        Self { moyen, autre_hote: false, attente: Duration::ZERO, abandonne: false }
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

    /// Opens an address of the service, as if somebody had sent it.
    async fn ouvrir(&mut self, adresse: &Url) -> Result<(), Empechement>;

    async fn moi(&mut self) -> Result<Moi, Empechement>;

    /// The status with which the hook answers.
    async fn rafraichir(&mut self) -> Result<u16, Empechement>;

    async fn api(&mut self) -> Result<u16, Empechement>;

    async fn deconnecter(&mut self) -> Result<u16, Empechement>;

    /// The service asks by itself, the person approves after a while.
    async fn ciba(&mut self) -> Result<(), Empechement>;

    /// What the service showed since the last time.
    fn vues(&mut self) -> Vec<Vue>;
}
