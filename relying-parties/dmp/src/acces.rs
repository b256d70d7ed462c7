//! Who may read what: the checks, in their order. Role first, then the patient's consent, then the type of the document.

use serde::{Deserialize, Serialize};

use crate::matrice::{Matrice, Role};

/// A professional, as the provider told of them just now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demandeur {
    pub identifiant: String,
    pub nom: String,
    /// The active role, a code of TRE_R22; empty for who has none.
    pub role: String,
    /// Codes of TRE_R85, without their nomenclature.
    pub professions: Vec<String>,
    pub lieu: String,
}

/// Why a record stays closed.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Motif {
    SansRole,
    PiloteSanitaire,
    /// The role, which has no line in the matrix.
    SansLigne(String),
    SansAccord,
    /// The type of the document.
    TypeFerme(String),
    /// A certificate proves a legal person: nobody reads with it.
    LectureParCertificat,
}

/// The line of the matrix by which this person reads.
pub fn entrer<'m>(demandeur: &Demandeur, matrice: &'m Matrice) -> Result<&'m Role, Motif> {
    un_role(demandeur)?;
    match matrice.role(&demandeur.role) {
        Some(role) => Ok(role),
        None => Err(ferme(demandeur, matrice)),
    }
}

fn un_role(demandeur: &Demandeur) -> Result<(), Motif> {
    if demandeur.role.is_empty() { Err(Motif::SansRole) } else { Ok(()) }
}

/// Those of the pilot are told so; everybody else, that their role has no line.
fn ferme(demandeur: &Demandeur, matrice: &Matrice) -> Motif {
    if demandeur.professions.iter().any(|profession| matrice.est_du_pilote(profession)) {
        Motif::PiloteSanitaire
    } else {
        Motif::SansLigne(demandeur.role.clone())
    }
}

/// The initial consent, recorded before anything is read.
pub fn avec_accord(accord: bool) -> Result<(), Motif> {
    accord.then_some(()).ok_or(Motif::SansAccord)
}

pub fn type_ouvert(matrice: &Matrice, role: &Role, genre: &str) -> Result<(), Motif> {
    matrice.ouvre(role, genre).then_some(()).ok_or_else(|| Motif::TypeFerme(genre.to_owned()))
}

impl Motif {
    /// Stable, for programs and for the technical team.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SansRole => "dmp.sans_role",
            Self::PiloteSanitaire => "dmp.pilote_sanitaire",
            Self::SansLigne(_) => "dmp.role_sans_ligne",
            Self::SansAccord => "dmp.sans_accord",
            Self::TypeFerme(_) => "dmp.type_ferme",
            Self::LectureParCertificat => "dmp.lecture_par_certificat",
        }
    }

    /// In a few words, for the patient's journal and for a program.
    pub fn mots(&self, matrice: &Matrice) -> String {
        match self {
            Self::SansRole => "aucun rôle en cours".to_owned(),
            Self::PiloteSanitaire => "le pilote sanitaire n’ouvre pas la lecture du DMP".to_owned(),
            Self::SansLigne(role) => format!("le rôle {role} n’a pas de ligne dans la matrice"),
            Self::SansAccord => "l’accord du patient n’est pas enregistré".to_owned(),
            Self::TypeFerme(genre) => {
                let label = matrice.type_document(genre).map_or(genre.as_str(), |un| un.label.as_str());
                format!("« {label} » est fermé pour ce rôle")
            }
            Self::LectureParCertificat => "un certificat de logiciel ne lit pas le DMP".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demandeur(role: &str, profession: &str) -> Demandeur {
        Demandeur { role: role.to_owned(), professions: vec![profession.to_owned()], ..Demandeur::default() }
    }

    // requirement: USE-03 USE-05 USE-11
    #[test]
    fn roles_without_a_line_the_pilot_and_nobody_are_each_told_why() {
        let matrice = Matrice::lire(None).expect("the first version");
        let motif = |role, profession| entrer(&demandeur(role, profession), &matrice).err();
        for role in ["GENR01", "GENR13", "GENR99", "GENR02"] {
            assert_eq!(motif(role, "10"), Some(Motif::SansLigne(role.to_owned())));
        }
        for profession in ["316", "317", "329", "370"] {
            assert_eq!(motif("GENR01", profession), Some(Motif::PiloteSanitaire), "{profession}");
        }
        assert_eq!(motif("", "313"), Some(Motif::SansRole));
        for role in ["GENR08", "GENR09", "GENR10", "GENR11", "GENR12"] {
            assert_eq!(entrer(&demandeur(role, "313"), &matrice).map(|ligne| ligne.code.as_str()), Ok(role));
        }
    }

    // requirement: ROL-04
    #[test]
    fn a_profession_neither_opens_nor_closes_what_the_role_opens() {
        let matrice = Matrice::lire(None).expect("the first version");
        assert!(entrer(&demandeur("GENR11", "370"), &matrice).is_ok());
        assert!(entrer(&demandeur("GENR01", "10"), &matrice).is_err(), "a médecin's profession opens nothing either");
    }

    #[test]
    fn consent_comes_before_the_type_of_a_document() {
        let matrice = Matrice::lire(None).expect("the first version");
        let role = matrice.role("GENR09").expect("a line");
        assert_eq!(avec_accord(false), Err(Motif::SansAccord));
        assert_eq!(avec_accord(true), Ok(()));
        assert!(type_ouvert(&matrice, role, "ppa").is_ok());
        assert_eq!(type_ouvert(&matrice, role, "dlu"), Err(Motif::TypeFerme("dlu".to_owned())));
    }
}
