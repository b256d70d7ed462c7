use serde::{Deserialize, Serialize};

use crate::rapport::Rapport;
use crate::verdict::Verdict;

/// This campaign beside an earlier one of the same service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparaison {
    /// When the earlier one began.
    pub precedent: String,
    pub version: String,
    /// Scenarios whose verdict is another, in the order of the catalogue.
    pub ecarts: Vec<Ecart>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ecart {
    pub id: String,
    pub titre: String,
    /// `None`: was not in that report.
    pub avant: Option<Verdict>,
    /// `None`: is not in this one.
    pub apres: Option<Verdict>,
}

impl Ecart {
    /// What was right and is so no longer.
    pub fn recul(&self) -> bool {
        self.avant == Some(Verdict::Conforme)
            && matches!(self.apres, Some(Verdict::NonConforme | Verdict::NonConcluant))
    }

    pub fn progres(&self) -> bool {
        self.apres == Some(Verdict::Conforme) && matches!(self.avant, Some(v) if v != Verdict::Conforme)
    }
}

impl Comparaison {
    pub fn entre(avant: &Rapport, apres: &Rapport) -> Self {
        let mut ecarts: Vec<Ecart> = apres
            .scenarios
            .iter()
            .map(|ligne| Ecart {
                id: ligne.id.clone(),
                titre: ligne.titre.clone(),
                avant: avant.ligne(&ligne.id).map(|ligne| ligne.verdict),
                apres: Some(ligne.verdict),
            })
            .collect();
        let partis = avant.scenarios.iter().filter(|ligne| apres.ligne(&ligne.id).is_none());
        ecarts.extend(partis.map(|ligne| Ecart {
            id: ligne.id.clone(),
            titre: ligne.titre.clone(),
            avant: Some(ligne.verdict),
            apres: None,
        }));
        ecarts.retain(|ecart| ecart.avant != ecart.apres);
        Self { precedent: avant.campagne.debut.clone(), version: avant.campagne.version.clone(), ecarts }
    }
}
