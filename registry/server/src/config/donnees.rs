//! What the registry gives out and compares with: numbers, nomenclatures, the people of the support.

use std::path::PathBuf;

use registry_core::numero::Plage;
use sante::IdentifiantNational;
use serde::Deserialize;
use service::config::Contradiction;

use super::Mode;

/// `[numeros]`: the order numbers that this registry gives out, ten digits, the last one included.
#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Numeros {
    /// Without its key: `1_012_000_000`.
    pub premier: u64,
    /// Without its key, included.
    pub dernier: u64,
}

/// `[nomenclatures]`: lists that are newer than the compiled ones.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Nomenclatures {
    /// Communes, as INSEE publishes them (`v_commune_depuis_1943.csv` or `v_commune_AAAA.csv`).
    pub communes: Option<PathBuf>,
    /// Countries and territories, as INSEE publishes them.
    pub pays: Option<PathBuf>,
    /// Professions taken in since the compiled list: its titles and those rows (`registry-server professions` prints them).
    pub professions: Option<PathBuf>,
    /// Whether students may be registered.
    #[serde(default)]
    pub etudiants: bool,
}

/// `[support]`: who corrects a civil status, two by two.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Support {
    /// Their cards.
    pub agents: Vec<IdentifiantNational>,
}

/// From here on, numbers stand for nobody: the sandbox's.
const INVENTES: u64 = 9_990_000_000;

impl Numeros {
    pub(super) fn controler(self, mode: Mode, trouvees: &mut Vec<Contradiction>) {
        let mut signaler = |raison: &str, remede: &str| {
            trouvees.push(Contradiction::new("numeros", raison, remede));
        };
        if Plage::nouvelle(self.premier, self.dernier).is_err() {
            let raison = "a range goes from a number of ten digits to another one that is not smaller";
            signaler(raison, "write `premier` and `dernier` without the key, ten digits each");
        } else if mode == Mode::Production && self.dernier >= INVENTES {
            let raison = "numbers from 9990000000 on are for tests and stand for nobody";
            signaler(raison, "write the range that the ANS has set aside for this registry");
        } else if mode == Mode::Sandbox && self.premier < INVENTES {
            let raison = "an invented person would get the number of somebody real";
            signaler(raison, "leave the table out, or begin at 9990000100");
        }
    }

    /// What the configuration's check has let through.
    pub(crate) fn plage(self) -> Option<Plage> {
        Plage::nouvelle(self.premier, self.dernier).ok()
    }
}

impl Support {
    pub(super) fn controler(&self, trouvees: &mut Vec<Contradiction>) {
        let mut autres = self.agents.clone();
        autres.sort();
        autres.dedup();
        if autres.len() < 2 {
            let raison = "one proposes and another one confirms: the support needs two people";
            trouvees.push(Contradiction::new("support.agents", raison, "name at least two card holders"));
        }
    }
}
