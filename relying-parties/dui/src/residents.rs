//! The residents, all invented (`data/residents.json`).

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use crate::droits::Rubrique;

#[derive(Debug, Deserialize)]
pub struct Resident {
    pub nom: String,
    pub age: u8,
    pub chambre: u8,
    /// How the DMP knows this person: a name of its own, which says nothing to whoever reads an address.
    pub dmp: String,
    /// What care must not forget.
    pub alerte: Option<Alerte>,
    bref: HashMap<Rubrique, String>,
    dossier: HashMap<Rubrique, Vec<String>>,
}

#[derive(Debug, Deserialize)]
pub struct Alerte {
    pub grave: bool,
    pub mot: String,
}

static RESIDENTS: LazyLock<Vec<Resident>> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/residents.json")).expect("the list is compiled in, and read by a test")
});

pub fn residents() -> &'static [Resident] {
    &RESIDENTS
}

/// By the number of the room.
pub fn resident(chambre: u8) -> Option<&'static Resident> {
    RESIDENTS.iter().find(|resident| resident.chambre == chambre)
}

impl Resident {
    /// A few words for the list; some parts of the file have none.
    pub fn bref(&self, rubrique: &Rubrique) -> Option<&str> {
        self.bref.get(rubrique).map(String::as_str)
    }

    pub fn lignes(&self, rubrique: &Rubrique) -> &[String] {
        self.dossier.get(rubrique).map(Vec::as_slice).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::droits::droits;

    #[test]
    fn each_resident_has_a_room_a_file_and_a_name_at_the_dmp() {
        for un in residents() {
            assert!(un.nom.contains("FICTIF-") && un.dmp.starts_with("P-"), "{}", un.nom);
            assert_eq!(resident(un.chambre).map(|autre| &autre.nom), Some(&un.nom));
            for rubrique in &droits().rubriques {
                assert!(!un.lignes(&rubrique.id).is_empty(), "{} {:?}", un.nom, rubrique.id);
            }
        }
        assert!(resident(99).is_none());
    }
}
