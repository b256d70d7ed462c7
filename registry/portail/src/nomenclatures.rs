//! The code lists as choices of a form.

use jiff::civil::Date;
use registry_core::nomenclature::{Liste, Referentiel};

use crate::formulaire::Choix;

pub fn professions(referentiel: &Referentiel, le: Date) -> Vec<Choix> {
    let proposees = referentiel.professions_proposees(None, le);
    let mut choix: Vec<_> = proposees.into_iter().map(|une| Choix::new(&une.code, &une.libelle)).collect();
    choix.sort_by_cached_key(|un| un.libelle.to_lowercase().replace(['é', 'è', 'ê'], "e"));
    choix
}

pub fn roles(referentiel: &Referentiel, le: Date) -> Vec<Choix> {
    referentiel.roles_proposes(None, le).into_iter().map(|un| Choix::new(&un.code, &un.libelle)).collect()
}

pub fn pays(referentiel: &Referentiel, le: Date) -> Vec<Choix> {
    referentiel.liste_pays(le).into_iter().map(|un| Choix::new(&un.code, &un.libelle)).collect()
}

/// How many communes a list shows: a longer one is not read.
pub const COMMUNES: usize = 50;

/// Communes that answer what was typed.
pub struct Communes {
    pub choix: Vec<Choix>,
    /// There are others than those shown.
    pub davantage: bool,
}

/// Every commune that had that name on the day of birth, its code in brackets: the reader chooses (COL-06, COL-17). Those whose
/// name only begins so are shown where none has exactly that name.
pub fn communes(referentiel: &Referentiel, recherche: &str, naissance: Option<Date>) -> Communes {
    let exactes = referentiel.communes_nommees(recherche, naissance);
    let montrees = if exactes.is_empty() { referentiel.communes_le(recherche, naissance) } else { exactes };
    let davantage = montrees.len() > COMMUNES;
    let choix = montrees.into_iter().take(COMMUNES).map(|une| Choix::new(&une.code, une.situee()));
    Communes { choix: choix.collect(), davantage }
}

/// « Saint-Denis (93066) » as it was called on the day of birth, or the code when the list has not got it.
pub fn commune(referentiel: &Referentiel, code: &str, naissance: Option<Date>) -> String {
    referentiel.commune_le(code, naissance).map_or_else(|| code.to_owned(), |une| une.intitule())
}

pub fn nom_du_pays(referentiel: &Referentiel, code: &str) -> String {
    referentiel.pays(code).map_or_else(|| code.to_owned(), |un| un.libelle.clone())
}

pub fn profession(referentiel: &Referentiel, code: &str, le: Date) -> String {
    referentiel.profession(code, le).map_or_else(|| code.to_owned(), |une| une.libelle.clone())
}

pub fn role(referentiel: &Referentiel, code: &str) -> String {
    referentiel.role(code).map_or_else(|| code.to_owned(), |un| un.libelle.clone())
}

pub fn motif_fin(referentiel: &Referentiel, code: &str) -> String {
    referentiel.terme(Liste::MotifFin, code).map_or_else(|| code.to_owned(), |un| un.libelle.clone())
}
