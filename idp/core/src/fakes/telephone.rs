use std::collections::HashMap;
use std::sync::Mutex;
use std::sync::atomic::{AtomicU32, Ordering};

use ambient::{Ambient, Seconds};
use async_trait::async_trait;
use ecps::DemandeId;
use idp_core::ecps::{DemandeError, DemandeEtat, DemandeOuverte, NouvelleDemande, Origine};
use idp_core::interaction::Telephone;
use idp_core::moyen::{Authentication, MoyenKind};
use idp_core::port::PortError;
use sante::IdentifiantNational;

/// Phones that answer as the test says. The number is always 47.
pub struct FakeTelephone {
    ambient: Ambient,
    opened: AtomicU32,
    demands: Mutex<HashMap<DemandeId, (IdentifiantNational, DemandeEtat)>>,
    /// The cookie of the last demand.
    pub cookie: Mutex<Option<String>>,
}

impl FakeTelephone {
    pub fn new(ambient: Ambient) -> Self {
        Self { ambient, opened: AtomicU32::new(0), demands: Mutex::default(), cookie: Mutex::default() }
    }

    /// Every demand that waits gets this answer.
    pub fn answer(&self, etat: DemandeEtat) {
        for (_, state) in self.demands.lock().unwrap().values_mut() {
            *state = etat;
        }
    }

    pub fn waiting(&self) -> usize {
        self.demands.lock().unwrap().len()
    }
}

#[async_trait]
impl Telephone for FakeTelephone {
    async fn ouvrir(&self, nouvelle: NouvelleDemande) -> Result<DemandeOuverte, DemandeError> {
        let personne =
            IdentifiantNational::typed(&nouvelle.identifiant).map_err(|_| DemandeError::IdentifiantIllisible)?;
        let id = DemandeId::from(format!("demande-{}", self.opened.fetch_add(1, Ordering::SeqCst)));
        self.demands.lock().unwrap().insert(id.clone(), (personne, DemandeEtat::EnAttente));
        if let Origine::Navigateur { cookie, .. } = nouvelle.origine {
            *self.cookie.lock().unwrap() = cookie;
        }
        Ok(DemandeOuverte { id, nombre: "47".into(), expire_le: self.ambient.now().plus(Seconds(120)) })
    }

    async fn etat(&self, id: &DemandeId) -> Result<DemandeEtat, PortError> {
        Ok(self.demands.lock().unwrap().get(id).map_or(DemandeEtat::Expiree, |(_, etat)| *etat))
    }

    async fn prendre(&self, id: &DemandeId) -> Result<Authentication, DemandeError> {
        let etat = self.etat(id).await?;
        if etat != DemandeEtat::Approuvee {
            return Err(DemandeError::PasApprouvee(etat));
        }
        let (personne, _) = self.demands.lock().unwrap().remove(id).ok_or(DemandeError::DejaPrise)?;
        Ok(Authentication {
            personne,
            kind: MoyenKind::Ecps,
            moyen: "phone-1".into(),
            at: self.ambient.now(),
            plafond: None,
        })
    }

    async fn annuler(&self, id: &DemandeId) -> Result<(), PortError> {
        self.demands.lock().unwrap().remove(id);
        Ok(())
    }
}
