use oidc::ErrorCode;

use crate::answers::AnswerError;
use crate::explain::{Compared, checks};
use crate::port::PortError;
use crate::sender::SenderRefusal;
use crate::token::{PublicRefusal, StandingRefusal};

/// Why nothing is said of the person.
#[derive(Debug, thiserror::Error)]
pub enum UserinfoRefusal {
    /// 400: the token came twice, or in two ways (RFC 6750 §2).
    #[error("the access token comes once, by one way")]
    Twice,
    /// 401 `invalid_token`.
    #[error("{0}")]
    Token(&'static str),
    /// 403 `insufficient_scope`: the token was not asked for with `openid`.
    #[error("the scope of the access token has no openid")]
    Scope,
    /// 401: the token is bound to a key that this caller did not prove.
    #[error(transparent)]
    Sender(#[from] SenderRefusal),
    /// 503.
    #[error("the registry is out of reach: {0}")]
    RegistryOut(String),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl UserinfoRefusal {
    /// RFC 6750 §3.1.
    pub fn public(&self) -> PublicRefusal {
        let (error, description) = match self {
            Self::Twice => (ErrorCode::InvalidRequest, "the access token comes once, by one way"),
            Self::Token(_) => (ErrorCode::InvalidToken, "the access token is not valid"),
            Self::Scope => (ErrorCode::InsufficientScope, "the access token was not asked for with openid"),
            Self::Sender(refusal) => return refusal.public(),
            Self::Answer(refusal) => return refusal.public(),
            Self::RegistryOut(_) | Self::Port(PortError::Unavailable { .. }) => return PublicRefusal::OUT,
            Self::Port(_) => return PublicRefusal::DEFECT,
        };
        PublicRefusal { error, description }
    }

    /// The token held, and whoever holds its key or it: what remains is between its client and its registration.
    pub const fn is_proven(&self) -> bool {
        matches!(self, Self::Scope | Self::Answer(_))
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Twice => "userinfo.jeton-double",
            Self::Token(cause) => {
                checks::code(&[checks::OF_ACCESS, checks::OF_TOKENS], cause).unwrap_or("userinfo.jeton-refuse")
            }
            Self::Scope => "userinfo.sans-openid",
            Self::Sender(refusal) => refusal.code(),
            Self::RegistryOut(_) => "userinfo.annuaire-injoignable",
            Self::Answer(_) => "userinfo.chiffrement-impossible",
            Self::Port(_) => "userinfo.indisponible",
        }
    }

    /// The two values of a check of the proof.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Sender(refusal) => refusal.compared(),
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Twice => "Send the access token in the Authorization header, once.",
            Self::Token(_) => "Refresh the access token, or sign in again; one for another resource goes there.",
            Self::Scope => "Ask for openid in the authorization request.",
            Self::Sender(refusal) => refusal.remede(),
            Self::RegistryOut(_) => "Try again in a moment; the operator looks at the registry's health.",
            Self::Answer(_) => {
                "Publish a key for encryption in the client's key set, in the algorithm of the registration."
            }
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md; those of senders stand there by themselves.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Twice,
            Self::Token("the access token does not do"),
            Self::Scope,
            Self::RegistryOut("no answer".to_owned()),
            Self::Answer(AnswerError::NoKey { client: "dui".into(), alg: jose::JweAlg::RsaOaep256 }),
            Self::Port(PortError::unavailable("grants", "no answer")),
        ]
    }
}

impl From<StandingRefusal> for UserinfoRefusal {
    fn from(refusal: StandingRefusal) -> Self {
        match refusal {
            StandingRefusal::Fallen(cause) => Self::Token(cause),
            StandingRefusal::RegistryOut(cause) => Self::RegistryOut(cause),
            StandingRefusal::Port(error) => Self::Port(error),
        }
    }
}
