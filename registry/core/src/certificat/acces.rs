use std::sync::Arc;

use sante::{Finess, IdentifiantNational};

use super::{CertificatError, Certificats, Igc};
use crate::contact::PreuveForte;
use crate::guichet::{Guichet, structure};
use crate::habilitation::{Agent, HorsPerimetre, reconnaitre};
use crate::journal::Geste;
use crate::port::Chantier;
use crate::structure::Structure;

/// What is done about certificates. A right is read in the transaction of the act; what only the authority can do is asked of it
/// outside of every transaction, and written in the next one.
#[derive(Clone)]
pub struct Administration {
    pub(super) guichet: Guichet,
    pub(super) certificats: Arc<dyn Certificats>,
    pub(super) igc: Arc<dyn Igc>,
}

/// What somebody wants to do.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Acte {
    /// Order, retrieve, renew, give up.
    Administrer,
    /// Whoever names the administrateur technique may, too: a lost key waits for nobody.
    Revoquer,
}

impl Administration {
    pub fn new(guichet: Guichet, certificats: Arc<dyn Certificats>, igc: Arc<dyn Igc>) -> Self {
        Self { guichet, certificats, igc }
    }

    /// Whoever finds a session open is given no certificate: it would act as the legal person for three years.
    pub(super) fn prouve(&self, preuve: &PreuveForte) -> Result<(), CertificatError> {
        match preuve.fraiche(self.guichet.maintenant()) {
            true => Ok(()),
            false => Err(CertificatError::PreuvePerimee),
        }
    }

    /// The legal entity, for who may do that there, else a refusal that the journal keeps (CRT-08, CRT-09).
    pub(super) async fn pouvoir(
        &self,
        chantier: &mut dyn Chantier,
        (agent, acte): (&IdentifiantNational, Acte),
        ej: &Finess,
    ) -> Result<Structure, CertificatError> {
        let lui = reconnaitre::<CertificatError>(chantier, agent, self.guichet.maintenant()).await?;
        let lieu = structure(chantier, ej).await?.ok_or(HorsPerimetre::HorsDuPerimetre)?;
        match permis(&lui, acte, &lieu) {
            Ok(()) => Ok(lieu),
            Err(refus) => {
                let (agent, structure) = (agent.clone(), ej.clone());
                self.guichet.consigner(Geste::Refus { agent, structure, code: refus.code() }).await?;
                Err(refus.into())
            }
        }
    }
}

pub(super) fn permis(agent: &Agent, acte: Acte, lieu: &Structure) -> Result<(), HorsPerimetre> {
    match acte {
        Acte::Administrer => agent.peut_administrer(lieu),
        Acte::Revoquer => agent.peut_revoquer(lieu),
    }
}
