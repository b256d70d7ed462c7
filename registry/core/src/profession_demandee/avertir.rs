use super::{EtapeProfession, ProfessionDemandee, Professions};
use crate::avis::{Avis, SuiteProfession};
use crate::guichet::structure;
use crate::port::{Chantier, PortError};

impl Professions {
    /// Tells who asked where the request stands now, in the transaction that moves it.
    pub(super) async fn avertir(
        &self,
        chantier: &mut dyn Chantier,
        demandee: &ProfessionDemandee,
    ) -> Result<(), PortError> {
        let Some(suite) = self.suite(demandee) else { return Ok(()) };
        self.dire(chantier, demandee, suite).await
    }

    /// It goes on with another one.
    pub(super) async fn avertir_reunie(
        &self,
        chantier: &mut dyn Chantier,
        demandee: &ProfessionDemandee,
        avec: &ProfessionDemandee,
    ) -> Result<(), PortError> {
        self.dire(chantier, demandee, SuiteProfession::Reunie { avec: avec.libelle.clone() }).await
    }

    async fn dire(
        &self,
        chantier: &mut dyn Chantier,
        demandee: &ProfessionDemandee,
        suite: SuiteProfession,
    ) -> Result<(), PortError> {
        // whoever asked may have left since
        let Some(connue) = chantier.connues(std::slice::from_ref(&demandee.par)).await?.pop() else { return Ok(()) };
        let Some(lieu) = structure(chantier, &demandee.structure).await? else { return Ok(()) };
        let avis = Avis::ProfessionSuivie {
            prenom: connue.personne.etat_civil().prenom().to_owned(),
            lieu: lieu.details.raison_sociale.clone(),
            libelle: demandee.libelle.clone(),
            suite,
        };
        self.guichet.avertir(chantier, &connue, &lieu, avis).await
    }

    fn suite(&self, demandee: &ProfessionDemandee) -> Option<SuiteProfession> {
        let grades = self.grades_de(&demandee.structure).map(|grades| grades.nom.clone());
        Some(match &demandee.etape {
            // who asked has just seen it
            EtapeProfession::Envoyee => return None,
            EtapeProfession::Relayee { .. } => SuiteProfession::Relayee { grades },
            EtapeProfession::Rendue { motif, .. } => SuiteProfession::Rendue { grades, motif: motif.clone() },
            EtapeProfession::Retenue { commentaire, inscription, .. } => SuiteProfession::Retenue {
                commentaire: commentaire.clone(),
                code: inscription.as_ref().map(|inscription| inscription.code.clone()).unwrap_or_default(),
                libelle: inscription.as_ref().map(|inscription| inscription.libelle.clone()).unwrap_or_default(),
                du: inscription.as_ref().and_then(|inscription| crate::paris::debut(inscription.du)),
            },
            EtapeProfession::Ecartee { commentaire, .. } => {
                SuiteProfession::Ecartee { commentaire: commentaire.clone() }
            }
        })
    }
}
