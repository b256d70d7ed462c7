//! The place: decided, asked, chosen.

use annuaire::Personne;
use oidc::{ErrorCode, Prompt};
use sante::SituationId;

use super::logins::refused;
use super::{Browser, Interaction, InteractionId, LoginError, Logins, Refusal, Stage, Step, Stepped};
use crate::annuaire::AnnuaireError;
use crate::authorization::{Answer, AuthorizationRequest};
use crate::client::Client;
use crate::journal::{Acte, event};
use crate::logout::Why;
use crate::presence::Seen;
use crate::session::Session;
use crate::situation::{self, Decision, Wishes};

/// What the page of the choice shows, read from the registry at that moment.
pub struct Place {
    pub client: Client,
    pub personne: Personne,
    pub preselected: Option<SituationId>,
}

impl Logins {
    /// A session answers a parked request.
    pub(super) async fn with_session(&self, seen: Seen<Interaction>, session: Session) -> Result<Stepped, LoginError> {
        match self.0.annuaire.personne(&session.authentication.personne).await {
            Ok(personne) => self.place(seen, session, &personne).await,
            Err(AnnuaireError::HorsService(cause)) => Err(LoginError::AnnuaireMuet(cause)),
            Err(gone) => {
                self.0.ends.end(&session.id, Why::Over).await?;
                self.turn_away(seen, &session.authentication, gone_for_good(&gone)).await
            }
        }
    }

    /// A session answers without a page, and nothing is parked. `None`: the person has something to read or to choose.
    pub(super) async fn at_once(
        &self,
        request: &AuthorizationRequest,
        client: &Client,
        session: &Session,
    ) -> Result<Option<Answer>, LoginError> {
        let Ok(personne) = self.0.annuaire.personne(&session.authentication.personne).await else { return Ok(None) };
        match self.decide(request, client, session, &personne).await? {
            Decision::Taken(situation) => self.grant(request, client, session, Some(situation)).await.map(Some),
            Decision::WithoutRole => self.grant(request, client, session, None).await.map(Some),
            Decision::Refused | Decision::CannotAsk | Decision::Ask { .. } => Ok(None),
        }
    }

    /// `prompt=none`: an answer at once, whatever it is.
    pub(super) async fn silently(
        &self,
        request: &AuthorizationRequest,
        client: &Client,
        session: Session,
    ) -> Result<Answer, LoginError> {
        let personne = match self.0.annuaire.personne(&session.authentication.personne).await {
            Ok(personne) => personne,
            Err(AnnuaireError::HorsService(_)) => {
                return Ok(refused(request, ErrorCode::TemporarilyUnavailable, "the registry does not answer"));
            }
            Err(_) => return Ok(refused(request, ErrorCode::LoginRequired, "the person is no longer registered")),
        };
        let chosen = match self.decide(request, client, &session, &personne).await? {
            Decision::Taken(situation) => Some(situation),
            Decision::WithoutRole => None,
            Decision::Refused => {
                return Ok(refused(request, ErrorCode::AccessDenied, "the person has no current situation"));
            }
            Decision::CannotAsk | Decision::Ask { .. } => {
                return Ok(refused(request, ErrorCode::InteractionRequired, "the person has to choose a situation"));
            }
        };
        self.grant(request, client, &session, chosen).await
    }

    /// Decides where the person works for this client, or asks.
    pub(super) async fn place(
        &self,
        seen: Seen<Interaction>,
        session: Session,
        personne: &Personne,
    ) -> Result<Stepped, LoginError> {
        let Some(request) = seen.value.stage.request().cloned() else { return Err(LoginError::Overtaken) };
        let client = self.client(&request.client).await?;
        match self.decide(&request, &client, &session, personne).await? {
            Decision::Taken(situation) => self.finish(seen, &session, Some(situation)).await,
            Decision::WithoutRole => self.finish(seen, &session, None).await,
            Decision::Refused | Decision::CannotAsk => {
                self.turn_away(seen, &session.authentication, Refusal::SansSituation).await
            }
            Decision::Ask { preselected, .. } => {
                let stage = Stage::SituationChoice { request: Box::new(request), session: session.id, preselected };
                let seen = self.0.interactions.advance(seen, stage).await?;
                Ok(Stepped::page(&seen.value.id))
            }
        }
    }

