use std::collections::HashSet;
use std::hash::{BuildHasher as _, RandomState};

use sante::Finess;

use super::ImportError;
use super::colonne::Colonne;
use super::fichier::{Fichier, Lignes};

/// What a first reading tells, so that the second can take each person in as soon as their last row is read.
#[derive(Debug)]
pub struct Releve {
    pub lignes: u64,
    pub empreinte: String,
    /// Every legal entity that the file names.
    pub entites_juridiques: HashSet<Finess>,
    /// People whose rows do not follow one another: they wait for the end of the file. None in the files seen so far.
    disperses: HashSet<Box<[u8]>>,
}

impl Releve {
    pub fn faire(fichier: &dyn Fichier) -> Result<Self, ImportError> {
        let mut lignes = Lignes::ouvrir(fichier)?;
        let place = |colonne| lignes.entete.place(colonne).unwrap_or(usize::MAX);
        let (identifiant, ej) = (place(Colonne::IdentificationNationale), place(Colonne::FinessEj));
        let mut releve =
            Self { lignes: 0, empreinte: String::new(), entites_juridiques: HashSet::new(), disperses: HashSet::new() };
        // hashes are enough: two people who share one merely wait for the end of the file
        let (hacheur, mut vus, mut courant) = (RandomState::new(), HashSet::new(), Vec::new());
        while let Some((_, enregistrement)) = lignes.suivante()? {
            releve.lignes += 1;
            let lu = enregistrement.get(identifiant).unwrap_or_default().trim_ascii();
            if releve.lignes == 1 || lu != courant {
                if !vus.insert(hacheur.hash_one(lu)) {
                    releve.disperses.insert(lu.into());
                }
                courant = lu.to_vec();
            }
            releve.noter_entite_juridique(enregistrement.get(ej).unwrap_or_default());
        }
        releve.empreinte = lignes.empreinte();
        Ok(releve)
    }

    pub fn est_disperse(&self, identifiant: &[u8]) -> bool {
        self.disperses.contains(identifiant)
    }

    fn noter_entite_juridique(&mut self, lu: &[u8]) {
        if let Some(finess) = std::str::from_utf8(lu).ok().and_then(|texte| texte.trim().parse::<Finess>().ok())
            && !self.entites_juridiques.contains(&finess)
        {
            self.entites_juridiques.insert(finess);
        }
    }
}
