//! `[[grades]]`: the regional groups through which professions are asked for, and their agents.

use std::collections::BTreeSet;

use registry_core::nomenclature::Referentiel;
use sante::IdentifiantNational;
use serde::Deserialize;
use service::config::Contradiction;

use super::Support;

/// One GRADeS.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grades {
    /// As structures know it.
    pub nom: String,
    /// INSEE codes of the regions that it serves: `84`; of a collectivity that is no region: `975`.
    pub regions: Vec<String>,
    /// Their cards or their numbers.
    pub agents: Vec<IdentifiantNational>,
}

impl Grades {
    /// All of them together: nobody is of two, no region is served by two, and the support is somebody else.
    pub(super) fn controler(tous: &[Self], support: Option<&Support>, trouvees: &mut Vec<Contradiction>) {
        let mut signaler = |cle: &str, raison: String, remede: &str| {
            trouvees.push(Contradiction::new(cle, &raison, remede));
        };
        let referentiel = Referentiel::embarque();
        let (mut regions, mut agents) = (BTreeSet::new(), BTreeSet::new());
        for grades in tous {
            for region in &grades.regions {
                if referentiel.region(region).is_none() {
                    let raison = format!("{region} is no region");
                    signaler("grades.regions", raison, "write the code of INSEE: 84, 11, 01 for Guadeloupe");
                } else if !regions.insert(region) {
                    signaler("grades.regions", format!("two GRADeS serve the region {region}"), "keep one of them");
                }
            }
            for agent in &grades.agents {
                let du_support = support.is_some_and(|support| support.agents.contains(agent));
                if du_support || !agents.insert(agent) {
                    let raison = format!("{agent} is named twice, and one role a person is enough");
                    signaler("grades.agents", raison, "keep one place: a GRADeS, or the support");
                }
            }
            if grades.regions.is_empty() || grades.agents.is_empty() || grades.nom.trim().is_empty() {
                let raison = "a GRADeS has a name, a region and somebody to answer".to_owned();
                signaler("grades", raison, "write nom, regions and agents, or remove the table");
            }
        }
    }
}
