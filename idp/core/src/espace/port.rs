use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;
use serde_json::{Map, Value};

use crate::grant::Grant;
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
}

/// A passkey, as its holder sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleDAcces {
    /// Names it in a form; worth nothing by itself.
    pub id: String,
    /// As its holder called it.
    pub nom: String,
    pub ajoutee_le: Timestamp,
    pub vue_le: Option<Timestamp>,
}

/// The passkeys of one person.
#[async_trait]
pub trait ClesDAcces: Send + Sync {
    async fn de(&self, personne: &IdentifiantNational) -> Result<Vec<CleDAcces>, PortError>;
    /// Ends one, with its sessions and what was granted by it. `false`: this person has none of this name.
    async fn retirer(&self, personne: &IdentifiantNational, id: &str) -> Result<bool, PortError>;
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
}
