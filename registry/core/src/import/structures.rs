//! The places that a file names, each taken from the first row that does.

use std::collections::hash_map::Entry;
use std::collections::{HashMap, HashSet};
use std::hash::{DefaultHasher, Hash as _, Hasher as _};

use super::destination::Destination;
use super::ligne::Ligne;
use super::signalement::{Raison, Signalement};
use super::{Colonne, ImportError};
use crate::structure::{CleStructure, GenreStructure, Structure};

/// What the import knows of places so far.
#[derive(Default)]
pub struct Structures {
    /// Already taken from an earlier row, with a hash of what it said: a registry that knew nobody cannot be asked.
    decidees: HashMap<CleStructure, u64>,
    /// Known before, described otherwise by this file: whoever works there has stale data.
    pub modifiees: HashSet<CleStructure>,
}

impl Structures {
    /// A row that the registry already says names this place: it stays as it is.
    pub fn garder(&mut self, cle: CleStructure) {
        self.decidees.entry(cle).or_default();
    }

    /// Whether this row is the first to name the place.
    fn decider(&mut self, structure: &Structure) -> Result<(), u64> {
        match self.decidees.entry(structure.cle.clone()) {
            Entry::Occupied(dite) => Err(*dite.get()),
            Entry::Vacant(libre) => {
                libre.insert(condense(structure));
                Ok(())
            }
        }
    }
}

fn condense(structure: &Structure) -> u64 {
    let mut hacheur = DefaultHasher::new();
    (structure.genre == GenreStructure::EntiteJuridique).hash(&mut hacheur);
    structure.details.hash(&mut hacheur);
    hacheur.finish()
}

/// What a batch of rows does to places.
#[derive(Default)]
pub struct Places {
    /// As the registry has them now.
    connues: HashMap<CleStructure, Structure>,
    /// Described by FINESS, which an extraction does not write over.
    decrites: HashSet<CleStructure>,
    pub ecritures: Vec<Structure>,
    pub avertissements: Vec<Signalement>,
}

impl Places {
    pub async fn charger(
        lignes: impl Iterator<Item = &Ligne>,
        destination: &mut Destination,
    ) -> Result<Self, ImportError> {
        let mut cles = HashSet::new();
        for ligne in lignes {
            cles.extend(ligne.lieu.cle());
            cles.extend(ligne.entite_juridique().map(CleStructure::finess));
        }
        let cles: Vec<CleStructure> = cles.into_iter().collect();
        let (connues, decrites) = (destination.structures(&cles).await?, destination.decrites(&cles).await?);
        Ok(Self { connues, decrites, ..Self::default() })
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
            if structures.decider(&entite).is_ok() && !self.connues.contains_key(&entite.cle) {
                self.ecrire(entite);
            }
        }
        let Some(lue) = &ligne.lieu.structure else { return };
        if self.decrites.contains(&lue.cle) {
            return;
        }
        let connue = self.connues.get(&lue.cle);
        let contredite = match structures.decider(lue) {
            Ok(()) => {
                if connue.is_some_and(|connue| connue != lue) {
                    structures.modifiees.insert(lue.cle.clone());
                }
                if connue != Some(lue) {
                    self.ecrire(lue.clone());
                }
                false
            }
            Err(dite) => connue.map_or_else(|| dite != condense(lue), |connue| connue != lue),
        };
        if contredite {
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
