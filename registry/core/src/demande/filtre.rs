use sante::Finess;

use super::{Demande, Etape};
use crate::pli::plier;

/// What somebody looks for in a list of requests; nothing: all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FiltreDemandes {
    pub etablissement: Option<Finess>,
    pub stade: Option<Stade>,
    /// Beginnings of words of the exercise names, in any order.
    pub nom: String,
}

/// A stage, as a list is asked for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stade {
    ADecider,
    AExaminer,
    Validee,
    Rejetee,
    /// The registry refused it: a gestionnaire sees that it was sent on (NOT-03).
    Transmise,
    Retiree,
}

impl Stade {
    pub const TOUS: [Self; 6] =
        [Self::ADecider, Self::AExaminer, Self::Validee, Self::Rejetee, Self::Transmise, Self::Retiree];

    /// Where somebody may still decide.
    pub const OUVERTS: [Self; 2] = [Self::ADecider, Self::AExaminer];

    /// In addresses and in the API.
    pub const fn mot(self) -> &'static str {
        match self {
            Self::ADecider => "a_decider",
            Self::AExaminer => "a_examiner",
            Self::Validee => "validee",
            Self::Rejetee => "rejetee",
            Self::Transmise => "transmise",
            Self::Retiree => "retiree",
        }
    }

    pub fn lu(mot: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|stade| stade.mot() == mot)
    }

    /// [`Etape::nom`] of the requests at this stage.
    pub const fn etape(self) -> &'static str {
        match self {
            Self::ADecider => "ENVOYEE",
            Self::AExaminer => "A_EXAMINER",
            Self::Validee => "VALIDEE",
            Self::Rejetee => "REJETEE",
            Self::Transmise => "REFUSEE_PAR_LE_REGISTRE",
            Self::Retiree => "RETIREE",
        }
    }
}

impl FiltreDemandes {
    pub fn vide(&self) -> bool {
        *self == Self::default()
    }

    /// What each word begins with, folded as [`Demande::noms_plies`] is.
    pub fn mots(&self) -> Vec<String> {
        plier(&self.nom).split(' ').filter(|mot| !mot.is_empty()).map(|mot| format!(" {mot}")).collect()
    }
}

impl Demande {
    /// The exercise names, folded, a space before each word and after the last.
    pub fn noms_plies(&self) -> String {
        let (noms, ..) = self.dossier.objet.resume();
        format!(" {} ", plier(&format!("{} {}", noms.nom, noms.prenom)))
    }
}

impl Etape {
    /// The stage by which a list finds it.
    pub const fn stade(&self) -> Stade {
        match self {
            Self::Envoyee => Stade::ADecider,
            Self::AExaminer { .. } => Stade::AExaminer,
            Self::Validee { .. } => Stade::Validee,
            Self::Rejetee { .. } => Stade::Rejetee,
            Self::RefuseeParLeRegistre { .. } => Stade::Transmise,
            Self::Retiree { .. } => Stade::Retiree,
        }
    }
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;

    use super::*;

    #[test]
    fn a_stage_is_found_under_the_name_that_is_stored() {
        let le = Timestamp::from_seconds(0);
        for etape in [Etape::Envoyee, Etape::AExaminer { candidats: Vec::new() }, Etape::Retiree { le }] {
            assert_eq!(etape.stade().etape(), etape.nom());
        }
        for stade in Stade::TOUS {
            assert_eq!(Stade::lu(stade.mot()), Some(stade));
        }
        assert_eq!(Stade::lu("REFUSEE_PAR_LE_REGISTRE"), None);
    }

    #[test]
    fn words_are_looked_for_as_names_are_kept() {
        let filtre = FiltreDemandes { nom: "  zoé d’al% ".to_owned(), ..FiltreDemandes::default() };
        assert_eq!(filtre.mots(), [" ZOE", " D", " AL"]);
        assert!(FiltreDemandes::default().mots().is_empty());
    }
}
