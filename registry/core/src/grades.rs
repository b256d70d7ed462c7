//! The GRADeS: the regional groups through which structures ask the ANS for a profession that the list has not got (ROL-09).

use std::sync::Arc;

use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::en_service::{self, Service};
use crate::port::{Chantier, PortError, Registre};

/// One GRADeS, as the configuration declares it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grades {
    /// As structures and the ANS know it.
    pub nom: String,
    /// INSEE codes: one serves several regions overseas.
    pub regions: Vec<String>,
    pub agents: Vec<IdentifiantNational>,
}

/// Every declared GRADeS.
#[derive(Clone, Debug, Default)]
pub struct Groupements(Vec<Arc<Grades>>);

/// Somebody of a GRADeS: only the declared list makes one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AgentGrades {
    identifiant: IdentifiantNational,
    grades: Arc<Grades>,
}

impl FromIterator<Grades> for Groupements {
    fn from_iter<I: IntoIterator<Item = Grades>>(declares: I) -> Self {
        Self(declares.into_iter().map(Arc::new).collect())
    }
}

impl Groupements {
    /// `None`: of no GRADeS.
    pub fn agent(&self, identifiant: &IdentifiantNational) -> Option<AgentGrades> {
        let grades = self.0.iter().find(|grades| grades.agents.contains(identifiant))?;
        Some(AgentGrades { identifiant: identifiant.clone(), grades: Arc::clone(grades) })
    }

    /// Who serves this region; `None`: nobody is declared.
    pub fn de_la_region(&self, region: &str) -> Option<&Grades> {
        self.0.iter().map(AsRef::as_ref).find(|grades| grades.sert(region))
    }
}

impl Grades {
    pub fn sert(&self, region: &str) -> bool {
        self.regions.iter().any(|sienne| sienne == region)
    }
}

impl AgentGrades {
    pub const fn identifiant(&self) -> &IdentifiantNational {
        &self.identifiant
    }

    pub fn grades(&self) -> &Grades {
        &self.grades
    }

    pub(crate) async fn en_service(&self, chantier: &mut dyn Chantier, le: Timestamp) -> Result<Service, PortError> {
        en_service::actif(chantier, &self.identifiant, le).await
    }

    pub async fn en_service_au(&self, registre: &dyn Registre, le: Timestamp) -> Result<Service, PortError> {
        en_service::actif_au(registre, &self.identifiant, le).await
    }
}
