use std::sync::Arc;

use ambient::{Ambient, RestKey};
use oidc::ErrorCode;

use super::{
    Browser, Gates, Interaction, InteractionId, Interactions, LoginError, LoginLimits, Stage, Stepped, Telephone,
};
use crate::annuaire::Annuaire;
use crate::authorization::codes::Codes;
use crate::authorization::policy::Policy;
use crate::authorization::{Answer, AuthorizationRequest, Pushed};
use crate::carte::Tickets;
use crate::client::{Client, ClientId, Clients};
use crate::compteur::Compteurs;
use crate::device::Devices;
use crate::ecps::Navigateurs;
use crate::espace;
use crate::grant::Grants;
use crate::journal::{Acte, Journal, event};
use crate::logout::{SessionEnds, Why};
use crate::passkey::Keyring;
use crate::presence::Seen;
use crate::session::{Session, Sessions};
use crate::token::ByBrowser;

/// What a login stands on.
#[derive(Clone)]
pub struct LoginDeps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub limits: LoginLimits,
    pub interactions: Interactions,
    pub sessions: Sessions,
    pub ends: SessionEnds,
    pub navigateurs: Navigateurs,
    pub telephone: Arc<dyn Telephone>,
    pub tickets: Tickets,
    pub keyring: Keyring,
    pub policy: Policy,
    pub codes: Codes,
    pub tokens: Arc<dyn ByBrowser>,
    pub devices: Devices,
    pub pushed: Pushed,
    pub annuaire: Arc<dyn Annuaire>,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub compteurs: Arc<dyn Compteurs>,
    pub journal: Arc<dyn Journal>,
}

/// The login of one browser for one client, step by step. Each step reads the interaction, moves it on at most once, and
/// says where the browser goes.
#[derive(Clone)]
pub struct Logins(pub(super) Arc<LoginDeps>);

impl Logins {
    pub fn new(deps: LoginDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// A proven request: answered from the session where the policy allows it, else parked until somebody signs in.
    pub async fn begin(&self, request: AuthorizationRequest, browser: &Browser) -> Result<Stepped, LoginError> {
        let client = self.client(&request.client).await?;
        let session = self.session(browser).await?;
        let needed = self.0.policy.login(&request, &client, session.as_ref(), self.0.ambient.now());
        if request.prompts.none() {
            return Ok(Stepped::answer(match (needed, session) {
                (None, Some(session)) => self.silently(&request, &client, session).await?,
                (Some(needed), _) => refused(&request, needed.error(), "nobody is signed in as the request wants"),
                (None, None) => refused(&request, ErrorCode::LoginRequired, "nobody is signed in"),
            }));
        }
        if let (None, Some(session)) = (&needed, &session)
            && let Some(answer) = self.at_once(&request, &client, session).await?
        {
            return Ok(Stepped::answer(answer));
        }
        self.gates().park(browser).await?;
        let (seen, cookie) = self.0.interactions.park(request, browser.interaction()).await?;
        let id = seen.value.id.clone();
        let mut stepped = match self.enter(seen, browser).await {
            // Parked already: the page of the interaction says what is wrong, and offers to try again.
            Err(LoginError::AnnuaireMuet(_)) => Stepped::page(&id),
            stepped => stepped?,
        };
        stepped.cookies.interaction = Some(cookie);
        Ok(stepped)
    }

    /// The interaction, for a page that shows its stage.
    pub async fn read(&self, id: &InteractionId, browser: &Browser) -> Result<Interaction, LoginError> {
        Ok(self.seen(id, browser).await?.value)
    }

    /// Opens the login again at its own stage, after a reload or a break: what can be answered now is answered.
    pub async fn resume(&self, id: &InteractionId, browser: &Browser) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        match &seen.value.stage {
            Stage::Parked { .. } => self.enter(seen, browser).await,
            Stage::Authenticated { .. } => self.proceed(seen, browser).await,
            _ => Ok(Stepped::page(id)),
        }
    }

    /// Gives up: the client hears `access_denied`.
    pub async fn cancel(&self, id: &InteractionId, browser: &Browser) -> Result<Answer, LoginError> {
        let seen = self.seen(id, browser).await?;
        let Some(request) = seen.value.stage.request().cloned() else { return Err(LoginError::Overtaken) };
        if let Stage::Ecps { asked, .. } = &seen.value.stage {
            self.0.telephone.annuler(&asked.demande).await?;
        }
        self.0.interactions.advance(seen, Stage::Done { client: request.client.clone() }).await?;
        self.spend(&request).await?;
        if let Some(device) = &request.device {
            self.0.devices.deny(device).await?;
        }
        let acte = Acte::new(event::LOGIN_CANCELLED).with("client.id", request.client.as_str());
        self.0.journal.record(acte).await?;
        Ok(request.refuse(ErrorCode::AccessDenied, "the person went back to the service").answer())
    }

    /// Somebody else wants to sign in here: the session that was found ends, the request goes on.
    pub async fn other_person(&self, id: &InteractionId, browser: &Browser) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        let Some(request) = seen.value.stage.request().cloned() else { return Err(LoginError::Overtaken) };
        if let Some(session) = self.session(browser).await? {
            self.0.ends.end(&session.id, Why::Person { asked: None }).await?;
        }
        self.0.interactions.advance(seen, Stage::Parked { request: Box::new(request) }).await?;
        Ok(Stepped::page(id))
    }

    pub(super) fn gates(&self) -> Gates {
        Gates {
            ambient: self.0.ambient.clone(),
            rest: self.0.rest.clone(),
            limits: self.0.limits,
            navigateurs: self.0.navigateurs.clone(),
            compteurs: self.0.compteurs.clone(),
        }
    }

    pub(super) async fn seen(&self, id: &InteractionId, browser: &Browser) -> Result<Seen<Interaction>, LoginError> {
        self.0.interactions.of(id, browser.interaction()).await
    }

    /// The registration as it is now: it may have been disabled since the request was proven.
    pub async fn client(&self, id: &ClientId) -> Result<Client, LoginError> {
        if id.as_str() == espace::CLIENT {
            return Ok(espace::client());
        }
        let client = self.0.clients.client(id).await?;
        client.filter(|client| client.disabled_at.is_none()).ok_or(LoginError::ClientSuspendu)
    }

    pub(super) async fn session(&self, browser: &Browser) -> Result<Option<Session>, LoginError> {
        match browser.session() {
            Some(cookie) => Ok(self.0.sessions.current(cookie).await?),
            None => Ok(None),
        }
    }

    /// A parked request: the session answers it, or the login page is shown.
    async fn enter(&self, seen: Seen<Interaction>, browser: &Browser) -> Result<Stepped, LoginError> {
        let id = seen.value.id.clone();
        let Stage::Parked { request } = &seen.value.stage else { return Ok(Stepped::page(&id)) };
        let client = self.client(&request.client).await?;
        let session = self.session(browser).await?;
        let needed = self.0.policy.login(request, &client, session.as_ref(), self.0.ambient.now());
        match session {
            Some(session) if needed.is_none() => self.with_session(seen, session).await,
            _ => Ok(Stepped::page(&id)),
        }
    }
}

pub(super) fn refused(request: &AuthorizationRequest, error: ErrorCode, why: &str) -> Answer {
    request.refuse(error, why).answer()
}
