//! From a proof to a session: the registry confirms the person first, and nobody gets a session without it.

use annuaire::Personne;

use super::{Browser, Interaction, LoginError, Logins, Refusal, Stage, Stepped};
use crate::annuaire::AnnuaireError;
use crate::authorization::policy::Reason;
use crate::ecps::Source;
use crate::journal::{Acte, event};
use crate::logout::Why;
use crate::moyen::{Authentication, MoyenKind};
use crate::presence::Seen;
use crate::session::{BrowserStates, OpenedFrom, Session};

impl Logins {
    /// Somebody proved who they are, for this interaction: remembered before the registry is asked, so that a registry
    /// out of reach costs the person nothing but a new try.
    pub(super) async fn authenticated(
        &self,
        seen: Seen<Interaction>,
        proof: Authentication,
        browser: &Browser,
    ) -> Result<Stepped, LoginError> {
        let Some(request) = seen.value.stage.request().cloned() else { return Err(LoginError::Overtaken) };
        let stage = Stage::Authenticated { request: Box::new(request), proof };
        let seen = self.0.interactions.advance(seen, stage).await?;
        self.proceed(seen, browser).await
    }

    pub(super) async fn proceed(&self, seen: Seen<Interaction>, browser: &Browser) -> Result<Stepped, LoginError> {
        let Stage::Authenticated { request, proof } = seen.value.stage.clone() else {
            return Err(LoginError::Overtaken);
        };
        let client = self.client(&request.client).await?;
        let personne = match self.0.annuaire.personne(&proof.personne).await {
            Ok(personne) => personne,
            Err(AnnuaireError::Inconnue) => return self.turn_away(seen, &proof, Refusal::Inconnue).await,
            Err(AnnuaireError::Desactivee) => return self.turn_away(seen, &proof, Refusal::Desactivee).await,
            Err(AnnuaireError::HorsService(cause)) => return Err(LoginError::AnnuaireMuet(cause)),
        };
        let would_be = self.0.sessions.of_proof(&proof);
        match self.0.policy.login(&request, &client, Some(&would_be), self.0.ambient.now()) {
            None => {}
            Some(crate::authorization::policy::Interaction::Login(Reason::HintMismatch)) => {
                return self.turn_away(seen, &proof, Refusal::AutrePersonne).await;
            }
            // Too old by now, or too weak: the person signs in again.
            Some(_) => {
                let seen = self.0.interactions.advance(seen, Stage::Parked { request }).await?;
                return Ok(Stepped::page(&seen.value.id));
            }
        }
        self.open(seen, proof, personne, browser).await
    }

    async fn open(
        &self,
        seen: Seen<Interaction>,
        proof: Authentication,
        personne: Personne,
        browser: &Browser,
    ) -> Result<Stepped, LoginError> {
        let from = OpenedFrom { agent: browser.agent.clone(), source: Source::from(browser.source).to_string() };
        let opened = self.0.sessions.open_from(proof.clone(), browser.session(), from).await?;
        if let Some(former) = &opened.ended {
            self.0.ends.end(former, Why::OtherPerson).await?;
        }
        for former in &opened.too_many {
            self.0.ends.end(former, Why::TooMany).await?;
        }
        self.0.journal.record(succeeded(&seen.value, &opened.session)).await?;
        let state = BrowserStates::new(self.0.ambient.clone(), self.0.rest.clone()).of(&opened.session.id);
        let mut stepped = self.place(seen, opened.session, &personne).await?;
        stepped.cookies.session = Some(opened.cookie);
        stepped.cookies.state = Some(state);
        stepped.cookies.navigateur = Some(self.marks(&proof, browser).into());
        Ok(stepped)
    }

    /// Somebody has signed in here; with their phone, this very person.
    fn marks(&self, proof: &Authentication, browser: &Browser) -> String {
        let navigateurs = &self.0.navigateurs;
        match proof.kind {
            MoyenKind::Ecps => navigateurs.marquer(Some(&navigateurs.ajouter(browser.navigateur(), &proof.personne))),
            _ => navigateurs.marquer(browser.navigateur()),
        }
    }

    /// Keeps the reason for the page; the client hears of it when the person goes back.
    pub(super) async fn turn_away(
        &self,
        seen: Seen<Interaction>,
        proof: &Authentication,
        refusal: Refusal,
    ) -> Result<Stepped, LoginError> {
        let Some(request) = seen.value.stage.request().cloned() else { return Err(LoginError::Overtaken) };
        let acte = Acte::new(event::LOGIN_REFUSED)
            .with("client.id", request.client.as_str())
            .with("personne.id", proof.personne.to_string())
            .with("means", proof.kind.word())
            .with("reason", refusal.code());
        self.0.journal.record(acte).await?;
        let stage = Stage::Refused { request: Box::new(request), refusal };
        let seen = self.0.interactions.advance(seen, stage).await?;
        Ok(Stepped::page(&seen.value.id))
    }
}

fn succeeded(interaction: &Interaction, session: &Session) -> Acte {
    let proof = &session.authentication;
    Acte::new(event::LOGIN_SUCCEEDED)
        .with("client.id", interaction.stage.client().as_str())
        .with("session.id", session.id.as_str())
        .with("personne.id", proof.personne.to_string())
        .with("means", proof.kind.word())
        .with("means.id", proof.moyen.as_str())
        .with("source", session.from.source.as_str())
        .with("navigateur", session.from.agent.as_str())
}
