use crate::explain::{Compared, checks};
use crate::port::PortError;
use crate::sender::SenderRefusal;
use crate::signing::SigningError;

/// Why the management API of a stream, or its reading, does not answer. SSF 1.0 §8.1.
#[derive(Debug, thiserror::Error)]
pub enum SignalRefusal {
    /// 401, for this private cause.
    #[error("{0}")]
    Token(&'static str),
    /// The token is bound to a key that this caller did not prove.
    #[error(transparent)]
    Sender(#[from] SenderRefusal),
    #[error("the access token is not for ssf.manage")]
    Scope { granted: String },
    #[error("the request is not what this endpoint reads: {0}")]
    Request(&'static str),
    #[error("no stream of this client has this stream_id")]
    Unknown,
    #[error("the client has a stream already")]
    Second,
    #[error("a verification was asked for a moment ago")]
    TooSoon,
    #[error(transparent)]
    Signing(#[from] SigningError),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl SignalRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Token(cause) => checks::code(&[checks::OF_ACCESS], cause).unwrap_or("signaux.jeton"),
            Self::Sender(refusal) => refusal.code(),
            Self::Scope { .. } => "signaux.droit",
            Self::Request(why) => checks::code(&[checks::OF_SIGNALS], why).unwrap_or("signaux.demande-illisible"),
            Self::Unknown => "signaux.flux-inconnu",
            Self::Second => "signaux.flux-deja-ouvert",
            Self::TooSoon => "signaux.verification-trop-tot",
            Self::Signing(_) | Self::Port(_) => "signaux.indisponible",
        }
    }

    /// The code without the cause of a refused token, which is for the client alone.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Token(_) => "signaux.jeton",
            refusal => refusal.code(),
        }
    }

    /// Whether the caller proved to be the client that it speaks for.
    pub const fn is_proven(&self) -> bool {
        !matches!(self, Self::Token(_) | Self::Sender(_))
    }

    /// What anybody reads; the cause of a refused token is for the client alone.
    pub fn public(&self) -> String {
        match self {
            Self::Token(_) => "the access token is missing, over, or not of this provider".to_owned(),
            refusal => refusal.to_string(),
        }
    }

    /// Nothing that the client did.
    pub fn is_ours(&self) -> bool {
        match self {
            Self::Signing(_) | Self::Port(_) => true,
            Self::Sender(refusal) => refusal.public().is_ours(),
            _ => false,
        }
    }

    /// The two values of the check that did not hold.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Scope { granted } => Some(Compared { expected: super::SCOPE.to_owned(), received: granted.clone() }),
            Self::Sender(refusal) => refusal.compared(),
            _ => None,
        }
    }

    /// For the catalogue: between machines, the words of `Display` travel.
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::Token(_) => "Ce jeton d'accès ne donne pas accès aux signaux.",
            Self::Sender(_) => "Ce service n'a pas prouvé la clé à laquelle son jeton d'accès est lié.",
            Self::Scope { .. } => "Ce service n'a pas le droit de recevoir des signaux.",
            Self::Request(_) => "La demande ne se lit pas.",
            Self::Unknown => "Ce service n'a pas de flux de signaux à ce nom.",
            Self::Second => "Ce service a déjà un flux de signaux.",
            Self::TooSoon => "Une vérification vient d'être demandée.",
            Self::Signing(_) | Self::Port(_) => "Le service est momentanément indisponible.",
        }
    }

    /// What puts it right, for the developer of the client.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Token(_) => "Ask for a token by client_credentials, and send it in the Authorization header.",
            Self::Sender(refusal) => refusal.remede(),
            Self::Scope { .. } => "Ask the operator for the purpose ssf.manage, then ask for that scope.",
            Self::Request(_) => "Send the JSON object that OpenID Shared Signals Framework 1.0 §8.1 describes.",
            Self::Unknown => "Read your streams without stream_id, and use the one that you find.",
            Self::Second => "Update or replace the stream that exists: one a client.",
            Self::TooSoon => "Wait min_verification_interval between two verifications.",
            Self::Signing(_) | Self::Port(_) => "Try again in a moment.",
        }
    }

    /// One of each, for docs/errors.md; those of senders stand there by themselves.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Token("the access token does not do"),
            Self::Scope { granted: "GRANTED".to_owned() },
            Self::Request("not JSON"),
            Self::Unknown,
            Self::Second,
            Self::TooSoon,
            Self::Port(PortError::unavailable("signals", "no answer")),
        ]
    }
}
