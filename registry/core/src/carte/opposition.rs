use carte_cps::RaisonOpposition;
use sante::IdentifiantNational;

use super::{Carte, CarteError, CarteId, Cartes, Etape, Suite};
use crate::guichet::structure;
use crate::habilitation::{HorsPerimetre, reconnaitre};
use crate::port::Chantier;

impl Cartes {
    /// Decided from this instant on, by the holder or by whoever orders cards there; the authority puts it on its list at once, or
    /// is asked again until it does. Twice is once.
    pub async fn opposer(
        &self,
        qui: &IdentifiantNational,
        id: &CarteId,
        raison: RaisonOpposition,
    ) -> Result<Suite, CarteError> {
        let mut chantier = self.guichet.registre.chantier().await?;
        let avant = chantier.carte(id).await?.ok_or(CarteError::Inconnue)?;
        self.admis(chantier.as_mut(), qui, &avant).await?;
        if matches!(avant.etape, Etape::AOpposer { .. } | Etape::Opposee { .. }) {
            drop(chantier);
            return self.poursuivre(id).await;
        }
        let (par, le) = (qui.to_string(), self.guichet.maintenant());
        let etape = avant.etape.a_opposer(raison, (&par, le)).ok_or(CarteError::AutreEtape)?;
        self.avancer(chantier, &par, (avant, etape)).await?;
        self.poursuivre(id).await
    }

    /// The holder, whatever they may do besides; else who orders cards there. Others do not hear that the card exists.
    pub(super) async fn admis(
        &self,
        chantier: &mut dyn Chantier,
        qui: &IdentifiantNational,
        carte: &Carte,
    ) -> Result<(), CarteError> {
        if carte.porteur == *qui {
            return Ok(());
        }
        let finess = carte.structure.as_ref().ok_or(CarteError::Inconnue)?;
        let inconnue = |_: HorsPerimetre| CarteError::Inconnue;
        let agent = reconnaitre::<CarteError>(chantier, qui, self.guichet.maintenant())
            .await
            .map_err(|refus| if let CarteError::Droit(droit) = refus { inconnue(droit) } else { refus })?;
        let lieu = structure(chantier, finess).await?.ok_or(CarteError::Inconnue)?;
        agent.peut_opposer(&lieu).map_err(inconnue)
    }

    /// The card that another one replaces is good no more.
    pub(super) async fn opposer_l_ancienne(&self, par: &str, nouvelle: &Carte) -> Result<(), CarteError> {
        let Some(ancienne) = &nouvelle.remplace else { return Ok(()) };
        let mut chantier = self.guichet.registre.chantier().await?;
        let Some(avant) = chantier.carte(ancienne).await? else { return Ok(()) };
        let (raison, le) = (RaisonOpposition::Remplacee, self.guichet.maintenant());
        let Some(etape) = avant.etape.a_opposer(raison, (par, le)) else { return Ok(()) };
        self.avancer(chantier, par, (avant, etape)).await?;
        self.poursuivre(ancienne).await.map(drop)
    }
}
