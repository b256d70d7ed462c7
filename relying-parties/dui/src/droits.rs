//! What each role may read and write here. The rule of the house is data (`data/droits.json`): a set per role, never a rank.

use std::sync::LazyLock;

use serde::Deserialize;

use crate::professionnel::Professionnel;

/// FINESS of EHPAD FICTIF LES TILLEULS, the only place that this service is open to.
pub const ETABLISSEMENT: &str = "690990114";

/// One part of a resident's file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Rubrique {
    Soins,
    Prescriptions,
    Transmissions,
    Projet,
    Vie,
    Administratif,
}

/// The whole table.
#[derive(Debug, Deserialize)]
pub struct Droits {
    pub source: String,
    pub rubriques: Vec<Description>,
    pub roles: Vec<Role>,
}

#[derive(Debug, Deserialize)]
pub struct Description {
    pub id: Rubrique,
    pub titre: String,
    /// The words of the button that adds to it; nobody adds where there is none.
    pub noter: Option<String>,
    /// Whom to ask, for those to whom it is closed.
    pub demander: String,
}

/// What one code of TRE_R22 (« genre d'activité ») opens.
#[derive(Debug, PartialEq, Eq, Deserialize)]
pub struct Role {
    pub code: String,
    pub nom: String,
    lit: Vec<Rubrique>,
    note: Vec<Rubrique>,
}

/// What the person who is signed in may do here.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Acces {
    Ouvert(&'static Role),
    /// The active role works elsewhere.
    AutreLieu,
    /// No role, or one for which nothing is open.
    SansRole,
}

impl Description {
    /// Where alerts are shown.
    pub fn soin(&self) -> bool {
        self.id == Rubrique::Soins
    }

    /// The word that a form sends.
    pub const fn mot(&self) -> &'static str {
        match self.id {
            Rubrique::Soins => "soins",
            Rubrique::Prescriptions => "prescriptions",
            Rubrique::Transmissions => "transmissions",
            Rubrique::Projet => "projet",
            Rubrique::Vie => "vie",
            Rubrique::Administratif => "administratif",
        }
    }
}

static DROITS: LazyLock<Droits> = LazyLock::new(|| {
    serde_json::from_str(include_str!("../data/droits.json")).expect("the table is compiled in, and read by a test")
});

pub fn droits() -> &'static Droits {
    &DROITS
}

pub fn acces(professionnel: &Professionnel) -> Acces {
    if professionnel.role().is_empty() {
        return Acces::SansRole;
    }
    if professionnel.finess() != Some(ETABLISSEMENT) {
        return Acces::AutreLieu;
    }
    let role = droits().roles.iter().find(|role| role.code == professionnel.role());
    role.map_or(Acces::SansRole, Acces::Ouvert)
}

impl Role {
    pub fn lit(&self, rubrique: &Rubrique) -> bool {
        self.lit.contains(rubrique)
    }

    pub fn soigne(&self) -> bool {
        self.lit(&Rubrique::Soins)
    }

    /// What may be added to is read too.
    pub fn note(&self, rubrique: &Rubrique) -> bool {
        self.note.contains(rubrique) && self.lit(rubrique)
    }

    pub fn ouvertes(&self) -> Vec<&'static Description> {
        droits().rubriques.iter().filter(|rubrique| self.lit(&rubrique.id)).collect()
    }

    pub fn fermees(&self) -> Vec<&'static Description> {
        droits().rubriques.iter().filter(|rubrique| !self.lit(&rubrique.id)).collect()
    }

    /// The words of what this role may add.
    pub fn gestes(&self) -> Vec<&'static str> {
        let notees = droits().rubriques.iter().filter(|rubrique| self.note(&rubrique.id));
        notees.filter_map(|rubrique| rubrique.noter.as_deref()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn de(role: &str, finess: &str) -> Acces {
        let situation = Some(crate::professionnel::Situation { finess: Some(finess.to_owned()), ..Default::default() });
        acces(&Professionnel { genre_activite: Some(role.to_owned()), situation, ..Default::default() })
    }

    fn voit(role: &str, rubrique: Rubrique) -> bool {
        matches!(de(role, ETABLISSEMENT), Acces::Ouvert(role) if role.lit(&rubrique))
    }

    fn note(role: &str, rubrique: Rubrique) -> bool {
        matches!(de(role, ETABLISSEMENT), Acces::Ouvert(role) if role.note(&rubrique))
    }

    #[test]
    fn care_opens_for_care_and_coordination_only() {
        for role in ["GENR08", "GENR11"] {
            assert!(voit(role, Rubrique::Soins) && voit(role, Rubrique::Prescriptions), "{role}");
        }
        for role in ["GENR09", "GENR10", "GENR12", "GENR01", "GENR13", "GENR99", ""] {
            assert!(!voit(role, Rubrique::Soins) && !voit(role, Rubrique::Prescriptions), "{role}");
        }
    }

    #[test]
    fn administration_and_social_life_go_to_whom_they_serve() {
        assert!(voit("GENR09", Rubrique::Administratif) && !voit("GENR09", Rubrique::Vie));
        assert!(voit("GENR10", Rubrique::Vie) && !voit("GENR10", Rubrique::Administratif));
        assert!(voit("GENR12", Rubrique::Vie) && voit("GENR12", Rubrique::Administratif));
        assert!(!voit("GENR11", Rubrique::Administratif));
    }

    #[test]
    fn nobody_writes_what_they_may_not_read_nor_a_prescription() {
        for role in &droits().roles {
            for rubrique in &droits().rubriques {
                assert!(
                    !note(&role.code, rubrique.id) || voit(&role.code, rubrique.id),
                    "{} {:?}",
                    role.code,
                    rubrique.id
                );
            }
            assert!(!note(&role.code, Rubrique::Prescriptions), "{}", role.code);
        }
        assert!(note("GENR11", Rubrique::Soins) && !note("GENR08", Rubrique::Soins));
        assert!(note("GENR08", Rubrique::Projet) && !note("GENR11", Rubrique::Projet));
    }

    #[test]
    fn another_role_no_role_and_another_place_see_nothing() {
        for role in ["GENR01", "GENR13", "GENR99", ""] {
            assert_eq!(de(role, ETABLISSEMENT), Acces::SansRole, "{role}");
        }
        assert_eq!(de("GENR11", "380990135"), Acces::AutreLieu);
        let sans_lieu = Professionnel { genre_activite: Some("GENR11".to_owned()), ..Default::default() };
        assert_eq!(acces(&sans_lieu), Acces::AutreLieu);
    }

    #[test]
    fn without_the_scope_situation_the_organisation_tells_the_place() {
        let mut aide = Professionnel { genre_activite: Some("GENR11".to_owned()), ..Default::default() };
        aide.identifiant_structure = Some(format!("F{ETABLISSEMENT}"));
        assert!(matches!(acces(&aide), Acces::Ouvert(_)));
    }

    #[test]
    fn every_part_of_a_file_is_described_once() {
        let parts = [
            Rubrique::Soins,
            Rubrique::Prescriptions,
            Rubrique::Transmissions,
            Rubrique::Projet,
            Rubrique::Vie,
            Rubrique::Administratif,
        ];
        for part in parts {
            assert_eq!(droits().rubriques.iter().filter(|rubrique| rubrique.id == part).count(), 1, "{part:?}");
        }
    }
}
