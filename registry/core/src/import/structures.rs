//! The places that a file names, each taken from the first row that does.

use std::collections::{HashMap, HashSet};

use super::ligne::Ligne;
use super::signalement::{Raison, Signalement};
use super::{Colonne, ImportError};
use crate::port::Chantier;
use crate::structure::{CleStructure, GenreStructure, Structure};

/// What the import knows of places so far.
#[derive(Default)]
pub struct Structures {
    /// Already taken from an earlier row.
    decidees: HashSet<CleStructure>,
    /// Known before, described otherwise by this file: whoever works there has stale data.
    pub modifiees: Vec<CleStructure>,
}

/// What a batch of rows does to places.
#[derive(Default)]
pub struct Places {
    /// As the registry has them now.
    connues: HashMap<CleStructure, Structure>,
    pub ecritures: Vec<Structure>,
    pub avertissements: Vec<Signalement>,
}

impl Places {
    pub async fn charger(
        lignes: impl Iterator<Item = &Ligne>,
        chantier: &mut dyn Chantier,
    ) -> Result<Self, ImportError> {
        let mut cles = HashSet::new();
        for ligne in lignes {
            cles.extend(ligne.lieu.cle());
            cles.extend(ligne.entite_juridique().map(CleStructure::finess));
        }
        let cles: Vec<CleStructure> = cles.into_iter().collect();
        Ok(Self { connues: chantier.structures(&cles).await?, ..Self::default() })
    }

    /// A place of practice that the registry knows for a legal entity (SIT-01).
    pub fn est_entite_juridique(&self, ligne: &Ligne) -> bool {
        ligne
            .lieu
            .cle()
            .and_then(|cle| self.connues.get(&cle))
            .is_some_and(|connue| connue.genre == GenreStructure::EntiteJuridique)
    }

    pub fn prendre(&mut self, ligne: &Ligne, structures: &mut Structures) {
        if let Some(finess) = ligne.entite_juridique() {
            let entite = Structure::entite_juridique(finess);
            if structures.decidees.insert(entite.cle.clone()) && !self.connues.contains_key(&entite.cle) {
                self.ecrire(entite);
            }
        }
        let Some(lue) = &ligne.lieu.structure else { return };
        let connue = self.connues.get(&lue.cle);
        if structures.decidees.insert(lue.cle.clone()) {
            if connue.is_some_and(|connue| connue != lue) {
                structures.modifiees.push(lue.cle.clone());
            }
            if connue != Some(lue) {
                self.ecrire(lue.clone());
            }
        } else if connue != Some(lue) {
            self.avertissements.push(Signalement {
                ligne: ligne.numero,
                colonne: Some(Colonne::StructureId),
                valeur: lue.cle.to_string(),
                raison: Raison::StructureContredite,
            });
        }
    }

    fn ecrire(&mut self, structure: Structure) {
        self.connues.insert(structure.cle.clone(), structure.clone());
        self.ecritures.push(structure);
    }
}
