//! What happened, one fact a line, kept before the answer leaves: consents, openings, readings, refusals, what was fed. The state
//! of a patient's file is what its facts say.

use std::fs::{File, OpenOptions};
use std::io::{Read as _, Write as _};
use std::os::unix::fs::OpenOptionsExt as _;
use std::path::Path;
use std::sync::{Mutex, MutexGuard, PoisonError};

use serde::{Deserialize, Serialize};

use crate::acces::{Demandeur, Motif};
use crate::matrice::Matrice;
use crate::patients::{Comment, Document};

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Entree {
    /// Seconds since 1970.
    pub quand: i64,
    pub patient: String,
    pub auteur: Auteur,
    pub fait: Fait,
}

/// Who did it, as the patient will read it.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
pub struct Auteur {
    /// The national identifier of a person, the `Struct_IdNat` of a legal person; empty for the patient.
    pub identifiant: String,
    pub nom: String,
    /// What they did it as: the name of a role, or how a machine was recognised.
    pub comme: String,
    pub lieu: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Fait {
    Accord {
        comment: Comment,
    },
    Retrait,
    /// The list of documents was seen.
    Ouverture,
    Lecture {
        document: String,
        /// Its type.
        genre: String,
    },
    Refus {
        motif: Motif,
    },
    Alimentation {
        document: Document,
    },
}

/// In memory, and in a file where there is one.
pub struct Registre(Mutex<Feuille>);

struct Feuille {
    entrees: Vec<Entree>,
    fichier: Option<File>,
}

impl Registre {
    /// Reads the facts of earlier runs. A last line that was cut short by a crash is left out: its answer never left.
    pub fn ouvrir(chemin: Option<&Path>) -> std::io::Result<Self> {
        let Some(chemin) = chemin else { return Ok(Self(Mutex::new(Feuille { entrees: Vec::new(), fichier: None }))) };
        // what it says of people is for this service alone
        let mut fichier = OpenOptions::new().create(true).read(true).append(true).mode(0o600).open(chemin)?;
        let mut texte = String::new();
        fichier.read_to_string(&mut texte)?;
        let entier = texte.rfind('\n').map_or(0, |fin| fin + 1);
        fichier.set_len(entier as u64)?;
        let lues = texte[..entier].lines().map(serde_json::from_str).collect::<Result<_, _>>();
        Ok(Self(Mutex::new(Feuille { entrees: lues?, fichier: Some(fichier) })))
    }

    /// Kept, on disk too, before it returns.
    pub fn ecrire(&self, entree: Entree) -> std::io::Result<()> {
        let mut feuille = self.feuille();
        if let Some(fichier) = &mut feuille.fichier {
            let mut ligne = serde_json::to_vec(&entree)?;
            ligne.push(b'\n');
            fichier.write_all(&ligne)?;
            fichier.sync_data()?;
        }
        feuille.entrees.push(entree);
        Ok(())
    }

    /// Of one patient, the latest first.
    pub fn du_patient(&self, patient: &str) -> Vec<Entree> {
        self.feuille().entrees.iter().rev().filter(|entree| entree.patient == patient).cloned().collect()
    }

    fn feuille(&self) -> MutexGuard<'_, Feuille> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Demandeur {
    /// As the patient will read them.
    pub fn auteur(&self, matrice: &Matrice) -> Auteur {
        let nom = matrice.role(&self.role).map_or_else(|| self.role.clone(), |role| role.nom.clone());
        let comme = if nom.is_empty() { "sans rôle".to_owned() } else { nom };
        Auteur { identifiant: self.identifiant.clone(), nom: self.nom.clone(), comme, lieu: self.lieu.clone() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entree(patient: &str, fait: Fait) -> Entree {
        let auteur =
            Auteur { identifiant: "8".to_owned(), nom: "Lucie".to_owned(), comme: String::new(), lieu: String::new() };
        Entree { quand: 1_800_000_000, patient: patient.to_owned(), auteur, fait }
    }

    #[test]
    fn facts_outlive_the_process_and_a_line_that_was_cut_is_no_fact() {
        let dossier = tempfile::tempdir().expect("a folder");
        let chemin = dossier.path().join("faits.jsonl");
        let registre = Registre::ouvrir(Some(&chemin)).expect("a new file");
        registre.ecrire(entree("P-1", Fait::Ouverture)).expect("kept");
        registre.ecrire(entree("P-2", Fait::Retrait)).expect("kept");
        drop(registre);
        std::fs::OpenOptions::new()
            .append(true)
            .open(&chemin)
            .and_then(|mut f| f.write_all(b"{\"quand\":1"))
            .expect("cut");
        let registre = Registre::ouvrir(Some(&chemin)).expect("again");
        registre
            .ecrire(entree("P-1", Fait::Lecture { document: "D-1".to_owned(), genre: "ppa".to_owned() }))
            .expect("kept");
        let relu = Registre::ouvrir(Some(&chemin)).expect("again");
        let faits: Vec<_> = relu.du_patient("P-1").into_iter().map(|entree| entree.fait).collect();
        assert_eq!(faits, [Fait::Lecture { document: "D-1".to_owned(), genre: "ppa".to_owned() }, Fait::Ouverture]);
        assert_eq!(relu.du_patient("P-2").len(), 1);
    }

    #[test]
    fn a_file_that_somebody_changed_by_hand_is_not_half_read() {
        let dossier = tempfile::tempdir().expect("a folder");
        let chemin = dossier.path().join("faits.jsonl");
        std::fs::write(&chemin, "not a fact\n").expect("written");
        assert!(Registre::ouvrir(Some(&chemin)).is_err());
    }
}
