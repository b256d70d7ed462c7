//! What the provider is told of a person: never the civil status beyond the two names, never correspondence data.

use std::collections::HashMap;

use ambient::{Seconds, Timestamp};
use annuaire::{Exercice, Porteur, Situation};
use sante::AutreIdentifiant;

use crate::exercice::ExerciceProfessionnel;
use crate::personne::{Personne, PorteurDeCarte, Professionnel};
use crate::port::Fiche;
use crate::situation::SituationExercice;
use crate::structure::{CleStructure, Structure};

/// How long an ended situation is still told, so that a reader learns that it ended rather than that it never was.
const MEMOIRE: Seconds = Seconds::hours(7 * 24);

type Structures = HashMap<CleStructure, Structure>;

impl Fiche {
    pub fn projeter(&self, maintenant: Timestamp) -> annuaire::Personne {
        match &self.personne {
            Personne::Professionnel(professionnel) => self.professionnel(professionnel, maintenant),
            Personne::PorteurDeCarte(porteur) => self.porteur(porteur),
        }
    }

    fn professionnel(&self, personne: &Professionnel, maintenant: Timestamp) -> annuaire::Personne {
        let exercices =
            personne.exercices.iter().filter_map(|exercice| exercice.projeter(&self.structures, maintenant));
        let autres_identifiants = match personne.autres_identifiants.as_slice() {
            [] => vec![propre_identifiant(&self.personne)],
            autres => autres.to_vec(),
        };
        self.identite(Porteur::Professionnel, exercices.collect(), autres_identifiants)
    }

    fn porteur(&self, porteur: &PorteurDeCarte) -> annuaire::Personne {
        let structure = details(Some(&porteur.structure), &self.structures).unwrap_or_default();
        let porteur = Porteur::PorteurDeCarte { structure: Box::new(structure) };
        self.identite(porteur, Vec::new(), vec![propre_identifiant(&self.personne)])
    }

    /// Civil names, as Pro Santé Connect's `family_name` and `given_name` (docs/decisions/0002).
    fn identite(
        &self,
        porteur: Porteur,
        exercices: Vec<Exercice>,
        autres_identifiants: Vec<AutreIdentifiant>,
    ) -> annuaire::Personne {
        let etat_civil = self.personne.etat_civil();
        annuaire::Personne {
            identifiant: self.personne.identifiant().clone(),
            porteur,
            nom: etat_civil.nom.clone(),
            prenom: etat_civil.prenom().to_owned(),
            code_civilite: etat_civil.code_civilite.clone(),
            exercices,
            autres_identifiants,
        }
    }
}

impl ExerciceProfessionnel {
    /// `None` for an exercise that is over and whose situations are forgotten.
    fn projeter(&self, structures: &Structures, maintenant: Timestamp) -> Option<Exercice> {
        let situations: Vec<Situation> = self
            .situations
            .iter()
            .filter(|situation| situation.fin.is_none_or(|fin| maintenant < fin.le.plus(MEMOIRE)))
            .map(|situation| situation.projeter(structures))
            .collect();
        (self.retire_le.is_none() || !situations.is_empty()).then(|| Exercice {
            code_profession: self.cle.code_profession.clone(),
            code_categorie: self.cle.code_categorie.clone(),
            code_civilite: self.code_civilite.clone(),
            nom: self.nom.clone(),
            prenom: self.prenom.clone(),
            savoir_faire: self.savoir_faire.clone(),
            situations,
        })
    }
}

impl SituationExercice {
    fn projeter(&self, structures: &Structures) -> Situation {
        Situation {
            id: self.id.clone(),
            code_mode_exercice: self.code_mode.clone(),
            code_secteur: self.code_secteur.clone(),
            code_section_pharmacien: self.code_section_pharmacien.clone(),
            code_role: self.code_role.clone(),
            code_genre_activite: self.code_genre.clone(),
            autorite: self.autorite.clone(),
            debut: self.debut,
            fin: self.fin.map(|fin| fin.le),
            structure: details(self.structure.as_ref(), structures),
        }
    }
}

fn details(cle: Option<&CleStructure>, structures: &Structures) -> Option<annuaire::Structure> {
    structures.get(cle?).map(|structure| structure.details.clone())
}

/// What `otherIds` says at least: the identifier itself, from a registry.
fn propre_identifiant(personne: &Personne) -> AutreIdentifiant {
    let identifiant = personne.identifiant();
    AutreIdentifiant { identifiant: identifiant.to_string(), origine: identifiant.origine().to_owned(), qualite: 1 }
}
