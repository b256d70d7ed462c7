use ambient::Timestamp;
use async_trait::async_trait;
use ecps::AppareilId;
use sante::IdentifiantNational;
use serde_json::{Map, Value};

use crate::client::ClientId;
use crate::grant::Grant;
use crate::moyen::MoyenKind;
use crate::port::PortError;

/// One act of the journal that names the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Fait {
    pub le: Timestamp,
    /// A word of `docs/events.md`.
    pub mot: String,
    pub champs: Map<String, Value>,
}

impl Fait {
    /// A field of the act, where it is text.
    pub fn champ(&self, nom: &str) -> Option<&str> {
        self.champs.get(nom).and_then(Value::as_str)
    }
}

/// Which acts, and how many.
#[derive(Clone, Copy, Debug)]
pub struct Periode {
    pub depuis: Timestamp,
    pub avant: Timestamp,
    pub au_plus: u32,
}

/// What the journal has of one person, found without reading what it has of others.
#[async_trait]
pub trait Histoire: Send + Sync {
    /// The latest first; acts of these words alone.
    async fn de(&self, personne: &IdentifiantNational, mots: &[&str], periode: Periode)
    -> Result<Vec<Fait>, PortError>;
}

/// What one person granted.
#[async_trait]
pub trait Octrois: Send + Sync {
    /// Grants whose own end has not come, the latest first. Whether a stamp ended one is not looked at.
    async fn de(&self, personne: &IdentifiantNational, now: Timestamp, au_plus: u32) -> Result<Vec<Grant>, PortError>;
    /// The same of one service, however many there are.
    async fn au_service(
        &self,
        personne: &IdentifiantNational,
        service: &ClientId,
        now: Timestamp,
    ) -> Result<Vec<Grant>, PortError>;
}

/// A passkey, as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleDAcces {
    /// Names it in a form; worth nothing by itself.
    pub id: String,
    /// As its holder called it.
    pub nom: String,
    /// The proof on whose word it was added.
    pub par: MoyenKind,
    pub ajoutee_le: Timestamp,
    pub vue_le: Option<Timestamp>,
}

/// The passkeys of one person.
#[async_trait]
pub trait ClesDAcces: Send + Sync {
    async fn de(&self, personne: &IdentifiantNational) -> Result<Vec<CleDAcces>, PortError>;
    /// Ends one, with its sessions and what was granted by it. `false`: this person has none of this name.
    async fn retirer(&self, personne: &IdentifiantNational, id: &str) -> Result<bool, PortError>;
    /// Tells the journal and the person that one ended with all the rest.
    async fn retiree(&self, personne: &IdentifiantNational, cle: &CleFinie) -> Result<(), PortError>;
}

/// A passkey that is no more.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CleFinie {
    pub id: String,
    pub nom: String,
}

/// The means that ended with all the rest.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MoyensFinis {
    pub ecps: Option<AppareilId>,
    pub cles: Vec<CleFinie>,
}

/// The end of everything of one person.
#[async_trait]
pub trait Fins: Send + Sync {
    /// In one transaction, whole or not at all: the stamp of the person and, `avec_moyens`, their e-CPS and every passkey, each with
    /// the stamp of its means. Whoever enrols one at that moment comes before and loses it, or after.
    async fn tout(
        &self,
        personne: &IdentifiantNational,
        avec_moyens: bool,
        at: Timestamp,
    ) -> Result<MoyensFinis, PortError>;
}

/// A provider that has no passkeys.
pub struct SansCles;

#[async_trait]
impl ClesDAcces for SansCles {
    async fn de(&self, _personne: &IdentifiantNational) -> Result<Vec<CleDAcces>, PortError> {
        Ok(Vec::new())
    }

    async fn retirer(&self, _personne: &IdentifiantNational, _id: &str) -> Result<bool, PortError> {
        Ok(false)
    }

    async fn retiree(&self, _personne: &IdentifiantNational, _cle: &CleFinie) -> Result<(), PortError> {
        Ok(())
    }
}
