use sante::IdentifiantNational;

use super::{CarteError, CarteId, Cartes, Etape, Origine};

impl Cartes {
    /// The card is in the hands of its holder: they say so, or who ordered it. A card that was made because the practice changed
    /// ends the one before, not earlier: nobody is left without. Twice is once.
    pub async fn recevoir(&self, qui: &IdentifiantNational, id: &CarteId) -> Result<(), CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = chantier.carte(id).await?.ok_or(CarteError::Inconnue)?;
        self.admis(chantier.as_mut(), qui, &avant).await?;
        let par = qui.to_string();
        let recue = match &avant.etape {
            Etape::Recue { .. } => {
                drop(chantier);
                avant
            }
            etape => {
                let etape = etape.recue(self.guichet.maintenant()).ok_or(CarteError::AutreEtape)?;
                self.avancer(chantier, &par, (avant, etape)).await?
            }
        };
        if recue.origine == Origine::ChangementExercice {
            self.opposer_l_ancienne(&par, &recue).await?;
        }
        Ok(())
    }
}
