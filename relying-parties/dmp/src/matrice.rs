//! The rights matrix: data with a version (`data/README.md`), owned and enforced here, not the law in force. A role opens a set
//! of document types; the sets are not nested, so nothing is ever decided by rank.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

/// The first version, compiled in.
const PREMIERE: &str = include_str!("../data/matrice-1.json");

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Matrice {
    pub version: String,
    /// First day, `YYYY-MM-DD`.
    pub depuis: String,
    /// What it is worth, for whoever reads the page.
    pub statut: String,
    pub source: String,
    pub roles: Vec<Role>,
    /// Known roles that open nothing, with the reason.
    pub sans_ligne: Vec<SansLigne>,
    /// Professions (TRE_R85) of the sanitary pilot, whose people do not read the DMP at this stage.
    pilote_sanitaire: Vec<String>,
    pub types: Vec<TypeDocument>,
    droits: BTreeMap<String, BTreeSet<String>>,
}

/// A code of TRE_R22 that has a line.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Role {
    pub code: String,
    pub nom: String,
    /// A colleague who holds it, to be asked.
    pub demander: String,
}

#[derive(Debug, Deserialize)]
pub struct SansLigne {
    pub code: String,
    pub nom: String,
    pub pourquoi: String,
}

#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct TypeDocument {
    pub id: String,
    pub label: String,
    /// Of LOINC or TRE_A05; three types have none.
    pub code: Option<String>,
    pub systeme: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum MatriceError {
    #[error("the matrix is not readable: {0}")]
    Forme(#[from] serde_json::Error),
    #[error("the matrix opens to {role} the type {id}, which it does not list")]
    TypeInconnu { role: String, id: String },
    #[error("the matrix has rights for {0}, which is not among its roles")]
    RoleInconnu(String),
}

impl Matrice {
    /// `autre`: the JSON of another version.
    pub fn lire(autre: Option<&str>) -> Result<Self, MatriceError> {
        let matrice: Self = serde_json::from_str(autre.unwrap_or(PREMIERE))?;
        for (role, ids) in &matrice.droits {
            if matrice.role(role).is_none() {
                return Err(MatriceError::RoleInconnu(role.clone()));
            }
            if let Some(id) = ids.iter().find(|id| matrice.type_document(id).is_none()) {
                return Err(MatriceError::TypeInconnu { role: role.clone(), id: id.clone() });
            }
        }
        Ok(matrice)
    }

    pub fn role(&self, code: &str) -> Option<&Role> {
        self.roles.iter().find(|role| role.code == code)
    }

    pub fn type_document(&self, id: &str) -> Option<&TypeDocument> {
        self.types.iter().find(|un| un.id == id)
    }

    /// Whether this role reads this type.
    pub fn ouvre(&self, role: &Role, id: &str) -> bool {
        self.droits.get(&role.code).is_some_and(|ids| ids.contains(id))
    }

    pub fn nombre(&self, role: &Role) -> usize {
        self.droits.get(&role.code).map_or(0, BTreeSet::len)
    }

    /// Who reads this type, to be asked.
    pub fn lecteurs(&self, id: &str) -> Vec<&Role> {
        self.roles.iter().filter(|role| self.ouvre(role, id)).collect()
    }

    pub fn est_du_pilote(&self, profession: &str) -> bool {
        self.pilote_sanitaire.iter().any(|une| une == profession)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn premiere() -> Matrice {
        Matrice::lire(None).expect("the first version")
    }

    // requirement: USE-03
    #[test]
    fn each_of_the_five_roles_opens_as_many_types_as_the_matrix_prints() {
        let matrice = premiere();
        let nombres =
            ["GENR08", "GENR09", "GENR10", "GENR11", "GENR12"].map(|code| matrice.nombre(matrice.role(code).unwrap()));
        assert_eq!((nombres, matrice.types.len()), ([64, 5, 10, 28, 15], 73));
        for code in ["GENR01", "GENR13", "GENR99", ""] {
            assert!(matrice.role(code).is_none(), "{code}");
        }
    }

    #[test]
    fn the_roles_are_not_nested() {
        let matrice = premiere();
        let large = matrice.role("GENR08").unwrap();
        for (code, id) in [("GENR11", "presc-bio"), ("GENR10", "attest-vitale"), ("GENR12", "attest-hebergement")] {
            let role = matrice.role(code).unwrap();
            assert!(matrice.ouvre(role, id) && !matrice.ouvre(large, id), "{code} {id}");
        }
        let manquent = matrice.types.iter().filter(|un| !matrice.ouvre(large, &un.id)).count();
        assert_eq!(manquent, 9);
    }

    #[test]
    fn another_version_takes_its_place_and_one_that_contradicts_itself_is_refused() {
        let texte = PREMIERE.replace("\"version\": \"1\"", "\"version\": \"2\"");
        assert_eq!(Matrice::lire(Some(&texte)).unwrap().version, "2");
        let inconnu = PREMIERE.replacen("\"attest-hebergement\"", "\"attest-autre\"", 1);
        assert!(matches!(Matrice::lire(Some(&inconnu)), Err(MatriceError::TypeInconnu { .. })));
        let role = PREMIERE.replace("\"GENR12\": [", "\"GENR77\": [");
        assert!(matches!(Matrice::lire(Some(&role)), Err(MatriceError::RoleInconnu(role)) if role == "GENR77"));
    }
}
