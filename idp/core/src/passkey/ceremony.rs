use uuid::Uuid;

use super::PasskeyId;

/// Whom a passkey is for, as their device keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Holder {
    /// `user.id` of WebAuthn: says nothing of the person, the same for all their passkeys.
    pub handle: Uuid,
    /// What the device shows where it holds passkeys of several people.
    pub name: String,
}

/// A ceremony that has begun.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Begun {
    /// The options of `navigator.credentials`, JSON with base64url where a script puts bytes.
    pub options: String,
    /// What the answer is checked against, the challenge among it. Rests here, never with the browser.
    pub state: String,
}

/// A credential that an authenticator has just made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewCredential {
    pub id: PasskeyId,
    /// See [`super::Passkey::credential`].
    pub credential: String,
    pub counter: u32,
    pub attested: bool,
    pub synchronised: bool,
    /// `false`: the browser said that the device does not find it again by itself.
    pub discoverable: bool,
}

/// Which credential an answer speaks of; nothing of it is verified yet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Named {
    pub id: PasskeyId,
    pub handle: Option<Uuid>,
}

/// A verified use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Used {
    pub counter: u32,
    /// With what the use has changed.
    pub credential: String,
}

/// Why an answer of an authenticator proves nothing. The texts are for the log.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum CeremonyError {
    #[error("not a message of WebAuthn: {0}")]
    Unreadable(String),
    #[error("refused: {0}")]
    Refused(String),
    /// The attestation is missing, or of a model that the operator does not list.
    #[error("attestation: {0}")]
    Attestation(String),
    /// The counter did not grow: two devices may hold this key (WebAuthn §6.1.1).
    #[error("the signature counter did not grow")]
    Counter,
    /// What was stored cannot be read back.
    #[error("inconsistent: {0}")]
    Inconsistent(String),
}

/// The ceremonies of WebAuthn §7, for one host: user verification always required, credentials always discoverable. Pure
/// reckoning: nothing is stored, nothing is called.
pub trait Ceremonies: Send + Sync {
    /// Whether it takes only models that the operator lists, for which a maker vouches.
    fn vouched_only(&self) -> bool;
    /// `known`: the stored credentials of the person, so that one device is not added twice.
    fn begin_enrolment(&self, holder: &Holder, known: &[&str]) -> Result<Begun, CeremonyError>;
    fn finish_enrolment(&self, state: &str, answer: &str) -> Result<NewCredential, CeremonyError>;
    /// Any passkey of this host: nobody is named.
    fn begin_login(&self) -> Result<Begun, CeremonyError>;
    fn named(&self, answer: &str) -> Result<Named, CeremonyError>;
    fn finish_login(&self, state: &str, answer: &str, credential: &str) -> Result<Used, CeremonyError>;
}
