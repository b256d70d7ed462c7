use sante::IdentifiantNational;

use super::changement::connue;
use super::erreur::ContactError;
use crate::guichet::Guichet;
use crate::journal::Dossier;

/// The provider tells that somebody has activated an e-CPS: from the first one on, only they change their contact data.
#[derive(Clone)]
pub struct PremiereActivation {
    guichet: Guichet,
}

impl PremiereActivation {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// `cle` names the service that tells it. Told again, nothing happens.
    pub async fn noter(&self, personne: &IdentifiantNational, cle: &str) -> Result<(), ContactError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        connue(chantier.as_mut(), personne).await?;
        if !chantier.noter_activation(personne, self.guichet.maintenant()).await? {
            return Ok(());
        }
        let acte = Dossier::PremiereActivation { cle: cle.to_owned(), personne: personne.clone() };
        Ok(self.guichet.clore_dossier(chantier, acte).await?)
    }
}
