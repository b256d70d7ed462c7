use std::fmt;

use crate::catalogue;
use crate::partie::Partie;
use crate::scenario::Scenario;

/// What a campaign plays, chosen before it begins.
pub struct Plan {
    pub jouer: Vec<&'static Scenario>,
    /// With the reason.
    pub sans_objet: Vec<(&'static Scenario, String)>,
    /// Not every scenario was asked for.
    pub partiel: bool,
}

#[derive(Debug, PartialEq, Eq)]
pub enum PlanError {
    Inconnu(String),
    /// Everything that was asked for makes no sense for this service.
    Vide,
}

impl fmt::Display for PlanError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Inconnu(id) => write!(f, "aucun scénario ne s'appelle « {id} » : `banc scenarios` donne la liste"),
            Self::Vide => f.write_str("rien à jouer : tous les scénarios demandés sont sans objet pour ce service"),
        }
    }
}

impl std::error::Error for PlanError {}

impl Plan {
    /// Every scenario, or those of `choisis`; each is played, or sans objet by the word of the file or for want of a hook.
    pub fn nouveau(partie: &Partie, choisis: Option<&[String]>) -> Result<Self, PlanError> {
        if let Some(inconnu) = choisis.into_iter().flatten().find(|id| catalogue::trouver(id).is_none()) {
            return Err(PlanError::Inconnu(inconnu.clone()));
        }
        let voulu = |id: &str| choisis.is_none_or(|choisis| choisis.iter().any(|choisi| choisi == id));
        let mut plan = Self { jouer: Vec::new(), sans_objet: Vec::new(), partiel: choisis.is_some() };
        for scenario in catalogue::tous().filter(|scenario| voulu(scenario.id)) {
            let absent = scenario.besoins.iter().find(|besoin| !partie.offre(**besoin));
            let raison = partie.sans_objet.get(scenario.id).cloned();
            match raison.or_else(|| absent.map(|besoin| besoin.absence().to_owned())) {
                Some(raison) => plan.sans_objet.push((scenario, raison)),
                None => plan.jouer.push(scenario),
            }
        }
        if plan.jouer.is_empty() { Err(PlanError::Vide) } else { Ok(plan) }
    }
}
