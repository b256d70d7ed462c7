use oidc::{ErrorCode, ResponseMode};

use super::Answer;
use crate::client::ClientId;
use crate::port::PortError;

/// Where a refusal may be shown. An error reaches a redirect URI only once that URI is proven, and the type says so.
#[derive(Debug, thiserror::Error)]
pub enum AuthorizationRefusal {
    #[error(transparent)]
    Page(#[from] PageRefusal),
    #[error("sent back to {}: {}", .0.client, .0.error)]
    Redirect(ErrorRedirect),
}

/// Nothing of the request is proven: a page, never a redirect, and nothing of the request on it in production.
#[derive(Debug, thiserror::Error)]
pub enum PageRefusal {
    #[error("client_id is missing or came twice")]
    ClientMissing,
    #[error("no client has the identifier that was sent")]
    ClientUnknown,
    #[error("the client {0} is disabled")]
    ClientDisabled(ClientId),
    #[error("the client {0} sent no redirect_uri, or two")]
    RedirectUriMissing(ClientId),
    #[error("the redirect_uri is not registered for {0}")]
    RedirectUriUnknown(ClientId),
    /// Neither the request object nor a redirect URI inside it is proven.
    #[error("the request object of {0} was not read: {1}")]
    RequestObject(ClientId, &'static str),
    #[error("the request_uri of {0} leads to no request: {1}")]
    RequestUri(ClientId, &'static str),
    #[error(transparent)]
    Unavailable(#[from] PortError),
}

impl PageRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::ClientMissing => "autorisation.client-absent",
            Self::ClientUnknown => "autorisation.client-inconnu",
            Self::ClientDisabled(_) => "autorisation.client-suspendu",
            Self::RedirectUriMissing(_) => "autorisation.adresse-de-retour-absente",
            Self::RedirectUriUnknown(_) => "autorisation.adresse-de-retour-inconnue",
            Self::RequestObject(..) => "autorisation.demande-signee",
            Self::RequestUri(..) => "autorisation.demande-deposee",
            Self::Unavailable(_) => "autorisation.indisponible",
        }
    }

    /// What the person reads.
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::ClientMissing | Self::ClientUnknown => "Nous ne connaissons pas le service qui vous envoie ici.",
            Self::ClientDisabled(_) => "Ce service est suspendu : il ne peut pas vous connecter pour le moment.",
            Self::RedirectUriMissing(_) | Self::RedirectUriUnknown(_) => {
                "Le service qui vous envoie ici n'a pas déclaré l'adresse de retour qu'il demande."
            }
            Self::RequestObject(..) => "Le service qui vous envoie ici a mal signé sa demande.",
            Self::RequestUri(..) => "La demande du service qui vous envoie ici n'est plus valable.",
            Self::Unavailable(_) => "Le service est momentanément indisponible.",
        }
    }

    /// What puts it right, for the developer of the client.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::ClientMissing => "Send client_id once.",
            Self::ClientUnknown => "Compare client_id with the registration, and the host with the environment.",
            Self::ClientDisabled(_) => "Ask the operator why the client was disabled.",
            Self::RedirectUriMissing(_) => "Send redirect_uri once.",
            Self::RedirectUriUnknown(_) => "Register this redirect_uri, character for character.",
            Self::RequestObject(..) => {
                "Sign the request object with a registered key: iss the client_id, aud the issuer, times of now."
            }
            Self::RequestUri(..) => {
                "Push a request for each login and bring its request_uri at once; register any other address."
            }
            Self::Unavailable(_) => "Try again in a moment.",
        }
    }
}

impl PageRefusal {
    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        let client = || ClientId::from("dui");
        vec![
            Self::ClientMissing,
            Self::ClientUnknown,
            Self::ClientDisabled(client()),
            Self::RedirectUriMissing(client()),
            Self::RedirectUriUnknown(client()),
            Self::RequestObject(client(), "the signature of the request object does not hold"),
            Self::RequestUri(client(), "the pushed request is unknown, has expired or was already answered"),
            Self::Unavailable(PortError::unavailable("clients", "no answer")),
        ]
    }
}

/// A refusal for a proven redirect URI.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ErrorRedirect {
    pub(super) redirect_uri: String,
    pub(super) response_mode: ResponseMode,
    pub(super) state: Option<String>,
    pub(super) issuer: String,
    pub client: ClientId,
    pub error: ErrorCode,
    pub description: String,
    /// Nobody has vouched for the client, and its request does not hold: the person is asked before the browser leaves
    /// (RFC 9700 §4.11.2).
    pub pause: bool,
}

impl ErrorRedirect {
    /// `error`, `error_description`, `state`, `iss` (RFC 6749 §4.1.2.1, RFC 9207 §2).
    pub fn answer(&self) -> Answer {
        let mut parameters =
            vec![("error", self.error.word().to_owned()), ("error_description", self.description.clone())];
        parameters.extend(self.state.clone().map(|state| ("state", state)));
        parameters.push(("iss", self.issuer.clone()));
        Answer { redirect_uri: self.redirect_uri.clone(), response_mode: self.response_mode, parameters }
    }
}
