use oidc::{ErrorCode, Parameters};

use super::Logout;
use crate::client::{Client, ClientId};
use crate::client_auth::ClientAuthRefusal;
use crate::explain::Compared;
use crate::port::PortError;
use crate::session::SessionId;
use crate::signing::{OwnToken, TokenType, VerifyError};
use crate::token::PublicRefusal;

/// A logout request whose every part is proven.
pub struct ProvenLogout {
    /// Named by the hint or by `client_id`.
    pub client: Option<Client>,
    /// The session that the hint speaks of. `None` without a hint: the person is to confirm.
    pub session: Option<SessionId>,
    /// `post_logout_redirect_uri` with `state`, proven to be registered.
    pub return_to: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum LogoutRefusal {
    #[error("a parameter was included more than once")]
    Duplicate,
    #[error("id_token_hint is not an ID token of this provider")]
    Hint,
    #[error("client_id is unknown, or differs from the client of the hint")]
    Client(Option<Compared>),
    #[error("post_logout_redirect_uri is not registered, or no client is named")]
    RedirectUri(Option<Compared>),
    #[error("neither id_token_hint nor refresh_token came")]
    NothingNamed,
    #[error(transparent)]
    Authentication(#[from] ClientAuthRefusal),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl LogoutRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Duplicate => "deconnexion.parametre-en-double",
            Self::Hint => "deconnexion.indice-inconnu",
            Self::Client(_) => "deconnexion.client-inconnu",
            Self::RedirectUri(_) => "deconnexion.adresse-de-retour-inconnue",
            Self::NothingNamed => "deconnexion.rien-a-fermer",
            Self::Authentication(_) => "deconnexion.client-non-prouve",
            Self::Port(_) => "deconnexion.indisponible",
        }
    }

    /// What a server reads.
    pub fn public(&self) -> PublicRefusal {
        let description = match self {
            Self::Duplicate => "a parameter was included more than once",
            Self::Hint => "id_token_hint is not an ID token of this provider",
            Self::Client(_) => "client_id is unknown or differs from the hint",
            Self::RedirectUri(_) => "post_logout_redirect_uri is not registered",
            Self::NothingNamed => "id_token_hint or refresh_token is missing",
            Self::Authentication(refusal) => return refusal.public(),
            Self::Port(PortError::Unavailable { .. }) => return PublicRefusal::OUT,
            Self::Port(_) => return PublicRefusal::DEFECT,
        };
        PublicRefusal { error: ErrorCode::InvalidRequest, description }
    }

    /// What this very client registered or was told, and what came.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Client(compared) | Self::RedirectUri(compared) => compared.clone(),
            Self::Authentication(refusal) => refusal.compared(),
            _ => None,
        }
    }

    /// What the person reads.
    pub fn phrase(&self) -> &'static str {
        match self {
            Self::Port(_) => "Le service est momentanément indisponible.",
            Self::RedirectUri(_) => "Le service qui vous envoie ici n'a pas déclaré l'adresse de retour qu'il demande.",
            _ => "Nous ne reconnaissons pas cette demande de déconnexion.",
        }
    }

    /// What puts it right, for the developer of the client.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Duplicate => "Send each parameter once.",
            Self::Hint => "Send the last ID token of this session, whole; an expired one does.",
            Self::Client(_) => "Leave client_id out beside id_token_hint, or send that of the hint.",
            Self::RedirectUri(_) => {
                "Register post_logout_redirect_uri, character for character, and send id_token_hint."
            }
            Self::NothingNamed => "Send id_token_hint, or refresh_token with the client's authentication.",
            Self::Authentication(_) => "Authenticate as at the token endpoint.",
            Self::Port(_) => "Try again in a moment.",
        }
    }
}

impl LogoutRefusal {
    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Duplicate,
            Self::Hint,
            Self::Client(None),
            Self::RedirectUri(None),
            Self::NothingNamed,
            Self::Authentication(ClientAuthRefusal::Client { basic: false }),
            Self::Port(PortError::unavailable("clients", "no answer")),
        ]
    }
}

impl Logout {
    /// §2 and §3: the hint is ours (an expired one does), `client_id` agrees with it, the return address is registered.
    pub async fn prove(&self, params: &Parameters) -> Result<ProvenLogout, LogoutRefusal> {
        if params.duplicate().is_some() {
            return Err(LogoutRefusal::Duplicate);
        }
        let hint = self.hint(params).await?;
        let client = self.client(params, hint.as_ref()).await?;
        let return_to = return_to(params, client.as_ref())?;
        let session = hint.and_then(|hint| hint.text("sid").map(SessionId::from));
        Ok(ProvenLogout { client, session, return_to })
    }

    pub(super) async fn hint(&self, params: &Parameters) -> Result<Option<OwnToken>, LogoutRefusal> {
        let Some(token) = params.get("id_token_hint") else { return Ok(None) };
        match self.0.signing.verify(token, TokenType::Id).await {
            Ok(hint) => Ok(Some(hint)),
            Err(VerifyError::NotOurs) => Err(LogoutRefusal::Hint),
            Err(VerifyError::Unavailable(cause)) => Err(LogoutRefusal::Port(cause)),
        }
    }

    async fn client(&self, params: &Parameters, hint: Option<&OwnToken>) -> Result<Option<Client>, LogoutRefusal> {
        let hinted = hint.and_then(|hint| hint.text("azp"));
        let named = params.get("client_id");
        if let (Some(hinted), Some(named)) = (hinted, named)
            && hinted != named
        {
            let compared = Compared { expected: hinted.to_owned(), received: named.to_owned() };
            return Err(LogoutRefusal::Client(Some(compared)));
        }
        let Some(id) = hinted.or(named) else { return Ok(None) };
        let client = self.0.clients.client(&ClientId::from(id)).await?;
        client.filter(|client| client.disabled_at.is_none()).map(Some).ok_or(LogoutRefusal::Client(None))
    }
}

fn return_to(params: &Parameters, client: Option<&Client>) -> Result<Option<String>, LogoutRefusal> {
    let Some(sent) = params.get("post_logout_redirect_uri") else { return Ok(None) };
    let registered = client.is_some_and(|client| client.post_logout_redirect_uris.iter().any(|known| known == sent));
    if !registered {
        let compared = client
            .map(|client| Compared { expected: client.post_logout_redirect_uris.join(" "), received: sent.to_owned() });
        return Err(LogoutRefusal::RedirectUri(compared));
    }
    let Some(state) = params.get("state") else { return Ok(Some(sent.to_owned())) };
    let query = url::form_urlencoded::Serializer::new(String::new()).append_pair("state", state).finish();
    let separator = if sent.contains('?') { '&' } else { '?' };
    Ok(Some(format!("{sent}{separator}{query}")))
}
