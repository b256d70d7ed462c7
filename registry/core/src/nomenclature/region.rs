use std::collections::BTreeMap;

use sante::Finess;

use super::table::{NomenclatureError, Table};

/// A region of the administrative map, or a collectivity that stands for one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Region {
    /// INSEE: `84`, `975`.
    pub code: String,
    pub libelle: String,
}

/// Regions, found by the department with which a FINESS number begins.
#[derive(Clone, Debug)]
pub struct Regions {
    /// By code.
    regions: BTreeMap<String, Region>,
    /// First characters of a number, code of the region.
    prefixes: Vec<(String, String)>,
}

impl Regions {
    pub fn lire(table: &Table) -> Result<Self, NomenclatureError> {
        let (prefixe, code) = (table.colonne(&["prefixe"])?, table.colonne(&["region"])?);
        let libelle = table.colonne(&["libelle_region"])?;
        let (mut regions, mut prefixes) = (BTreeMap::new(), Vec::new());
        for rangee in table.rangees() {
            let region = Region { code: rangee.copie(Some(code)), libelle: rangee.copie(Some(libelle)) };
            prefixes.push((rangee.copie(Some(prefixe)), region.code.clone()));
            regions.insert(region.code.clone(), region);
        }
        Ok(Self { regions, prefixes })
    }

    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.get(code)
    }

    pub fn du_finess(&self, finess: &Finess) -> Option<&Region> {
        let (_, code) = self.prefixes.iter().find(|(prefixe, _)| finess.as_str().starts_with(prefixe))?;
        self.region(code)
    }

    /// How the FINESS numbers of these regions begin.
    pub fn prefixes(&self, codes: &[String]) -> Vec<String> {
        let siens = self.prefixes.iter().filter(|(_, code)| codes.contains(code));
        siens.map(|(prefixe, _)| prefixe.clone()).collect()
    }

    pub fn toutes(&self) -> impl Iterator<Item = &Region> {
        self.regions.values()
    }
}

#[cfg(test)]
mod tests {
    use crate::nomenclature::Referentiel;

    // requirement: ROL-09
    #[test]
    fn a_structure_is_in_the_region_of_the_department_that_its_number_begins_with() {
        let referentiel = Referentiel::embarque();
        for (finess, region) in [
            ("690990114", "Auvergne-Rhône-Alpes"),
            ("2A0000014", "Corse"),
            ("2B0000020", "Corse"),
            ("440990216", "Pays de la Loire"),
            ("970190419", "Guadeloupe"),
            ("970400024", "La Réunion"),
            ("980500003", "Mayotte"),
        ] {
            let lue = referentiel.region_du_finess(&finess.parse().unwrap());
            assert_eq!(lue.map(|region| region.libelle.as_str()), Some(region), "{finess}");
        }
        assert!(referentiel.region_du_finess(&"200000017".parse().unwrap()).is_none(), "20 is no department");
    }

    #[test]
    fn there_are_eighteen_regions_and_one_collectivity_and_each_number_has_one() {
        let referentiel = Referentiel::embarque();
        let codes: Vec<String> = referentiel.regions().map(|region| region.code.clone()).collect();
        assert_eq!(codes.len(), 19);
        let prefixes = referentiel.prefixes_finess(&codes);
        assert_eq!(prefixes.len(), 102);
        for un in &prefixes {
            let memes = prefixes.iter().filter(|autre| autre.starts_with(un.as_str())).count();
            assert_eq!(memes, 1, "{un}");
        }
        assert_eq!(referentiel.prefixes_finess(&["94".to_owned()]), ["2A", "2B"]);
    }
}
