use std::sync::Arc;

use ambient::Ambient;
use annuaire::Fait;
use sante::IdentifiantNational;

use crate::personne::{Desactivation, Personne};
use crate::port::{Chantier, Ecritures, PortError, Registre};
use crate::source::Source;

/// Takes a person out of service, and back.
#[derive(Clone)]
pub struct Activation {
    ambient: Ambient,
    registre: Arc<dyn Registre>,
}

#[derive(Debug, thiserror::Error)]
pub enum ActivationError {
    #[error("nobody has this identifier")]
    Inconnue,
    #[error("the person is already deactivated")]
    DejaDesactivee,
    #[error("the person is active")]
    DejaActive,
    #[error(transparent)]
    Port(#[from] PortError),
}

impl ActivationError {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Inconnue => "personne_inconnue",
            Self::DejaDesactivee => "deja_desactivee",
            Self::DejaActive => "deja_active",
            Self::Port(_) => "registre_hors_service",
        }
    }

    /// The public sentence, with what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Inconnue => "Personne n'a cet identifiant. Vérifiez le numéro.",
            Self::DejaDesactivee => "Cette personne est déjà désactivée. Il n'y a rien à faire.",
            Self::DejaActive => "Cette personne est active. Il n'y a rien à faire.",
            Self::Port(_) => "Service momentanément indisponible. Réessayez dans une minute.",
        }
    }
}

impl Activation {
    pub fn new(ambient: Ambient, registre: Arc<dyn Registre>) -> Self {
        Self { ambient, registre }
    }

    /// The situations stay as they are: a person out of service has none that counts.
    pub async fn desactiver(&self, identifiant: &IdentifiantNational) -> Result<(), ActivationError> {
        let mut chantier = self.registre.chantier().await?;
        let personne = connue(chantier.as_mut(), identifiant).await?;
        if personne.desactivation().is_some() {
            return Err(ActivationError::DejaDesactivee);
        }
        let depuis = self.ambient.now();
        let personne = personne.avec_desactivation(Some(Desactivation { depuis, par: Source::Portail }));
        self.ecrire(chantier, personne, Fait::PersonneDesactivee).await
    }

    pub async fn reactiver(&self, identifiant: &IdentifiantNational) -> Result<(), ActivationError> {
        let mut chantier = self.registre.chantier().await?;
        let personne = connue(chantier.as_mut(), identifiant).await?;
        if personne.desactivation().is_none() {
            return Err(ActivationError::DejaActive);
        }
        self.ecrire(chantier, personne.avec_desactivation(None), Fait::PersonneReactivee).await
    }

    async fn ecrire(
        &self,
        mut chantier: Box<dyn Chantier>,
        personne: Personne,
        fait: Fait,
    ) -> Result<(), ActivationError> {
        let evenements = vec![(personne.identifiant().clone(), fait)];
        let ecritures = Ecritures { personnes: vec![personne], evenements, ..Ecritures::default() };
        chantier.ecrire(&ecritures, self.ambient.now()).await?;
        Ok(chantier.valider().await?)
    }
}

async fn connue(chantier: &mut dyn Chantier, identifiant: &IdentifiantNational) -> Result<Personne, ActivationError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    Ok(connue.ok_or(ActivationError::Inconnue)?.personne)
}
