use sante::IdentifiantNational;

use super::acces::inscrire;
use super::{Carte, CarteError, CarteId, Cartes, Etape, Origine};

impl Cartes {
    /// The card is in the hands of its holder: they say so, or who ordered it. A card that was made because the practice changed
    /// ends the one before, not earlier: nobody is left without. Twice is once.
    pub async fn recevoir(&self, qui: &IdentifiantNational, id: &CarteId) -> Result<(), CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = chantier.carte(id).await?.ok_or(CarteError::Inconnue)?;
        self.admis(chantier.as_mut(), qui, &avant).await?;
        if matches!(avant.etape, Etape::Recue { .. }) {
            return Ok(());
        }
        let par = qui.to_string();
        let etape = avant.etape.recue(self.guichet.maintenant()).ok_or(CarteError::AutreEtape)?;
        let recue = Carte { etape, ..avant };
        inscrire(&self.guichet, chantier.as_mut(), &par, &recue).await?;
        let finies = match recue.origine {
            Origine::ChangementExercice => self.remplacer_les_autres(chantier.as_mut(), &par, &recue).await?,
            Origine::Commande | Origine::Renouvellement => Vec::new(),
        };
        chantier.valider().await?;
        for id in &finies {
            // it is decided: whatever goes wrong now, the round asks again
            if let Err(cause) = self.poursuivre(id).await {
                tracing::warn!(card.order = %id, %cause, "opposed at the next round");
            }
        }
        Ok(())
    }
}
