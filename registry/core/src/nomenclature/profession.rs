use std::collections::BTreeMap;

use super::table::{NomenclatureError, Table};
use super::terme::Periode;
use crate::profession_demandee::Inscription;

/// What a role holder is (TRE_R85): informative, opens no right (ROL-04).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Profession {
    pub code: String,
    pub libelle: String,
    /// When this label is the one of the code.
    pub periode: Periode,
    /// In the portal's list (JDV_J121).
    pub portail: bool,
    /// One of the four that sanitary structures register (ELI-05).
    pub pilote_sanitaire: bool,
    /// ELI-08.
    pub etudiant: bool,
    pub remplacant: Option<String>,
}

/// A profession that an Order or an ARS registers (ELI-03).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reglementee {
    pub code: String,
    pub libelle: String,
    /// `Ordre` or `ARS`.
    pub registre: String,
    pub autorite: String,
}

impl Profession {
    /// Accepted at the portal, for the portal (ROL-09).
    pub fn retenue(inscription: &Inscription) -> Self {
        Self {
            code: inscription.code.clone(),
            libelle: inscription.libelle.clone(),
            periode: Periode { du: Some(inscription.du), au: None },
            portail: true,
            pilote_sanitaire: false,
            etudiant: false,
            remplacant: None,
        }
    }
}

/// Rows of one code in the order of their periods.
pub fn lire(table: &Table) -> Result<BTreeMap<String, Vec<Profession>>, NomenclatureError> {
    let (code, libelle) = (table.colonne(&["code"])?, table.colonne(&["libelle"])?);
    let (du, au) = (table.place(&["du"]), table.place(&["au"]));
    let mut professions: BTreeMap<String, Vec<Profession>> = BTreeMap::new();
    for rangee in table.rangees() {
        let profession = Profession {
            code: rangee.copie(Some(code)),
            libelle: rangee.copie(Some(libelle)),
            periode: Periode { du: rangee.jour(du)?, au: rangee.jour(au)? },
            portail: rangee.oui(table.place(&["portail"])),
            pilote_sanitaire: rangee.oui(table.place(&["pilote_sanitaire"])),
            etudiant: rangee.oui(table.place(&["etudiant"])),
            remplacant: Some(rangee.copie(table.place(&["remplacant"]))).filter(|code| !code.is_empty()),
        };
        professions.entry(profession.code.clone()).or_default().push(profession);
    }
    for libelles in professions.values_mut() {
        libelles.sort_by_key(|profession| profession.periode.du);
    }
    Ok(professions)
}

pub fn reglementees(table: &Table) -> Result<Vec<Reglementee>, NomenclatureError> {
    let (code, libelle) = (table.colonne(&["code"])?, table.colonne(&["libelle"])?);
    let (registre, autorite) = (table.colonne(&["registre"])?, table.colonne(&["autorite"])?);
    let lues = table.rangees().map(|rangee| Reglementee {
        code: rangee.copie(Some(code)),
        libelle: rangee.copie(Some(libelle)),
        registre: rangee.copie(Some(registre)),
        autorite: rangee.copie(Some(autorite)),
    });
    Ok(lues.collect())
}
