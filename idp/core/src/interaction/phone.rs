//! The phone: asked, watched, taken.

use sante::IdentifiantNational;

use super::{Asked, Browser, Interaction, InteractionId, LoginError, Logins, Stage, Stepped};
use crate::authorization::AuthorizationRequest;
use crate::ecps::{DemandeError, DemandeEtat, NouvelleDemande, Origine, Source};
use crate::journal::{Acte, Bounded, event};
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
        self.gates().phone(&identifiant, browser).await?;
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
                self.failed(&seen.value, MoyenKind::Ecps, refusal.code()).await?;
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
            service: client.id,
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

    /// Bounded: who proves nothing can fail as often as they like.
    pub(super) async fn failed(
        &self,
        interaction: &Interaction,
        kind: MoyenKind,
        why: &'static str,
    ) -> Result<(), LoginError> {
        let client = interaction.stage.client();
        let acte = Acte::new(event::LOGIN_FAILED)
            .with("client.id", client.as_str())
            .with("means", kind.word())
            .with("reason", why);
        let now = self.0.ambient.now();
        let bounded = Bounded { journal: &*self.0.journal, compteurs: &*self.0.compteurs, now };
        Ok(bounded.record(client.as_str(), acte).await?)
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
