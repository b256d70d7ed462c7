use sante::IdentifiantNational;

use super::changement::{connue, libres};
use super::erreur::ContactError;
use crate::guichet::Guichet;
use crate::journal::Dossier;

/// The provider asks before each activation of an e-CPS; from the first one on, only the person changes their contact data.
#[derive(Clone)]
pub struct PremiereActivation {
    guichet: Guichet,
}

impl PremiereActivation {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// `cle` names the service that asks. Told again, nothing happens.
    ///
    /// # Errors
    /// [`ContactError::PasEncore`] for every activation, the first or not, while the contact data cool off: its codes may
    /// have left for the telephone that the person has just taken out of the registry (R04). [`ContactError::Gelees`] as long
    /// as the support holds them frozen.
    pub async fn noter(&self, personne: &IdentifiantNational, cle: &str) -> Result<(), ContactError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let maintenant = self.guichet.maintenant();
        connue(chantier.as_mut(), personne, maintenant).await?;
        libres(chantier.as_mut(), personne).await?;
        if chantier.activation_des(personne).await?.is_some_and(|des| maintenant < des) {
            return Err(ContactError::PasEncore);
        }
        if !chantier.noter_activation(personne, maintenant).await? {
            return Ok(());
        }
        let acte = Dossier::PremiereActivation { cle: cle.to_owned(), personne: personne.clone() };
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }
}
