//! A contract gets its last day, and everybody named under it with it.

use ambient::Timestamp;
use jiff::civil::Date;

use super::annonce::annoncer;
use super::rappel::PREAVIS;
use super::{Contrat, Contrats, Habilitation, HabilitationError, HorsPerimetre, Perimetre};
use crate::avis::SuiteDroit;
use crate::guichet::structure;
use crate::journal::{Acte, AdhesionActe};
use crate::paris;
use crate::periode::Periode;
use crate::port::Chantier;
use crate::structure::Structure;

impl Contrats {
    /// Sets the last day, included. Nobody acts for the structure after it (CON-01), and what waited then is closed. Under another
    /// contract, whoever signs it names people again.
    pub async fn terminer(
        &self,
        operateur: &str,
        perimetre: &Perimetre,
        dernier_jour: Date,
    ) -> Result<(), HabilitationError> {
        let maintenant = self.guichet.maintenant();
        let fin = paris::fin_incluse(dernier_jour).ok_or(HabilitationError::DatesInversees)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        let contrats = chantier.contrats(std::slice::from_ref(perimetre.finess())).await?;
        let restent = contrats.into_iter().filter(|contrat| contrat.perimetre == *perimetre);
        let restent = restent.filter(|contrat| contrat.periode.fin.is_none_or(|fin| maintenant < fin));
        let contrat = restent.min_by_key(|contrat| contrat.periode.debut).ok_or(HorsPerimetre::SansContrat)?;
        if contrat.periode.debut.is_some_and(|debut| fin <= debut) {
            return Err(HabilitationError::DatesInversees);
        }
        // who was entitled yesterday stays so
        if dernier_jour < self.guichet.aujourd_hui() {
            return Err(HabilitationError::JourPasse);
        }
        let periode = Periode { fin: Some(fin), ..contrat.periode };
        chantier.ecrire_contrat(&Contrat { periode, ..contrat }).await?;
        for niveau in niveaux(chantier.as_mut(), perimetre).await? {
            self.finir(chantier.as_mut(), &niveau, fin).await?;
        }
        let (operateur, structure) = (operateur.to_owned(), perimetre.finess().clone());
        let acte = AdhesionActe::ContratTermine { operateur, structure };
        self.guichet.journal.consigner(Acte::Adhesion(acte)).await?;
        Ok(chantier.valider().await?)
    }

    /// Everybody named at this level, with the contract.
    async fn finir(
        &self,
        chantier: &mut dyn Chantier,
        niveau: &Perimetre,
        fin: Timestamp,
    ) -> Result<(), HabilitationError> {
        let Some(lieu) = structure(chantier, niveau.finess()).await? else { return Ok(()) };
        for avant in chantier.nommees(niveau).await? {
            if avant.periode.vide() || avant.periode.fin.is_some_and(|dite| dite <= fin) {
                continue;
            }
            let debut = avant.periode.debut.map(|debut| debut.min(fin));
            let apres = Habilitation { periode: Periode { debut, fin: Some(fin) }, ..avant };
            chantier.ecrire_habilitation(&apres).await?;
            self.prevenir(chantier, (&apres, &lieu), fin).await?;
        }
        Ok(())
    }

    /// Whose right lasts long enough is told when its end is near ([`Rappels`](super::Rappels)); the others at once.
    async fn prevenir(
        &self,
        chantier: &mut dyn Chantier,
        (droit, lieu): (&Habilitation, &Structure),
        fin: Timestamp,
    ) -> Result<(), HabilitationError> {
        if droit.periode.debut.is_none_or(|debut| debut.plus(PREAVIS) < fin) {
            return Ok(());
        }
        let suite = match droit.periode.vide() {
            true => SuiteDroit::Retire { le: self.guichet.maintenant() },
            false => SuiteDroit::Finissant { fin },
        };
        Ok(annoncer(&self.guichet, chantier, (droit, lieu), suite).await?)
    }
}

/// That of the contract, and those below.
async fn niveaux(chantier: &mut dyn Chantier, perimetre: &Perimetre) -> Result<Vec<Perimetre>, HabilitationError> {
    let mut niveaux = vec![perimetre.clone()];
    if let Perimetre::EntiteJuridique(ej) = perimetre {
        niveaux.extend(chantier.etablissements(ej).await?.into_iter().map(Perimetre::Etablissement));
    }
    Ok(niveaux)
}
