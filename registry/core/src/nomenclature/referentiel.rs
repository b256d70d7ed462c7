use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, OnceLock};

use jiff::civil::Date;
use sante::Finess;

use super::admission::Branche;
use super::commune::Commune;
use super::communes::Communes;
use super::pays::{self, Pays};
use super::profession::{self, Profession, Reglementee};
use super::region::{Region, Regions};
use super::role::{self, Role};
use super::table::{NomenclatureError, Table};
use super::terme::{self, Liste, Terme};
use crate::profession_demandee::Inscription;

const COMMUNES: &str = include_str!("../../data/communes.csv");

/// All nomenclatures of the registry, and what the operator decided about them.
#[derive(Clone, Debug)]
pub struct Referentiel {
    pub(super) professions: BTreeMap<String, Vec<Profession>>,
    reglementees: Vec<Reglementee>,
    pub(super) roles: BTreeMap<String, Role>,
    pays: BTreeMap<String, Pays>,
    /// Read at the first search: tens of thousands of rows, which a registry without a portal never needs.
    communes: Arc<OnceLock<Communes>>,
    listes: HashMap<Liste, Vec<Terme>>,
    branches: HashMap<String, Branche>,
    regions: Regions,
    pub(super) etudiants: bool,
    sources: Vec<(&'static str, String)>,
}

impl Referentiel {
    /// The lists compiled in, read once.
    pub fn embarque() -> Arc<Self> {
        static LU: OnceLock<Arc<Referentiel>> = OnceLock::new();
        let lu = LU.get_or_init(|| Arc::new(Self::lire().expect("the compiled lists are read by the tests")));
        Arc::clone(lu)
    }

    fn lire() -> Result<Self, NomenclatureError> {
        let mut sources = Vec::new();
        let mut table = |fichier, texte| {
            let table = Table::lire(fichier, texte)?;
            sources.push((fichier, table.source.clone()));
            Ok::<_, NomenclatureError>(table)
        };
        let professions = profession::lire(&table("professions.csv", include_str!("../../data/professions.csv"))?)?;
        let reglementees = include_str!("../../data/professions-reglementees.csv");
        let reglementees = profession::reglementees(&table("professions-reglementees.csv", reglementees)?)?;
        let roles = role::lire(&table("roles.csv", include_str!("../../data/roles.csv"))?)?;
        let pays = pays::lire(&table("pays.csv", include_str!("../../data/pays.csv"))?)?;
        let (mut listes, mut branches): (HashMap<Liste, Vec<Terme>>, _) = (HashMap::new(), HashMap::new());
        for lu in terme::lire(&table("listes.csv", include_str!("../../data/listes.csv"))?)? {
            branches.extend(Branche::lue(&lu.branche).map(|branche| (lu.terme.code.clone(), branche)));
            listes.entry(lu.liste).or_default().push(lu.terme);
        }
        let regions = Regions::lire(&table("regions.csv", include_str!("../../data/regions.csv"))?)?;
        sources.push(("communes.csv", Table::source_de(COMMUNES).to_owned()));
        let (communes, etudiants) = (Arc::default(), false);
        Ok(Self { professions, reglementees, roles, pays, communes, listes, branches, regions, etudiants, sources })
    }

    /// The same with another list of communes, as INSEE publishes it (`registry/core/data/README.md`).
    pub fn avec_communes(self, texte: &str) -> Result<Self, NomenclatureError> {
        let communes = Communes::lire(&Table::lire("communes", texte)?)?;
        Ok(Self { communes: Arc::new(OnceLock::from(communes)), ..self })
    }

    /// The same with another list of countries.
    pub fn avec_pays(self, texte: &str) -> Result<Self, NomenclatureError> {
        Ok(Self { pays: pays::lire(&Table::lire("pays", texte)?)?, ..self })
    }

    /// The same with codes that the ANS has taken in since: each replaces every row of its code (ROL-08, ROL-09).
    pub fn avec_professions(mut self, texte: &str) -> Result<Self, NomenclatureError> {
        self.professions.extend(profession::lire(&Table::lire("professions", texte)?)?);
        Ok(self)
    }

    /// The same with what the ANS has accepted here and no list has yet: a list that has it says it better.
    #[must_use]
    pub fn avec_retenues(mut self, retenues: &[Inscription]) -> Self {
        for une in retenues {
            self.professions.entry(une.code.clone()).or_insert_with(|| vec![Profession::retenue(une)]);
        }
        self
    }

    /// Whether students may be registered: not unless the operator says so (facts/registry.md §5, item 15).
    #[must_use]
    pub fn avec_etudiants(self, admis: bool) -> Self {
        Self { etudiants: admis, ..self }
    }

    /// Each compiled file with what its list comes from.
    pub fn sources(&self) -> &[(&'static str, String)] {
        &self.sources
    }

    /// A profession as it was called on that day; without a label on that day, as it was last called before or first after.
    pub fn profession(&self, code: &str, le: Date) -> Option<&Profession> {
        let libelles = self.professions.get(code)?;
        let tient = libelles.iter().find(|profession| profession.periode.contient(le));
        let passe = libelles.iter().rev().find(|profession| profession.periode.au.is_some_and(|au| au <= le));
        tient.or(passe).or_else(|| libelles.first())
    }

    /// A profession that an Order or an ARS registers (ELI-03).
    pub fn reglementee(&self, code: &str) -> Option<&Reglementee> {
        self.reglementees.iter().find(|profession| profession.code == code)
    }

    /// A role of any age, withdrawn ones included: what was written stays readable.
    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.get(code)
    }

