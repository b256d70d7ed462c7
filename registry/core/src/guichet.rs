//! What every act at the portal stands on: the registry, the journal, the code lists and the time.

use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use jiff::civil::Date;
use sante::{Finess, IdentifiantNational};

use crate::avis::{Avis, AvisAEnvoyer, Destinataire, EnTete, Sujet};
use crate::habilitation::{Agent, HorsPerimetre, connaitre, reconnaitre};
use crate::journal::{Acte, Geste, Journal};
use crate::nomenclature::Referentiel;
use crate::numero::Plage;
use crate::paris;
use crate::port::{Chantier, Connue, PortError, Registre};
use crate::structure::{CleStructure, Structure};

#[derive(Clone)]
pub struct Guichet {
    pub ambient: Ambient,
    pub registre: Arc<dyn Registre>,
    pub journal: Arc<dyn Journal>,
    pub referentiel: Arc<Referentiel>,
    /// Numbers to give to people who are registered here.
    pub plage: Plage,
}

impl Guichet {
    pub fn maintenant(&self) -> Timestamp {
        self.ambient.now()
    }

    /// Today in Paris.
    pub fn aujourd_hui(&self) -> Date {
        paris::jour(self.ambient.now())
    }

    pub async fn consigner(&self, geste: Geste) -> Result<(), PortError> {
        self.journal.consigner(Acte::Portail(geste)).await
    }

    /// Tells the journal, then commits: nothing lasts that was not told.
    pub async fn clore(&self, chantier: Box<dyn Chantier>, geste: Geste) -> Result<(), PortError> {
        self.consigner(geste).await?;
        chantier.valider().await
    }

    /// What a profession is called today.
    pub fn fonction(&self, profession: &str) -> String {
        let connue = self.referentiel.profession(profession, self.aujourd_hui());
        connue.map_or_else(|| profession.to_owned(), |connue| connue.libelle.clone())
    }

    /// Queues a notice to somebody known, if the registry knows where to send it.
    pub async fn avertir(
        &self,
        chantier: &mut dyn Chantier,
        connue: &Connue,
        lieu: &Structure,
        avis: Avis,
    ) -> Result<(), PortError> {
        let sujet = Sujet::Personne(connue.personne.identifiant().clone());
        let courriel = connue.correspondance.as_ref().and_then(|correspondance| correspondance.courriel.clone());
        self.ecrire_a(chantier, sujet, courriel, (lieu, avis)).await
    }

    /// Queues a notice to this address; without one, nothing leaves.
    pub async fn ecrire_a(
        &self,
        chantier: &mut dyn Chantier,
        sujet: Sujet,
        courriel: Option<String>,
        (lieu, avis): (&Structure, Avis),
    ) -> Result<(), PortError> {
        let Some(courriel) = courriel else { return Ok(()) };
        // one act, one notice: the transaction is the once
        let origine = format!("{sujet}:{}:{}", avis.nature(), self.ambient.chance.token());
        let en_tete = EnTete { origine, sujet, structure: Some(lieu.cle.clone()) };
        let avis = AvisAEnvoyer::nouveau(&self.ambient, en_tete, Destinataire::from(courriel), avis);
        self.poster(chantier, std::slice::from_ref(&avis)).await
    }

    /// Every letter of the registry goes through here: nobody writes to the dead.
    pub(crate) async fn poster(&self, chantier: &mut dyn Chantier, avis: &[AvisAEnvoyer]) -> Result<(), PortError> {
        for un in avis {
            let decedee = match &un.en_tete.sujet {
                Sujet::Personne(personne) => chantier.decedee(personne, self.maintenant()).await?,
                Sujet::Demande(_) => false,
            };
            if !decedee {
                chantier.avertir(std::slice::from_ref(un)).await?;
            }
        }
        Ok(())
    }

    /// Who registers people and keeps situations at this structure, else a refusal that the journal keeps (GES-15). An
    /// unknown structure is outside every scope.
    pub async fn gestionnaire<E: From<HorsPerimetre> + From<PortError>>(
        &self,
        chantier: &mut dyn Chantier,
        identifiant: &IdentifiantNational,
        finess: &Finess,
    ) -> Result<(Agent, Structure), E> {
        let agent = reconnaitre::<E>(chantier, identifiant, self.maintenant()).await?;
        let structure = structure(chantier, finess).await?;
        self.admettre(agent, structure, finess).await
    }

    /// The same, for a page: it waits for no writer.
    pub async fn gestionnaire_lecteur<E: From<HorsPerimetre> + From<PortError>>(
        &self,
        identifiant: &IdentifiantNational,
        finess: &Finess,
    ) -> Result<(Agent, Structure), E> {
        let agent = connaitre::<E>(self.registre.as_ref(), identifiant, self.maintenant()).await?;
        let structure = self.registre.structure(finess).await?;
        self.admettre(agent, structure, finess).await
    }

    async fn admettre<E: From<HorsPerimetre> + From<PortError>>(
        &self,
        agent: Agent,
        structure: Option<Structure>,
        finess: &Finess,
    ) -> Result<(Agent, Structure), E> {
        let admise = structure.ok_or(HorsPerimetre::HorsDuPerimetre);
        match admise.and_then(|structure| agent.peut_agir_sur(&structure).map(|()| structure)) {
            Ok(structure) => Ok((agent, structure)),
            Err(refus) => {
                let (agent, structure) = (agent.identifiant, finess.clone());
                self.consigner(Geste::Refus { agent, structure, code: refus.code() }).await?;
                Err(refus.into())
            }
        }
    }
}

pub async fn structure(chantier: &mut dyn Chantier, finess: &Finess) -> Result<Option<Structure>, PortError> {
    let cle = CleStructure::finess(finess);
    Ok(chantier.structures(std::slice::from_ref(&cle)).await?.remove(&cle))
}
