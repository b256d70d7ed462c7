//! The phone: asked, watched, taken.

use sante::IdentifiantNational;

use super::{Asked, Browser, Interaction, InteractionId, LoginError, Logins, Stage, Stepped};
use crate::authorization::AuthorizationRequest;
use crate::compteur::{Counted, Limit};
use crate::ecps::{DemandeError, DemandeEtat, NouvelleDemande, Origine, Source};
use crate::journal::{Acte, event};
use crate::moyen::MoyenKind;

impl Logins {
    /// Asks the phone of whoever has this number; the page waits in the same way for a number that nobody has.
    pub async fn ask_phone(&self, id: &InteractionId, typed: &str, browser: &Browser) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        let request = match &seen.value.stage {
            Stage::Parked { request } | Stage::Ecps { request, .. } => request.clone(),
            _ => return Err(LoginError::Overtaken),
        };
        let identifiant = IdentifiantNational::typed(typed).map_err(|_| LoginError::IdentifiantIllisible)?;
        offers(&request, MoyenKind::Ecps)?;
        self.within_limits(&identifiant, browser).await?;
        if let Stage::Ecps { asked, .. } = &seen.value.stage {
            self.0.telephone.annuler(&asked.demande).await?;
        }
        let ouverte = self.0.telephone.ouvrir(self.demand(&request, &identifiant, browser).await?).await?;
        let asked = Asked { demande: ouverte.id, identifiant, nombre: ouverte.nombre, expire_le: ouverte.expire_le };
        let seen = self.0.interactions.advance(seen, Stage::Ecps { request, asked }).await?;
        Ok(Stepped::page(&seen.value.id))
    }

    /// What the phone has answered so far, for the waiting page.
    pub async fn phone_state(&self, id: &InteractionId, browser: &Browser) -> Result<DemandeEtat, LoginError> {
        let seen = self.seen(id, browser).await?;
        match &seen.value.stage {
            Stage::Ecps { asked, .. } => Ok(self.0.telephone.etat(&asked.demande).await?),
            _ => Err(LoginError::Overtaken),
        }
    }

    /// The person says that the phone has approved: taken once, or said why not.
    pub async fn phone_answered(&self, id: &InteractionId, browser: &Browser) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        let Stage::Ecps { asked, .. } = &seen.value.stage else { return Err(LoginError::Overtaken) };
        match self.0.telephone.prendre(&asked.demande).await {
            Ok(proof) => self.authenticated(seen, proof, browser).await,
            Err(DemandeError::PasApprouvee(DemandeEtat::EnAttente)) => Err(LoginError::PasApprouvee),
            Err(DemandeError::Port(error)) => Err(error.into()),
            Err(refusal) => {
                self.failed(&seen.value, refusal.code()).await?;
                Err(LoginError::PasApprouvee)
            }
        }
    }

    /// Back to the choice of the means; the phone shows the demand no more.
    pub async fn other_way(&self, id: &InteractionId, browser: &Browser) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        if let Stage::Ecps { request, asked } = seen.value.stage.clone() {
            self.0.telephone.annuler(&asked.demande).await?;
            self.0.interactions.advance(seen, Stage::Parked { request }).await?;
        }
        Ok(Stepped::page(id))
    }

    async fn demand(
        &self,
        request: &AuthorizationRequest,
        identifiant: &IdentifiantNational,
        browser: &Browser,
    ) -> Result<NouvelleDemande, LoginError> {
        let client = self.client(&request.client).await?;
        Ok(NouvelleDemande {
            identifiant: identifiant.to_string(),
            client: client.name,
            lieu: client.place,
            action: "Se connecter".to_owned(),
            origine: Origine::Navigateur {
                cookie: browser.navigateur().map(str::to_owned),
                source: Source::from(browser.source),
                navigateur: browser.agent.clone(),
            },
            nombre: None,
            lieux: Vec::new(),
            vie: None,
        })
    }

    async fn within_limits(&self, identifiant: &IdentifiantNational, browser: &Browser) -> Result<(), LoginError> {
        let limits = &self.0.limits;
        let source = self.0.rest.rest("login.source", &Source::from(browser.source).to_string());
        self.count(format!("login.source:{}", source.as_str()), limits.par_source).await?;
        let known =
            browser.navigateur().is_some_and(|marks| self.0.navigateurs.reconnaitre(marks, identifiant).is_some());
        if known {
            return Ok(());
        }
        let personne = self.0.rest.rest("login.personne", &identifiant.to_string());
        self.count(format!("login.personne:{}", personne.as_str()), limits.par_personne).await
    }

    /// A network that only begins logins fills the store: it waits.
    pub(super) async fn room_to_park(&self, browser: &Browser) -> Result<(), LoginError> {
        let source = self.0.rest.rest("login.source", &Source::from(browser.source).to_string());
        self.count(format!("login.park:{}", source.as_str()), self.0.limits.parks_par_source).await
    }

    pub(super) async fn count(&self, key: String, tries: u32) -> Result<(), LoginError> {
        let limit = Limit { tries, window: Some(self.0.limits.window) };
        match self.0.compteurs.count(&key, limit, self.0.ambient.now()).await? {
            Counted::Within(_) => Ok(()),
            Counted::Exhausted { until } => Err(LoginError::TropDEssais { until }),
        }
    }

    async fn failed(&self, interaction: &Interaction, why: &'static str) -> Result<(), LoginError> {
        let acte = Acte::new(event::LOGIN_FAILED)
            .with("client.id", interaction.stage.client().as_str())
            .with("means", MoyenKind::Ecps.auth_mode())
            .with("reason", why);
        Ok(self.0.journal.record(acte).await?)
    }
}

/// Whether the request accepts this means: a weaker one than it asks for is never used silently.
pub(super) fn offers(request: &AuthorizationRequest, kind: MoyenKind) -> Result<(), LoginError> {
    request.moyens.contains(&kind).then_some(()).ok_or(LoginError::MoyenInsuffisant)
}

impl From<DemandeError> for LoginError {
    fn from(error: DemandeError) -> Self {
        match error {
            DemandeError::IdentifiantIllisible => Self::IdentifiantIllisible,
            DemandeError::TropDeDemandes => Self::TropDEssais { until: None },
            DemandeError::Port(error) => Self::Port(error),
            DemandeError::PasApprouvee(_) | DemandeError::DejaPrise | DemandeError::TelephoneRetire => {
                Self::PasApprouvee
            }
        }
    }
}
