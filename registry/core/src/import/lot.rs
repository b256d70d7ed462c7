//! People whose rows were read and not yet understood.

use std::collections::HashSet;

use csv::ByteRecord;
use sante::{Finess, IdentifiantNational};

use super::colonne::Colonne;
use super::empreinte::{Empreinte, Titre};
use super::entete::Entete;
use super::ligne::Ligne;
use crate::structure::CleStructure;

/// All the rows of one person, as they stand, each with its line.
pub struct Brute {
    pub identifiant: IdentifiantNational,
    pub lignes: Vec<(u64, ByteRecord)>,
}

/// The accepted rows of one person, and whether one was refused.
#[derive(Default)]
pub struct Groupe {
    pub lignes: Vec<Ligne>,
    pub incomplet: bool,
}

/// One person of a batch.
pub enum Entree {
    /// The rows are those of the last file, and the registry still says them.
    Inchangee(Brute),
    Lue {
        identifiant: IdentifiantNational,
        groupe: Groupe,
        /// `None`: something is to be told of these rows, so they are read again next time.
        empreinte: Option<Empreinte>,
    },
}

impl Brute {
    pub fn empreinte(&self, titre: &Titre) -> Empreinte {
        titre.empreinte(self.lignes.iter().map(|(_, octets)| octets))
    }

    /// The places that the rows name, read as `lieu` does: the technical identifier, or what it would be made of.
    pub fn places(&self, entete: &Entete) -> Vec<CleStructure> {
        let cle = |octets: &ByteRecord| {
            let sinon = |lettre, colonne| {
                Some(texte(entete, octets, colonne)).filter(|lu| !lu.is_empty()).map(|lu| format!("{lettre}{lu}"))
            };
            match texte(entete, octets, Colonne::StructureId) {
                "" => sinon('F', Colonne::Finess).or_else(|| sinon('C', Colonne::Siret)),
                cle => Some(cle.to_owned()),
            }
        };
        self.lignes.iter().filter_map(|(_, octets)| cle(octets)).map(|cle| CleStructure::from(cle.as_str())).collect()
    }

    /// Whether a place of practice is a legal entity elsewhere in this file (SIT-01).
    pub fn sur_entite_juridique(&self, entete: &Entete, entites: &HashSet<Finess>) -> bool {
        let finess = |octets| texte(entete, octets, Colonne::Finess).parse::<Finess>().ok();
        self.lignes.iter().filter_map(|(_, octets)| finess(octets)).any(|finess| entites.contains(&finess))
    }
}

impl Groupe {
    pub fn recevoir(&mut self, ligne: Option<Ligne>) {
        match ligne {
            Some(ligne) => self.lignes.push(ligne),
            None => self.incomplet = true,
        }
    }
}

impl Entree {
    /// The rows that were understood.
    pub fn lignes(&self) -> &[Ligne] {
        match self {
            Self::Inchangee(_) => &[],
            Self::Lue { groupe, .. } => &groupe.lignes,
        }
    }
}

fn texte<'a>(entete: &Entete, octets: &'a ByteRecord, colonne: Colonne) -> &'a str {
    let champ = entete.place(colonne).and_then(|place| octets.get(place)).unwrap_or_default();
    std::str::from_utf8(champ).unwrap_or_default().trim()
}
