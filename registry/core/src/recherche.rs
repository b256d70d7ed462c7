//! Finding people: by the number or the name that they practise under, and who works in a place (GES-21). What is found by a
//! name is public already; who works in a place, and since when, is shown for one's own places alone.

mod effectif;
mod erreur;
mod mesure;
mod mots;
mod port;
mod proches;
mod trouvees;

use std::sync::Arc;

use sante::IdentifiantNational;

use crate::guichet::Guichet;
use crate::habilitation::{Agent, HorsPerimetre, Perimetre, connaitre};
use crate::port::PortError;
use crate::structure::Structure;

pub use crate::pli::plier;
pub use effectif::{Effectif, Membre};
pub use erreur::RechercheError;
pub use mesure::{Limites, Mesure, Rythme};
pub use mots::{Mot, Question, mots_de};
pub use port::Personnes;
pub use proches::{cles_de_pres, de_pres};
pub use trouvees::{LieuPublic, Trouvee, Trouvees};

/// Questions of an agent about people.
#[derive(Clone)]
pub struct Recherche {
    guichet: Guichet,
    personnes: Arc<dyn Personnes>,
}

impl Recherche {
    pub fn new(guichet: Guichet, personnes: Arc<dyn Personnes>) -> Self {
        Self { guichet, personnes }
    }

    /// Where the agent registers people, in the order of their names.
    pub async fn etablissements<E: From<HorsPerimetre> + From<PortError>>(
        &self,
        agent: &IdentifiantNational,
    ) -> Result<Vec<Structure>, E> {
        let lui = connaitre::<E>(self.guichet.registre.as_ref(), agent, self.guichet.maintenant()).await?;
        Ok(self.tenus(&lui).await?)
    }

    async fn tenus(&self, agent: &Agent) -> Result<Vec<Structure>, PortError> {
        let mut tenus = Vec::new();
        for habilitation in agent.habilitations.iter().filter(|habilitation| habilitation.titre.gere()) {
            match &habilitation.perimetre {
                Perimetre::EntiteJuridique(ej) => tenus.extend(self.personnes.etablissements_de(ej).await?),
                Perimetre::Etablissement(eg) => tenus.extend(self.guichet.registre.structure(eg).await?),
            }
        }
        tenus.retain(|structure| agent.peut_agir_sur(structure).is_ok());
        tenus.sort_by(|une, autre| {
            (&une.details.raison_sociale, &une.cle).cmp(&(&autre.details.raison_sociale, &autre.cle))
        });
        tenus.dedup_by(|une, autre| une.cle == autre.cle);
        Ok(tenus)
    }
}
