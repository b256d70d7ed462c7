use carte_cps::{ModeleCarte, RaisonOpposition};
use sante::IdentifiantNational;

use super::acces::{REGISTRE, inscrire};
use super::{Abandon, Carte, CarteError, CarteId, Cartes, Etape, Suite};
use crate::guichet::{Guichet, structure};
use crate::habilitation::{HorsPerimetre, reconnaitre};
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// Whoever represents a structure no longer keeps no CDE of it: in the transaction that ends the title (CON-11). The round asks the
/// authority.
pub(crate) async fn opposer_les_cde(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (porteur, lieu): (&IdentifiantNational, &Structure),
) -> Result<(), PortError> {
    for carte in chantier.cartes_de(porteur).await? {
        let Some(finess) = carte.structure.as_ref().filter(|_| carte.modele == ModeleCarte::Cde) else { continue };
        let de = structure(chantier, finess).await?;
        if de.is_none_or(|de| de.details.finess_ej != lieu.details.finess_ej) {
            continue;
        }
        reprendre(guichet, chantier, carte).await?;
    }
    Ok(())
}

/// Whoever was struck off, died or retired keeps no card, and none comes: from the first instant of the measure on, as the log
/// tells it. A suspension takes none back: nothing is made or sent meanwhile, and the provider refuses the person, not the card.
pub(super) async fn opposer_si_partie(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    porteur: &IdentifiantNational,
) -> Result<(), PortError> {
    let maintenant = guichet.maintenant();
    let connue = chantier.connues(std::slice::from_ref(porteur)).await?.pop();
    if connue.is_some_and(|connue| connue.personne.partie(maintenant)) {
        for carte in chantier.cartes_de(porteur).await? {
            reprendre(guichet, chantier, carte).await?;
        }
    }
    Ok(())
}

/// Opposed if it was made, else given up; one that is over stays as it is.
async fn reprendre(guichet: &Guichet, chantier: &mut dyn Chantier, carte: Carte) -> Result<(), PortError> {
    let le = guichet.maintenant();
    let opposee = carte.etape.a_opposer(RaisonOpposition::Depart, (REGISTRE, le));
    match opposee.or_else(|| carte.etape.abandonnee(Abandon::PorteurParti, le)) {
        Some(etape) => inscrire(guichet, chantier, REGISTRE, &Carte { etape, ..carte }).await,
        None => Ok(()),
    }
}

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

    /// The cards that this one replaces are good no more: all that stand for the same, not the last alone, for a renewal may have
    /// come in between.
    pub(super) async fn remplacer_les_autres(
        &self,
        chantier: &mut dyn Chantier,
        par: &str,
        nouvelle: &Carte,
    ) -> Result<Vec<CarteId>, CarteError> {
        let siennes = chantier.cartes_de(&nouvelle.porteur).await?;
        let (mut place, mut opposees) = (nouvelle.remplace.clone(), Vec::new());
        while let Some(avant) = place.and_then(|id| siennes.iter().find(|une| une.id == id)) {
            let (raison, le) = (RaisonOpposition::Remplacee, self.guichet.maintenant());
            if let Some(etape) = avant.etape.a_opposer(raison, (par, le)) {
                inscrire(&self.guichet, chantier, par, &Carte { etape, ..avant.clone() }).await?;
                opposees.push(avant.id.clone());
            }
            place = avant.remplace.clone();
        }
        Ok(opposees)
    }
}
