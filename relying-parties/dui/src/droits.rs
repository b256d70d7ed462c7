//! What each role may see. The rule of the house: a set per role, never a rank.

use crate::professionnel::Professionnel;

/// FINESS of EHPAD FICTIF LES TILLEULS, the only place that this service is open to.
pub const ETABLISSEMENT: &str = "690990114";

/// One column of the list of residents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ligne {
    Soin,
    Vie,
    Administratif,
}

/// What the person who is signed in may do here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acces {
    /// `role` is its name in French.
    Ouvert { role: &'static str, lignes: &'static [Ligne] },
    /// The active role works elsewhere.
    AutreLieu,
    /// No role, or one for which nothing is open.
    SansRole,
}

/// Roles are codes of TRE_R22, « genre d'activité ».
pub fn acces(professionnel: &Professionnel) -> Acces {
    if professionnel.role().is_empty() {
        return Acces::SansRole;
    }
    if professionnel.finess() != Some(ETABLISSEMENT) {
        return Acces::AutreLieu;
    }
    let (role, lignes): (_, &[Ligne]) = match professionnel.role() {
        "GENR08" => ("coordination et orientation", &[Ligne::Soin, Ligne::Vie]),
        "GENR09" => ("appui administratif", &[Ligne::Administratif]),
        "GENR10" => ("accompagnement à la vie sociale", &[Ligne::Vie]),
        "GENR11" => ("accompagnement au soin", &[Ligne::Soin]),
        "GENR12" => ("encadrement", &[Ligne::Vie, Ligne::Administratif]),
        _ => return Acces::SansRole,
    };
    Acces::Ouvert { role, lignes }
}

impl Ligne {
    pub const fn titre(self) -> &'static str {
        match self {
            Self::Soin => "Soins du jour",
            Self::Vie => "Vie sociale",
            Self::Administratif => "Administratif",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lignes(role: &str, finess: &str) -> Acces {
        let situation = Some(crate::professionnel::Situation { finess: Some(finess.to_owned()), ..Default::default() });
        acces(&Professionnel { genre_activite: Some(role.to_owned()), situation, ..Default::default() })
    }

    fn voit(role: &str, ligne: Ligne) -> bool {
        matches!(lignes(role, ETABLISSEMENT), Acces::Ouvert { lignes, .. } if lignes.contains(&ligne))
    }

    #[test]
    fn care_lines_open_for_care_and_coordination_only() {
        for role in ["GENR08", "GENR11"] {
            assert!(voit(role, Ligne::Soin), "{role}");
        }
        for role in ["GENR09", "GENR10", "GENR12", "GENR01", "GENR99", ""] {
            assert!(!voit(role, Ligne::Soin), "{role}");
        }
    }

    #[test]
    fn administrative_and_life_lines_go_to_whom_they_serve() {
        assert!(voit("GENR09", Ligne::Administratif) && !voit("GENR09", Ligne::Vie));
        assert!(voit("GENR10", Ligne::Vie) && !voit("GENR10", Ligne::Administratif));
        assert!(voit("GENR12", Ligne::Vie) && voit("GENR12", Ligne::Administratif));
        assert!(!voit("GENR11", Ligne::Administratif));
    }

    #[test]
    fn another_role_no_role_and_another_place_see_nothing() {
        assert_eq!(lignes("GENR01", ETABLISSEMENT), Acces::SansRole);
        assert_eq!(lignes("", ETABLISSEMENT), Acces::SansRole);
        assert_eq!(lignes("GENR11", "380990135"), Acces::AutreLieu);
        let sans_lieu = Professionnel { genre_activite: Some("GENR11".to_owned()), ..Default::default() };
        assert_eq!(acces(&sans_lieu), Acces::AutreLieu);
    }

    #[test]
    fn without_the_scope_situation_the_organisation_tells_the_place() {
        let mut aide = Professionnel { genre_activite: Some("GENR11".to_owned()), ..Default::default() };
        aide.identifiant_structure = Some(format!("F{ETABLISSEMENT}"));
        assert!(matches!(acces(&aide), Acces::Ouvert { .. }));
    }
}