    /// What the page of the choice shows.
    pub async fn choices(&self, id: &InteractionId, browser: &Browser) -> Result<Place, LoginError> {
        let seen = self.seen(id, browser).await?;
        let Stage::SituationChoice { request, preselected, .. } = &seen.value.stage else {
            return Err(LoginError::Overtaken);
        };
        let session = self.choosing(&seen, browser).await?;
        let personne = self.0.annuaire.personne(&session.authentication.personne).await.map_err(unreachable)?;
        Ok(Place { client: self.client(&request.client).await?, personne, preselected: preselected.clone() })
    }

    /// The person chose: taken if it still holds.
    pub async fn choose(
        &self,
        id: &InteractionId,
        chosen: &SituationId,
        browser: &Browser,
    ) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        let session = self.choosing(&seen, browser).await?;
        let personne = self.0.annuaire.personne(&session.authentication.personne).await.map_err(unreachable)?;
        let current = situation::current(&personne, self.0.ambient.now());
        if !current.iter().any(|(_, one)| one.id == *chosen) {
            return Err(LoginError::SituationInconnue);
        }
        let acte = Acte::new(event::SITUATION_CHOSEN)
            .with("client.id", seen.value.stage.client().as_str())
            .with("session.id", session.id.as_str())
            .with("situation.id", chosen.as_str());
        self.0.journal.record(acte).await?;
        self.finish(seen, &session, Some(chosen.clone())).await
    }

    /// The session that this choice is made in; when it closed meanwhile, the login begins again for the same request.
    async fn choosing(&self, seen: &Seen<Interaction>, browser: &Browser) -> Result<Session, LoginError> {
        let Stage::SituationChoice { request, session: id, .. } = &seen.value.stage else {
            return Err(LoginError::Overtaken);
        };
        if let Some(session) = self.session(browser).await?.filter(|session| session.id == *id) {
            return Ok(session);
        }
        self.0.interactions.advance(seen.clone(), Stage::Parked { request: request.clone() }).await?;
        Err(LoginError::Overtaken)
    }

    async fn decide(
        &self,
        request: &AuthorizationRequest,
        client: &Client,
        session: &Session,
        personne: &Personne,
    ) -> Result<Decision, LoginError> {
        if request.is_of_space() {
            return Ok(Decision::WithoutRole);
        }
        let now = self.0.ambient.now();
        // whoever has one place, or none, has chosen nothing
        let earlier = match situation::current(personne, now).len() {
            0 | 1 => None,
            _ => self.earlier(client, session).await?,
        };
        let wishes = Wishes {
            hint: request.situation_hint.as_deref(),
            reopen: request.prompts.asks(Prompt::SelectAccount),
            silent: request.prompts.none(),
            earlier: earlier.as_ref(),
        };
        Ok(situation::decide(personne, client, wishes, now))
    }

    /// The situation of the latest grant of this client in this session.
    async fn earlier(&self, client: &Client, session: &Session) -> Result<Option<SituationId>, LoginError> {
        Ok(self.0.grants.latest_of(&session.id, &client.id).await?.and_then(|grant| grant.situation))
    }
}

fn gone_for_good(error: &AnnuaireError) -> Refusal {
    match error {
        AnnuaireError::Desactivee => Refusal::Desactivee,
        _ => Refusal::Inconnue,
    }
}

fn unreachable(error: AnnuaireError) -> LoginError {
    match error {
        AnnuaireError::HorsService(cause) => LoginError::AnnuaireMuet(cause),
        // The next look at the interaction finds the session ended by the same event.
        AnnuaireError::Inconnue | AnnuaireError::Desactivee => LoginError::SituationInconnue,
    }
}

impl Stepped {
    /// The code went out, or an error did: the browser leaves.
    pub fn leaves(&self) -> bool {
        matches!(self.step, Step::Answer(_))
    }
}
