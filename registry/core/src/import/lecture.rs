use csv::ByteRecord;

use super::colonne::Colonne;
use super::empreinte::{Empreinte, Titre};
use super::entete::Entete;
use super::fichier::{Fichier, Lignes};
use super::lot::Brute;
use super::releve::Releve;
use super::{ImportError, Progression};

/// Rows from one sign of life to the next.
const MESURE: u64 = 250;

/// The second reading, lot by lot: all rows of a person together.
pub struct Lecture<'a> {
    pub lignes_lues: u64,
    lignes: Lignes<'a>,
    releve: &'a Releve,
    avancement: &'a (dyn Fn(Progression) + Send + Sync),
    titre: Titre,
    place: usize,
    /// Whose rows are being read, as the file writes it.
    courant: Vec<u8>,
    /// Who comes first in the next lot.
    suite: Option<Brute>,
}

/// What is compared and written together; empty after the last row.
pub struct Lot {
    pub brutes: Vec<(Brute, Empreinte)>,
    /// Rows of nobody, or of somebody whose other rows stand elsewhere.
    pub isolees: Vec<(u64, ByteRecord)>,
}

impl Lot {
    pub fn est_vide(&self) -> bool {
        self.brutes.is_empty() && self.isolees.is_empty()
    }
}

impl<'a> Lecture<'a> {
    pub fn ouvrir(
        fichier: &'a dyn Fichier,
        releve: &'a Releve,
        avancement: &'a (dyn Fn(Progression) + Send + Sync),
    ) -> Result<Self, ImportError> {
        let lignes = Lignes::ouvrir(fichier)?;
        let titre = Titre::de(&lignes.titres);
        let place = lignes.entete.place(Colonne::IdentificationNationale).unwrap_or(usize::MAX);
        Ok(Self { lignes_lues: 0, lignes, releve, avancement, titre, place, courant: Vec::new(), suite: None })
    }

    pub fn titres(&self) -> (Entete, Titre) {
        (self.lignes.entete.clone(), self.titre.clone())
    }

    /// Up to `taille` people, and no more rows of nobody. No row stands between two of one person: they would be scattered.
    pub fn lot(&mut self, taille: usize) -> Result<Lot, ImportError> {
        let mut brutes: Vec<Brute> = self.suite.take().into_iter().collect();
        let mut isolees = Vec::new();
        while self.suite.is_none() && isolees.len() < taille {
            let Some((numero, octets)) = self.lignes.suivante()? else { break };
            self.lignes_lues += 1;
            if self.lignes_lues.is_multiple_of(MESURE) {
                (self.avancement)(Progression { lignes: self.lignes_lues, total: self.releve.lignes });
            }
            let brut = octets.get(self.place).unwrap_or_default().trim_ascii();
            if let Some(derniere) = brutes.last_mut().filter(|_| brut == self.courant) {
                derniere.lignes.push((numero, octets.clone()));
                continue;
            }
            let identifiant = std::str::from_utf8(brut).ok().and_then(|texte| texte.parse().ok());
            let Some(identifiant) = identifiant.filter(|_| !self.releve.est_disperse(brut)) else {
                isolees.push((numero, octets.clone()));
                continue;
            };
            self.courant = brut.to_vec();
            let brute = Brute { identifiant, lignes: vec![(numero, octets.clone())] };
            match brutes.len() < taille {
                true => brutes.push(brute),
                false => self.suite = Some(brute),
            }
        }
        let condenser = |brute: Brute| {
            let empreinte = brute.empreinte(&self.titre);
            (brute, empreinte)
        };
        Ok(Lot { brutes: brutes.into_iter().map(condenser).collect(), isolees })
    }
}
