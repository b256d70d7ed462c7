use std::sync::Arc;

use sante::{Finess, IdentifiantNational};
use serde::Serialize;

use super::{
    Ensemble, EtapeProfession, ProfessionDemandee, ProfessionDemandeeId, ProfessionError, ProfessionsDemandees,
};
use crate::grades::Groupements;
use crate::guichet::Guichet;
use crate::idempotence::{Auteur, CleIdempotence, Une};
use crate::identite::Objection;
use crate::journal::Geste;
use crate::recherche::Recherche;

/// Requests for professions, as structures make and follow them.
#[derive(Clone)]
pub struct Professions {
    pub(super) guichet: Guichet,
    pub(super) demandees: Arc<dyn ProfessionsDemandees>,
    pub(super) recherche: Recherche,
    pub(super) groupements: Groupements,
}

/// As somebody typed it.
#[derive(Clone, Debug, Serialize)]
pub struct NouvelleProfession {
    pub structure: Finess,
    pub libelle: String,
    pub volume: String,
    pub usages: String,
}

impl Professions {
    pub fn new(guichet: Guichet, demandees: Arc<dyn ProfessionsDemandees>, recherche: Recherche) -> Self {
        Self { guichet, demandees, recherche, groupements: Groupements::default() }
    }

    /// With the declared GRADeS.
    #[must_use]
    pub fn avec_groupements(self, groupements: Groupements) -> Self {
        Self { groupements, ..self }
    }

    pub async fn demander(
        &self,
        agent: &IdentifiantNational,
        cle: &CleIdempotence,
        nouvelle: NouvelleProfession,
    ) -> Result<ProfessionDemandeeId, ProfessionError> {
        let auteur = Auteur::personne(agent);
        let une = Une::de(&auteur, cle, "demander_profession", &nouvelle)?;
        let NouvelleProfession { libelle, volume, usages, .. } = &nouvelle;
        let volume = NouvelleProfession::verifier(libelle, volume, usages).map_err(ProfessionError::Saisie)?;
        let mut chantier = self.guichet.registre.chantier().await?;
        if let Some(id) = une.deja::<ProfessionDemandeeId, ProfessionError>(chantier.as_mut()).await? {
            return Ok(id);
        }
        self.guichet.gestionnaire::<ProfessionError>(chantier.as_mut(), agent, &nouvelle.structure).await?;
        let demandee = ProfessionDemandee {
            id: ProfessionDemandeeId::from(self.guichet.ambient.chance.token()),
            libelle: nouvelle.libelle.trim().to_owned(),
            volume,
            usages: nouvelle.usages.trim().to_owned(),
            structure: nouvelle.structure,
            par: agent.clone(),
            le: self.guichet.maintenant(),
            ensemble: Ensemble::seule(volume),
            reunie_a: None,
            avis: Vec::new(),
            etape: EtapeProfession::Envoyee,
            version: 1,
        };
        chantier.ecrire_profession_demandee(&demandee).await?;
        une.retenir(chantier.as_mut(), self.guichet.maintenant(), &demandee.id).await?;
        let (agent, demande, etape) = (agent.clone(), demandee.id.clone(), demandee.etape.stade().nom());
        self.guichet.clore(chantier, Geste::Profession { agent, demande, etape }).await?;
        Ok(demandee.id)
    }
}

impl NouvelleProfession {
    /// The volume, or every objection at once: what is known without the establishment.
    pub fn verifier(libelle: &str, volume: &str, usages: &str) -> Result<u32, Vec<Objection>> {
        let long = |texte: &str, au_plus: usize| {
            let texte = texte.trim();
            texte.is_empty() || texte.chars().count() > au_plus
        };
        let mut objections = Vec::new();
        if long(libelle, 120) || libelle.chars().any(char::is_control) {
            let phrase = "Écrivez le nom de la profession, en 120 caractères au plus.";
            objections.push(Objection::new("libelle", "profession_sans_libelle", phrase));
        }
        let volume = volume.trim().parse::<u32>().ok().filter(|volume| (1..=1_000_000).contains(volume));
        if volume.is_none() {
            let phrase = "Écrivez le nombre de personnes concernées, en chiffres.";
            objections.push(Objection::new("volume", "profession_sans_volume", phrase));
        }
        if long(usages, 1_000) {
            let phrase = "Dites à quels services ces personnes doivent accéder, en 1 000 caractères au plus.";
            objections.push(Objection::new("usages", "profession_sans_usages", phrase));
        }
        volume.filter(|_| objections.is_empty()).ok_or(objections)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: ROL-09
    #[test]
    fn a_label_a_volume_and_uses_are_asked_for_at_once() {
        let objections = NouvelleProfession::verifier(" ", "douze", &"é".repeat(1_001)).unwrap_err();
        let champs: Vec<_> = objections.iter().map(|objection| objection.champ).collect();
        assert_eq!(champs, ["libelle", "volume", "usages"]);
        assert_eq!(NouvelleProfession::verifier("Pair-aidant", " 12 ", "DUI"), Ok(12));
    }
}
