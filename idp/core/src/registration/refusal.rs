use oidc::ErrorCode;

use super::metadata::member;
use super::{Objection, codes};
use crate::explain::ascii;
use crate::port::PortError;

/// Why no registration is made, shown, changed or removed: RFC 7591 §3.2.2, RFC 7592 §2.
#[derive(Debug, thiserror::Error)]
pub enum RegistrationRefusal {
    /// 401: no token, an unknown one, one that is used up, or that of another client.
    #[error("the access token does not do")]
    Token { sent: bool },
    #[error("the body does not read: {0}")]
    Body(String),
    /// One at least.
    #[error("{} objections, first {}: {}", .0.len(), member(first(.0).key), first(.0).reason)]
    Metadata(Vec<Objection>),
    #[error(transparent)]
    Port(#[from] PortError),
}

static NOTHING: Objection = Objection {
    code: "enregistrement.declaration-refusee",
    key: "id",
    reason: String::new(),
    remedy: "send the registration again",
};

fn first(objections: &[Objection]) -> &Objection {
    objections.first().unwrap_or(&NOTHING)
}

impl RegistrationRefusal {
    pub fn error(&self) -> ErrorCode {
        match self {
            Self::Token { .. } => ErrorCode::InvalidToken,
            Self::Body(_) => ErrorCode::InvalidClientMetadata,
            Self::Metadata(objections) => match first(objections).key {
                "redirect_uris" => ErrorCode::InvalidRedirectUri,
                "software_statement" => ErrorCode::InvalidSoftwareStatement,
                _ => ErrorCode::InvalidClientMetadata,
            },
            Self::Port(PortError::Unavailable { .. }) => ErrorCode::TemporarilyUnavailable,
            Self::Port(_) => ErrorCode::ServerError,
        }
    }

    /// Names the member, the reason and the remedy; ASCII, without `"` and `\` (RFC 6749 §5.2).
    pub fn description(&self) -> String {
        let text = match self {
            Self::Token { .. } => "the access token is not valid for this registration".to_owned(),
            Self::Body(cause) => format!("the body is one JSON object without repeated members: {cause}"),
            Self::Metadata(objections) => {
                let objection = first(objections);
                format!("{}: {}. Remedy: {}", member(objection.key), objection.reason, objection.remedy)
            }
            Self::Port(PortError::Unavailable { .. }) => "the service is out of reach for a moment".to_owned(),
            Self::Port(_) => "the provider could not answer".to_owned(),
        };
        ascii(&text)
    }

    /// The members that were objected to, by the names that the client knows, first to last.
    pub fn members(&self) -> Vec<&'static str> {
        match self {
            Self::Metadata(objections) => objections.iter().map(|objection| member(objection.key)).collect(),
            _ => Vec::new(),
        }
    }

    /// Nothing that the client did.
    pub const fn is_ours(&self) -> bool {
        matches!(self, Self::Port(_))
    }

    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Token { .. } => "enregistrement.jeton-refuse",
            Self::Body(_) => "enregistrement.corps-illisible",
            Self::Metadata(objections) => first(objections).code,
            Self::Port(_) => "enregistrement.indisponible",
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Token { .. } => {
                "Send the initial access token of the operator, or the registration_access_token of this very client."
            }
            Self::Body(_) => "Send one JSON object, as application/json.",
            Self::Metadata(_) => "Change the member that the description names, as it says.",
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        let objection = |code| Objection { code, key: "MEMBER", reason: "REASON".to_owned(), remedy: "REMEDY" };
        let mut all = vec![
            Self::Token { sent: true },
            Self::Body("CAUSE".to_owned()),
            Self::Metadata(Vec::new()),
            Self::Port(PortError::unavailable("clients", "no answer")),
        ];
        all.extend(codes().map(|code| Self::Metadata(vec![objection(code)])));
        all
    }
}
