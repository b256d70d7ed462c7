use crate::identite::Objection;
use crate::situation_acte::SituationError;
use crate::situation_acte::tenue::Tenue;

/// What an agent wants of a situation, and what they declare with it: another profession than the present one has diplomas
/// (ENR-18).
#[derive(Debug)]
pub struct Declaree<'a, T> {
    pub voulue: &'a T,
    /// The employer checked the diplomas.
    pub diplomes_verifies: bool,
}

/// Nothing is declared: the profession stays as it is.
impl<'a, T> From<&'a T> for Declaree<'a, T> {
    fn from(voulue: &'a T) -> Self {
        Self { voulue, diplomes_verifies: false }
    }
}

impl<T> Declaree<'_, T> {
    /// `verifiee`, and what is missing of the diplomas beside the rest: everything is told at once.
    pub(super) fn avec_diplomes<R>(
        &self,
        tenue: &Tenue,
        profession: &str,
        verifiee: Result<R, SituationError>,
    ) -> Result<R, SituationError> {
        if self.diplomes_verifies || profession == tenue.situation.code_role {
            return verifiee;
        }
        let phrase = "La profession change. Vérifiez les diplômes de la personne, puis cochez cette case.";
        let manque = Objection::new("diplomes_verifies", "attestation_absente", phrase);
        match verifiee {
            Ok(_) => Err(SituationError::Saisie(vec![manque])),
            Err(SituationError::Saisie(mut autres)) => {
                autres.push(manque);
                Err(SituationError::Saisie(autres))
            }
            Err(autre) => Err(autre),
        }
    }
}
