use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use mobile_device::Etape;
use serde::{Deserialize, Serialize};
use tokio::sync::{Mutex, MutexGuard};

use crate::ecran::{Avis, Ecran};
use crate::fiche::{Fiche, TelephoneId};

/// One phone that is switched on.
pub struct Poste {
    pub id: TelephoneId,
    /// Where its notifications arrive: a secret between it and the provider's push gateway.
    pub(crate) notification: String,
    interieur: Mutex<Interieur>,
    reveil: AtomicBool,
    version: AtomicU64,
}

/// What one act at a time reads and changes.
pub(crate) struct Interieur {
    pub fiche: Fiche,
    pub ecran: Ecran,
    pub avis: Option<Avis>,
}

/// One phone in a list, and in the control API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Apercu {
    pub id: TelephoneId,
    pub nom: String,
    /// As it was typed, once an e-CPS is active or on its way.
    pub identifiant: Option<String>,
    /// `vierge`, `codes`, `choix_code`, `actif`, `verrouille`, `arrete`.
    pub etat: String,
    /// A notification arrived and was not opened.
    pub notification: bool,
}

impl Poste {
    pub(crate) fn allumer(id: TelephoneId, fiche: Fiche) -> Self {
        Self {
            id,
            notification: fiche.telephone.notification.clone(),
            interieur: Mutex::new(Interieur { fiche, ecran: Ecran::Base, avis: None }),
            reveil: AtomicBool::new(false),
            version: AtomicU64::new(1),
        }
    }

    pub(crate) async fn prendre(&self) -> MutexGuard<'_, Interieur> {
        self.interieur.lock().await
    }

    /// A notification arrived, whatever the phone is doing.
    pub(crate) fn reveiller(&self) {
        self.reveil.store(true, Ordering::SeqCst);
        self.change();
    }

    /// Whether a notification had arrived; it is no longer new.
    pub(crate) fn ouvrir_notification(&self) -> bool {
        self.reveil.swap(false, Ordering::SeqCst)
    }

    pub(crate) fn notifie(&self) -> bool {
        self.reveil.load(Ordering::SeqCst)
    }

    pub(crate) fn change(&self) {
        self.version.fetch_add(1, Ordering::SeqCst);
    }

    /// Grows whenever the screen may have changed.
    pub(crate) fn version(&self) -> u64 {
        self.version.load(Ordering::SeqCst)
    }

    pub async fn apercu(&self) -> Apercu {
        let interieur = self.prendre().await;
        let (etat, identifiant) = match &interieur.fiche.telephone.etape {
            Etape::Vierge => ("vierge", None),
            Etape::Codes { identifiant, .. } => ("codes", Some(identifiant)),
            Etape::ChoixCode { identifiant, .. } => ("choix_code", Some(identifiant)),
            Etape::Actif(carte) => ("actif", Some(&carte.identifiant)),
            Etape::Verrouille { .. } => ("verrouille", None),
            Etape::Arrete { .. } => ("arrete", None),
        };
        Apercu {
            id: self.id.clone(),
            nom: interieur.fiche.nom.clone(),
            identifiant: identifiant.cloned(),
            etat: etat.to_owned(),
            notification: self.notifie(),
        }
    }
}
