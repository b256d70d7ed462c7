use std::collections::BTreeMap;

use super::table::{NomenclatureError, Table};
use super::terme::Periode;

/// What somebody does in a structure (TRE_R22, `GENRnn`): drives what services let people read (ROL-04, ROL-05).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Role {
    pub code: String,
    pub libelle: String,
    /// Empty when the nomenclature has none.
    pub libelle_court: String,
    pub periode: Periode,
    /// In the portal's list (JDV_J116).
    pub portail: bool,
    /// One of the five of ROL-02.
    pub medico_social: bool,
}

pub fn lire(table: &Table) -> Result<BTreeMap<String, Role>, NomenclatureError> {
    let (code, libelle) = (table.colonne(&["code"])?, table.colonne(&["libelle"])?);
    let (du, au) = (table.place(&["du"]), table.place(&["au"]));
    let lus = table.rangees().map(|rangee| {
        let role = Role {
            code: rangee.copie(Some(code)),
            libelle: rangee.copie(Some(libelle)),
            libelle_court: rangee.copie(table.place(&["libelle_court"])),
            periode: Periode { du: rangee.jour(du)?, au: rangee.jour(au)? },
            portail: rangee.oui(table.place(&["portail"])),
            medico_social: rangee.oui(table.place(&["medico_social"])),
        };
        Ok((role.code.clone(), role))
    });
    lus.collect()
}