    /// The country of that code, 99000 read as 99100.
    pub fn pays(&self, code: &str) -> Option<&Pays> {
        let pays = self.pays.get(code)?;
        pays.remplacant.as_ref().map_or(Some(pays), |remplacant| self.pays.get(remplacant))
    }

    /// Countries that may be written on that day, in the order of their names.
    pub fn liste_pays(&self, le: Date) -> Vec<&Pays> {
        let mut pays: Vec<&Pays> = self.pays.values().filter(|pays| pays.periode.contient(le)).collect();
        pays.sort_by_key(|pays| crate::pli::plier(&pays.libelle));
        pays
    }

    /// Where a structure is: the department with which its number begins.
    pub fn region_du_finess(&self, finess: &Finess) -> Option<&Region> {
        self.regions.du_finess(finess)
    }

    pub fn region(&self, code: &str) -> Option<&Region> {
        self.regions.region(code)
    }

    pub fn regions(&self) -> impl Iterator<Item = &Region> {
        self.regions.toutes()
    }

    /// How the FINESS numbers of these regions begin.
    pub fn prefixes_finess(&self, regions: &[String]) -> Vec<String> {
        self.regions.prefixes(regions)
    }

    /// Today's commune of this code, else the last one.
    pub fn commune(&self, code: &str) -> Option<&Commune> {
        self.toutes_les_communes().trouver(code)
    }

    /// What a birthplace with this code is called: the commune of that day, else today's (COL-17). `None`: it ended before.
    pub fn commune_le(&self, code: &str, le: Option<Date>) -> Option<&Commune> {
        self.toutes_les_communes().trouver_le(code, le)
    }

    /// Whether the commune of this code had this name on that day, or has it today; without a day, whether it ever had.
    pub fn commune_porte(&self, code: &str, libelle: &str, le: Option<Date>) -> bool {
        self.toutes_les_communes().porte(code, libelle, le)
    }

    /// Every commune that answers, the best first: the whole name, then its beginning, then the beginnings of its words.
    /// Accents, hyphens, case and `St` for `Saint` do not count; a code finds its commune. Nothing below two letters.
    pub fn communes(&self, recherche: &str) -> Vec<&Commune> {
        self.toutes_les_communes().chercher(recherche)
    }

    /// Those of that day, one a code; where none that answers was of that day, or without a day, of any.
    pub fn communes_le(&self, recherche: &str, le: Option<Date>) -> Vec<&Commune> {
        self.toutes_les_communes().chercher_le(recherche, le)
    }

    /// The same, of those alone that have exactly this name, or this code.
    pub fn communes_nommees(&self, nom: &str, le: Option<Date>) -> Vec<&Commune> {
        self.toutes_les_communes().nommees_le(nom, le)
    }

    pub(super) fn toutes_les_communes(&self) -> &Communes {
        let lire = || Communes::lire(&Table::lire("communes.csv", COMMUNES)?);
        self.communes.get_or_init(|| lire().expect("the compiled list is read by the tests"))
    }

    /// The terms of a short list.
    pub fn liste(&self, liste: Liste) -> &[Terme] {
        self.listes.get(&liste).map_or(&[], Vec::as_slice)
    }

    pub fn terme(&self, liste: Liste, code: &str) -> Option<&Terme> {
        self.liste(liste).iter().find(|terme| terme.code == code)
    }

    /// The branch of a sector of activity (`SA17`); `None` for one that the list does not place.
    pub fn branche(&self, code_secteur: &str) -> Option<Branche> {
        self.branches.get(code_secteur).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_compiled_list_says_where_it_comes_from() {
        let referentiel = Referentiel::embarque();
        assert_eq!(referentiel.sources().len(), 7);
        assert!(referentiel.sources().iter().all(|(_, source)| !source.is_empty()), "{:?}", referentiel.sources());
        assert!(Liste::ALL.into_iter().all(|liste| !referentiel.liste(liste).is_empty()));
        assert_eq!(referentiel.terme(Liste::MotifRejet, "def").unwrap().code, "def");
        assert_eq!((referentiel.branche("SA01"), referentiel.branche("SA62")), (Some(Branche::Sanitaire), None));
    }

    #[test]
    fn france_is_read_by_two_codes_and_written_by_one() {
        let referentiel = Referentiel::embarque();
        assert_eq!(referentiel.pays("99000").unwrap().code, "99100");
        assert!(referentiel.pays("99").is_none());
        let aujourd_hui = jiff::civil::date(2026, 11, 22);
        let proposes: Vec<&str> = referentiel.liste_pays(aujourd_hui).iter().map(|pays| pays.code.as_str()).collect();
        assert!(!proposes.contains(&"99000") && !proposes.contains(&"99115") && proposes.contains(&"99100"));
        let insee = "COG,ACTUAL,LIBCOG\n99350,1,Maroc\nXXXXX,1,France\n";
        let autre = Referentiel::clone(&referentiel).avec_pays(insee).unwrap();
        assert_eq!(autre.pays("99350").unwrap().libelle, "Maroc");
        assert_eq!(autre.pays("99100").unwrap().libelle, "France");
        assert!(autre.pays("99352").is_none());
    }
}
