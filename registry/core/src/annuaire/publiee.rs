use std::collections::HashMap;

use ambient::Timestamp;
use annuaire::SavoirFaire;
use sante::{IdentifiantNational, Rpps, SituationId};

use crate::carte::{Carte, Etape, ModeleCarte};
use crate::exercice::{CleExercice, ExerciceProfessionnel};
use crate::finess::Faits;
use crate::personne::{Personne, Professionnel};
use crate::port::Fiche;
use crate::situation::SituationExercice;
use crate::structure::{CleStructure, Structure};

/// Somebody, as everybody may know them (facts/registry.md §10.2).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Publiee {
    pub identifiant: IdentifiantNational,
    pub rpps: Rpps,
    /// M, MME.
    pub code_civilite: String,
    /// Neither taken away nor out of service; nothing is told of somebody who is.
    pub active: bool,
    /// When this last changed.
    pub maj: Timestamp,
    pub exercices: Vec<ExercicePublie>,
    pub cartes: Vec<CartePubliee>,
}

/// A card in somebody's hands, good still. That another one was opposed, and when, is restricted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CartePubliee {
    pub modele: ModeleCarte,
    /// What is printed on it.
    pub numero: String,
    pub depuis: Timestamp,
    pub jusque: Timestamp,
}

/// A profession in a category, under the names that are practised under.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExercicePublie {
    pub cle: CleExercice,
    pub code_civilite: String,
    pub nom: String,
    pub prenom: String,
    /// The source no longer lists it: its activities alone remain, as past ones.
    pub retire: bool,
    pub savoir_faire: Vec<SavoirFaire>,
    pub activites: Vec<ActivitePubliee>,
}

/// A situation without its dates: it holds now, or it is over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActivitePubliee {
    pub id: SituationId,
    pub active: bool,
    pub code_mode: String,
    pub code_secteur: String,
    pub code_section_pharmacien: String,
    pub code_role: String,
    pub code_genre: String,
    pub autorite: String,
    pub structure: Option<Structure>,
}

/// A place, with the instant at which what is said of it last changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LieuPublie {
    pub structure: Structure,
    pub maj: Timestamp,
    /// Empty where FINESS has not described it.
    pub faits: Faits,
    /// TRE_R02; empty: nobody has said it.
    pub secteur: String,
}

impl Publiee {
    /// `None`: a card holder, who has no RPPS number and is not in the directory.
    pub fn de(fiche: &Fiche, maj: Timestamp, maintenant: Timestamp) -> Option<Self> {
        let Personne::Professionnel(lui) = &fiche.personne else { return None };
        let rpps = lui.identifiant.rpps()?.clone();
        let active = lui.active(maintenant);
        Some(Self {
            rpps,
            code_civilite: lui.etat_civil.code_civilite.clone(),
            active,
            maj,
            exercices: exercices(lui, &fiche.structures, maintenant),
            identifiant: lui.identifiant.clone(),
            cartes: Vec::new(),
        })
    }

    /// With those of these cards that are shown.
    pub fn avec_cartes<'a>(self, siennes: impl IntoIterator<Item = &'a Carte>, maintenant: Timestamp) -> Self {
        let active = self.active;
        let cartes = siennes.into_iter().filter(|_| active).filter_map(|une| CartePubliee::de(une, maintenant));
        Self { cartes: cartes.collect(), ..self }
    }

    /// Those that are still listed.
    pub fn exercices_en_cours(&self) -> impl Iterator<Item = &ExercicePublie> {
        self.exercices.iter().filter(|exercice| self.active && !exercice.retire)
    }

    /// Each with its exercise, in the order of their identifiers.
    pub fn activites(&self) -> Vec<(&ExercicePublie, &ActivitePubliee)> {
        let siennes =
            self.exercices.iter().flat_map(|exercice| exercice.activites.iter().map(move |une| (exercice, une)));
        let mut siennes: Vec<_> = siennes.collect();
        siennes.sort_by(|(_, une), (_, autre)| une.id.as_str().cmp(autre.id.as_str()));
        siennes
    }
}

impl CartePubliee {
    /// `None`: it is not in anybody's hands, it is over, or it was opposed.
    pub fn de(carte: &Carte, maintenant: Timestamp) -> Option<Self> {
        let (Etape::Envoyee { fabrication, .. } | Etape::Recue { fabrication, .. }) = &carte.etape else { return None };
        let sienne = || Self {
            modele: carte.modele,
            numero: fabrication.numero.clone(),
            depuis: fabrication.depuis,
            jusque: fabrication.jusque,
        };
        (maintenant < fabrication.jusque).then(sienne)
    }
}

fn exercices(
    lui: &Professionnel,
    structures: &HashMap<CleStructure, Structure>,
    maintenant: Timestamp,
) -> Vec<ExercicePublie> {
    let active = lui.active(maintenant);
    let publier = |exercice: &ExerciceProfessionnel| ExercicePublie {
        cle: exercice.cle.clone(),
        code_civilite: exercice.code_civilite.clone(),
        nom: exercice.nom.clone(),
        prenom: exercice.prenom.clone(),
        retire: exercice.retire_le.is_some_and(|le| le <= maintenant),
        savoir_faire: exercice.savoir_faire.clone(),
        // one that is to begin is nobody's business yet
        activites: exercice
            .situations
            .iter()
            .filter(|situation| situation.debut.is_none_or(|debut| debut <= maintenant))
            .map(|situation| activite(situation, structures, active && situation.en_cours(maintenant)))
            .collect(),
    };
    lui.exercices.iter().map(publier).collect()
}

fn activite(
    situation: &SituationExercice,
    structures: &HashMap<CleStructure, Structure>,
    active: bool,
) -> ActivitePubliee {
    ActivitePubliee {
        id: situation.id.clone(),
        active,
        code_mode: situation.code_mode.clone(),
        code_secteur: situation.code_secteur.clone(),
        code_section_pharmacien: situation.code_section_pharmacien.clone(),
        code_role: situation.code_role.clone(),
        code_genre: situation.code_genre.clone(),
        autorite: situation.autorite.clone(),
        structure: situation.structure.as_ref().and_then(|cle| structures.get(cle)).cloned(),
    }
}
