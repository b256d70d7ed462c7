use sante::IdentifiantNational;

use crate::journal::{Mot, nommees};
use crate::lot::{Lot, LotId};

/// What happens to a file of many people. Each registration is told beside it, in its own words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LotActe {
    /// A preview was made: how many lines, and how many people of them the registry knows or may know.
    Depose { agent: IdentifiantNational, lot: LotId, empreinte: String, lignes: usize, connues: usize },
    /// The file is about to enter the named stage.
    Etape { agent: IdentifiantNational, lot: LotId, etape: &'static str },
    /// Lines left the registry, with the numbers of these people.
    Lu { agent: IdentifiantNational, lot: LotId, lignes: usize, personnes: Vec<IdentifiantNational> },
}

const ETAPE: Mot = Mot {
    mot: "registry.batch.moved",
    dit: "A file of many people was confirmed, finished or given up. Each of its registrations has a record of its own.",
    champs: &["agent.id", "batch.id", "stage"],
};
const DEPOSE: Mot = Mot {
    mot: "registry.batch.previewed",
    dit: "An agent sent a file of many people and was told what would come of each line: `known` of them are in the registry, or may be.",
    champs: &["agent.id", "batch.id", "file.sha256", "known", "rows"],
};
const LU: Mot = Mot {
    mot: "registry.batch.read",
    dit: "An agent opened lines of their file, or its report: names and numbers left the registry.",
    champs: &["agent.id", "batch.id", "people.id", "rows"],
};

/// In the order of their words.
pub const MOTS: [Mot; 3] = [ETAPE, DEPOSE, LU];

impl LotActe {
    pub fn etape(lot: &Lot, etape: &'static str) -> Self {
        Self::Etape { agent: lot.agent.clone(), lot: lot.id.clone(), etape }
    }

    pub const fn mot(&self) -> Mot {
        match self {
            Self::Depose { .. } => DEPOSE,
            Self::Etape { .. } => ETAPE,
            Self::Lu { .. } => LU,
        }
    }

    /// The values of [`Mot::champs`], in the same order.
    pub fn valeurs(&self) -> Vec<String> {
        match self {
            Self::Depose { agent, lot, empreinte, lignes, connues } => {
                vec![agent.to_string(), lot.to_string(), empreinte.clone(), connues.to_string(), lignes.to_string()]
            }
            Self::Etape { agent, lot, etape } => vec![agent.to_string(), lot.to_string(), (*etape).to_owned()],
            Self::Lu { agent, lot, lignes, personnes } => {
                vec![agent.to_string(), lot.to_string(), nommees(personnes), lignes.to_string()]
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_act_has_a_value_for_each_field_of_its_word() {
        let agent: IdentifiantNational = "3690990015/CPE00002".parse().unwrap();
        let lot = LotId::from("l");
        let actes = [
            LotActe::Depose {
                agent: agent.clone(),
                lot: lot.clone(),
                empreinte: "00".to_owned(),
                lignes: 2,
                connues: 1,
            },
            LotActe::Etape { agent: agent.clone(), lot: lot.clone(), etape: "EN_COURS" },
            LotActe::Lu { personnes: vec![agent.clone()], agent, lot, lignes: 2 },
        ];
        for acte in actes {
            assert_eq!(acte.valeurs().len(), acte.mot().champs.len(), "{acte:?}");
        }
    }
}
