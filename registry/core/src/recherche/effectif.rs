use sante::{Finess, IdentifiantNational};

use super::{Mot, Recherche, RechercheError};
use crate::habilitation::Agent;
use crate::journal::Geste;
use crate::port::Fiche;
use crate::situation_acte::{Noms, SituationVue, vues};
use crate::structure::Structure;

/// How many people a page holds.
const PAGE: u32 = 50;

/// One page of the people of a place.
#[derive(Clone, Debug)]
pub struct Effectif {
    pub structure: Structure,
    /// In all.
    pub nombre: u32,
    /// From 1 on.
    pub page: u32,
    pub pages: u32,
    pub membres: Vec<Membre>,
}

/// Somebody who works there, or will; or whom a measure keeps from it.
#[derive(Clone, Debug)]
pub struct Membre {
    pub personne: IdentifiantNational,
    pub noms: Noms,
    /// A measure holds them out of service (R05).
    pub hors_activite: bool,
    /// There, not ended.
    pub situations: Vec<SituationVue>,
}

impl Recherche {
    /// Who works in a place of the agent's scope. A page past the last one is the last one.
    pub async fn effectif(
        &self,
        agent: &IdentifiantNational,
        finess: &Finess,
        page: u32,
    ) -> Result<Effectif, RechercheError> {
        self.effectif_nomme(agent, finess, ("", page)).await
    }

    /// Those of them whose names have words that begin so; an empty name is everybody's.
    pub async fn effectif_nomme(
        &self,
        agent: &IdentifiantNational,
        finess: &Finess,
        (nom, page): (&str, u32),
    ) -> Result<Effectif, RechercheError> {
        let mots = Mot::debuts(nom);
        let maintenant = self.guichet.maintenant();
        let (lui, structure) = self.guichet.gestionnaire_lecteur::<RechercheError>(agent, finess).await?;
        let nombre = self.personnes.nombre((&structure.cle, &mots), maintenant).await?;
        let pages = nombre.div_ceil(PAGE).max(1);
        let page = page.clamp(1, pages);
        let ids = self.personnes.effectif((&structure.cle, &mots), maintenant, ((page - 1) * PAGE, PAGE)).await?;
        let fiches = self.personnes.fiches(&ids).await?;
        let membres = fiches.iter().filter_map(|fiche| self.membre(fiche, &lui, &structure)).collect();
        let geste = Geste::EffectifLu { agent: agent.clone(), structure: finess.clone(), personnes: ids };
        self.guichet.consigner(geste).await?;
        Ok(Effectif { structure, nombre, page, pages, membres })
    }

    fn membre(&self, fiche: &Fiche, agent: &Agent, structure: &Structure) -> Option<Membre> {
        let maintenant = self.guichet.maintenant();
        let mut situations = vues(agent, maintenant, fiche);
        situations.retain(|vue| {
            vue.situation.structure.as_ref() == Some(&structure.cle)
                && vue.situation.fin.is_none_or(|fin| maintenant < fin.le)
        });
        let noms = situations.first()?.noms.clone();
        let (personne, hors_activite) =
            (fiche.personne.identifiant().clone(), fiche.personne.hors_activite(maintenant));
        Some(Membre { personne, noms, hors_activite, situations })
    }
}
