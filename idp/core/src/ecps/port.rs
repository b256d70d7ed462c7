use ambient::{Resting, Timestamp};
use annuaire::Correspondance;
use async_trait::async_trait;
use ecps::{AppareilId, DemandeId};
use futures::future::BoxFuture;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::port::PortError;

/// One enrolled phone: one e-CPS a person, one a phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Appareil {
    pub id: AppareilId,
    pub personne: IdentifiantNational,
    /// Public JWKs, JSON: the key that approves (wrapped under the PIN on the phone) and the key that only fetches.
    pub cle_approbation: String,
    pub cle_transport: String,
    /// The VOPRF key of this device, sealed under the wrapping key that is in no database.
    pub oprf_sealed: Vec<u8>,
    /// `simulated`, `none` or `hardware`.
    pub attestation: String,
    /// Where the content-free notification goes; opaque to the provider.
    pub notification: String,
    pub active_le: Timestamp,
    pub expire_le: Timestamp,
    pub etat: AppareilEtat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AppareilEtat {
    Actif,
    /// Three wrong PINs.
    Verrouille,
    /// A fresh activation took its place.
    Remplace,
    Revoque,
}

/// An activation in progress: kept on a presence shelf; its tries are durable counters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activation {
    /// `None`: nobody activable has the number that was typed; the phone is not told.
    pub personne: Option<IdentifiantNational>,
    pub code_sms: Resting,
    pub code_courriel: Resting,
    pub ouverte_le: Timestamp,
}

/// The device that an enrolment replaced, if any: its sessions end and the person is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Replaced(pub Option<AppareilId>);

#[async_trait]
pub trait Appareils: Send + Sync {
    /// Makes this the person's only active device, in one transaction: the earlier one, if any, becomes `Remplace`.
    async fn enroler(&self, appareil: &Appareil) -> Result<Replaced, PortError>;
    async fn appareil(&self, id: &AppareilId) -> Result<Option<Appareil>, PortError>;
    /// The person's device that is `Actif` or `Verrouille`.
    async fn de_personne(&self, personne: &IdentifiantNational) -> Result<Option<Appareil>, PortError>;
    /// Moves from `from` to `to` in one statement. `false`: it was not in `from`.
    async fn passer(&self, id: &AppareilId, from: AppareilEtat, to: AppareilEtat) -> Result<bool, PortError>;
    /// Moves the rank of the device's evaluations on to `rang`, in one statement. `false`: it was there, or further.
    async fn avancer(&self, id: &AppareilId, rang: u64) -> Result<bool, PortError>;
    /// Active devices that end between `now` and `avant`, the first to end first, and of whose end nobody was told `jours`
    /// days before or nearer.
    async fn a_rappeler(
        &self,
        now: Timestamp,
        avant: Timestamp,
        (jours, au_plus): (i64, u32),
    ) -> Result<Vec<Appareil>, PortError>;
    /// Takes the step of `jours` days, in one statement. `false`: another node told it.
    async fn rappele(&self, id: &AppareilId, jours: i64) -> Result<bool, PortError>;
}

/// SMS and mail of the enrolment. The texts are built in the core; the adapter only carries them.
#[async_trait]
pub trait Messages: Send + Sync {
    async fn sms(&self, to: &Correspondance, text: &str) -> Result<(), PortError>;
    async fn courriel(&self, to: &Correspondance, sujet: &str, text: &str) -> Result<(), PortError>;
}

/// A push without content: "look".
#[async_trait]
pub trait Notification: Send + Sync {
    async fn reveiller(&self, notification: &str) -> Result<(), PortError>;
}

/// Work that goes on after the answer: sending messages takes a time that would tell a known number from an unknown one.
pub trait Ensuite: Send + Sync {
    fn lancer(&self, tache: BoxFuture<'static, ()>);
}

/// Hears how requests end that a service opened by itself; what it does goes on after the answer.
#[async_trait]
pub trait Ecoute: Send + Sync {
    async fn terminee(&self, demande: &DemandeId);
}
