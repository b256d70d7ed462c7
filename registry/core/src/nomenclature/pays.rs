use std::collections::BTreeMap;

use super::table::{NomenclatureError, Table};
use super::terme::Periode;

/// As it is written. 99000, withdrawn in 2016, is read in its place (facts/registry.md §5, item 30).
pub const FRANCE: &str = "99100";

/// A country of birth, by its COG code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pays {
    pub code: String,
    pub libelle: String,
    pub periode: Periode,
    /// The code to write for this one.
    pub remplacant: Option<String>,
}

pub fn lire(table: &Table) -> Result<BTreeMap<String, Pays>, NomenclatureError> {
    let code = table.colonne(&["code", "COG"])?;
    let libelle = table.colonne(&["libelle", "LIBCOG"])?;
    let (au, remplacant) = (table.place(&["au"]), table.place(&["remplacant"]));
    let lus = table.rangees().filter(|rangee| rangee.texte(Some(code)).starts_with("99")).map(|rangee| {
        let remplacant = Some(rangee.copie(remplacant)).filter(|code| !code.is_empty());
        let periode = Periode { du: None, au: rangee.jour(au)? };
        let pays = Pays { code: rangee.copie(Some(code)), libelle: rangee.copie(Some(libelle)), periode, remplacant };
        Ok((pays.code.clone(), pays))
    });
    let mut pays: BTreeMap<String, Pays> = lus.collect::<Result<_, _>>()?;
    pays.entry(FRANCE.to_owned()).or_insert_with(|| Pays {
        code: FRANCE.to_owned(),
        libelle: "France".to_owned(),
        periode: Periode::default(),
        remplacant: None,
    });
    Ok(pays)
}
