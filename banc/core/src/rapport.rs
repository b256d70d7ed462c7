//! The report: what an auditor can use. No secret, no token, no person's name goes in.

use serde::{Deserialize, Serialize};

use crate::comparaison::Comparaison;
use crate::scenario::{Famille, Rang, Scenario};
use crate::verdict::{Conclusion, Verdict};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Rapport {
    /// Of this form; a reader that knows another refuses.
    pub format: u32,
    pub campagne: Campagne,
    pub conclusion: Conclusion,
    pub bilan: Bilan,
    pub scenarios: Vec<Ligne>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub comparaison: Option<Comparaison>,
}

pub const FORMAT: u32 = 1;

/// Who was tested, by what, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Campagne {
    pub service: String,
    pub version: String,
    pub client_id: String,
    pub banc: String,
    pub pilote: String,
    pub graine: u64,
    /// RFC 3339, UTC.
    pub debut: String,
    pub fin: String,
    /// Not every scenario was asked for.
    pub partielle: bool,
    /// `kid` of the key that signs this report.
    pub cle: String,
    /// Why it stopped before its end.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arret: Option<String>,
}

/// How many of each.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bilan {
    pub conformes: usize,
    /// Of obligations: they block.
    pub non_conformes: usize,
    /// Advice that was not followed.
    pub conseils: usize,
    pub non_concluants: usize,
    pub sans_objet: usize,
}

/// One scenario, and what it was worth.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ligne {
    pub id: String,
    pub famille: Famille,
    pub titre: String,
    pub rang: Rang,
    pub regle: String,
    pub source: String,
    pub jeu: String,
    pub attendu: String,
    pub observe: Vec<String>,
    pub remede: String,
    pub verdict: Verdict,
    /// Why it is not conclusive, or not played.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub raison: Option<String>,
    /// Milliseconds.
    pub duree_ms: u64,
}

impl Ligne {
    pub fn nouvelle(scenario: &Scenario, verdict: Verdict, raison: Option<String>) -> Self {
        Self {
            id: scenario.id.to_owned(),
            famille: scenario.famille,
            titre: scenario.titre.to_owned(),
            rang: scenario.rang,
            regle: scenario.regle.to_owned(),
            source: scenario.source.to_owned(),
            jeu: scenario.jeu.to_owned(),
            attendu: scenario.attendu.to_owned(),
            observe: Vec::new(),
            remede: scenario.remede.to_owned(),
            verdict,
            raison,
            duree_ms: 0,
        }
    }

    /// An obligation that is not met.
    pub fn bloque(&self) -> bool {
        self.verdict == Verdict::NonConforme && self.rang == Rang::Obligation
    }
}

impl Rapport {
    pub fn nouveau(campagne: Campagne, scenarios: Vec<Ligne>) -> Self {
        let bilan = Bilan::de(&scenarios);
        Self { format: FORMAT, campagne, conclusion: bilan.conclusion(), bilan, scenarios, comparaison: None }
    }

    pub fn ligne(&self, id: &str) -> Option<&Ligne> {
        self.scenarios.iter().find(|ligne| ligne.id == id)
    }
}

impl Bilan {
    pub fn de(lignes: &[Ligne]) -> Self {
        let combien = |verdict| lignes.iter().filter(|ligne| ligne.verdict == verdict).count();
        let non_conformes = lignes.iter().filter(|ligne| ligne.bloque()).count();
        Self {
            conformes: combien(Verdict::Conforme),
            non_conformes,
            conseils: combien(Verdict::NonConforme) - non_conformes,
            non_concluants: combien(Verdict::NonConcluant),
            sans_objet: combien(Verdict::SansObjet),
        }
    }

    /// One obligation that is not met is enough; then what could not be seen; advice blocks nothing.
    pub const fn conclusion(self) -> Conclusion {
        match self {
            Self { non_conformes: 1.., .. } => Conclusion::NonConforme,
            Self { non_concluants: 1.., .. } => Conclusion::NonConcluant,
            // nothing was played, so nothing was shown
            Self { conformes: 0, conseils: 0, .. } => Conclusion::NonConcluant,
            _ => Conclusion::Conforme,
        }
    }

    pub const fn joues(self) -> usize {
        self.conformes + self.non_conformes + self.conseils + self.non_concluants
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_obligation_that_is_not_met_decides_and_advice_blocks_nothing() {
        let bilan = Bilan { conformes: 50, ..Bilan::default() };
        assert_eq!(Bilan { conseils: 3, ..bilan }.conclusion(), Conclusion::Conforme);
        assert_eq!(Bilan { non_concluants: 1, ..bilan }.conclusion(), Conclusion::NonConcluant);
        let fautif = Bilan { non_conformes: 1, non_concluants: 1, ..bilan };
        assert_eq!(fautif.conclusion(), Conclusion::NonConforme);
        assert_eq!(Bilan::default().conclusion(), Conclusion::NonConcluant, "nothing was shown");
    }
}
