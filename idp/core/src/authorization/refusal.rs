use oidc::{ErrorCode, ResponseMode};

use super::Answer;
use crate::client::ClientId;
use crate::explain::{Compared, Explain, Helps, ascii, checks};
use crate::port::PortError;
use crate::trace::Fault;

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

impl PageRefusal {
    /// For the team of the client, which reads of its own requests.
    pub fn fault(&self) -> Fault {
        Fault {
            error: ErrorCode::InvalidRequest.word().to_owned(),
            description: self.to_string(),
            code: self.code().to_owned(),
            cause: None,
            expected: None,
            received: None,
            remedy: Some(self.remede().to_owned()),
        }
    }
}

/// Characters of a description: an address has room for it.
const LONGEST: usize = 1024;

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
    /// Both of this very client; where the sandbox tells more.
    pub(super) compared: Option<Box<Compared>>,
    /// Nobody has vouched for the client, and its request does not hold: the person is asked before the browser leaves
    /// (RFC 9700 §4.11.2).
    pub pause: bool,
}

impl ErrorRedirect {
    /// With what a developer is told: the browser carries it, so nobody proved to be the client (see [`crate::explain`]).
    pub fn explained(&self, explain: Explain) -> Answer {
        let Some(told) = explain.of(self, false) else { return self.answer() };
        let values = [("expected", told.expected), ("received", told.received)];
        let values = values.into_iter().filter_map(|(name, value)| Some(format!("; {name}: {}", value?)));
        let description = format!("{}{}; {}", self.description, values.collect::<String>(), told.page);
        Self { description: ascii(&description).chars().take(LONGEST).collect(), ..self.clone() }.answer()
    }

    /// `error`, `error_description`, `state`, `iss` (RFC 6749 §4.1.2.1, RFC 9207 §2).
    pub fn answer(&self) -> Answer {
        let mut parameters =
            vec![("error", self.error.word().to_owned()), ("error_description", self.description.clone())];
        parameters.extend(self.state.clone().map(|state| ("state", state)));
        parameters.push(("iss", self.issuer.clone()));
        Answer { redirect_uri: self.redirect_uri.clone(), response_mode: self.response_mode, parameters }
    }
}

impl ErrorRedirect {
    /// For the team of the client, which reads of its own requests.
    pub fn fault(&self) -> Fault {
        let explained = Explain::Developer.of(self, false);
        Fault::new(self.error.word(), &self.description, explained.as_ref())
    }
}

impl std::fmt::Display for ErrorRedirect {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.description)
    }
}

impl Helps for ErrorRedirect {
    fn code(&self) -> &'static str {
        let lists = [checks::OF_REQUESTS, checks::OF_OBJECTS, checks::OF_LOGINS];
        checks::code(&lists, &self.description).unwrap_or_else(|| self.error.word())
    }

    fn remedy(&self) -> &'static str {
        self.error.remedy()
    }

    fn is_ours(&self) -> bool {
        matches!(self.error, ErrorCode::ServerError | ErrorCode::TemporarilyUnavailable)
    }

    fn compared(&self) -> Option<Compared> {
        self.compared.as_deref().cloned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::{FakeIssuer, RETURN, client};

    // requirement: O03
    #[tokio::test]
    async fn the_browser_carries_what_was_compared_in_the_sandbox_alone() {
        let house = FakeIssuer::new().await;
        house.register(client()).await;
        let query = format!("client_id=dui&redirect_uri={RETURN}&response_type=code&scope=openid+not_granted");
        let Err(AuthorizationRefusal::Redirect(refusal)) = house.check(&query).await else { panic!("sent back") };
        assert_eq!(refusal.code(), "demande.scope-non-accorde");
        let said = |explain| refusal.explained(explain).parameter("error_description").unwrap().to_owned();
        assert_eq!(said(Explain::Nothing), "a scope is unknown or not registered for this client");
        let told = said(Explain::Developer);
        assert!(told.contains("received: ") && told.contains("not_granted"), "{told}");
        assert!(told.ends_with("docs/errors.md#demande.scope-non-accorde"), "{told}");
    }
}
