use std::fmt;

use annuaire::Correspondance;

use super::courriel::Courriel;
use super::telephone::Mobile;
use crate::avis::ContactChange;
use crate::identite::Objection;

/// Contact data as somebody typed them.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct CoordonneesSaisies {
    pub mobile: String,
    pub courriel: String,
}

/// Contact data to which codes and mails can be sent. Both are mandatory (COL-07, COL-08).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coordonnees {
    pub mobile: Mobile,
    pub courriel: Courriel,
}

impl CoordonneesSaisies {
    /// Every objection at once.
    pub fn verifier(&self) -> Result<Coordonnees, Vec<Objection>> {
        let mobile = Mobile::lu(&self.mobile).map_err(|refus| Objection::new("mobile", refus.code(), refus.phrase()));
        let courriel =
            Courriel::lu(&self.courriel).map_err(|refus| Objection::new("courriel", refus.code(), refus.phrase()));
        match (mobile, courriel) {
            (Ok(mobile), Ok(courriel)) => Ok(Coordonnees { mobile, courriel }),
            (mobile, courriel) => Err([mobile.err(), courriel.err()].into_iter().flatten().collect()),
        }
    }
}

impl Coordonnees {
    pub fn correspondance(&self) -> Correspondance {
        let (mobile, courriel) = (self.mobile.as_str().to_owned(), self.courriel.as_str().to_owned());
        Correspondance { mobile: Some(mobile), courriel: Some(courriel), ..Correspondance::default() }
    }
}

/// What differs; `None`: nothing.
pub(crate) fn difference(avant: &Correspondance, apres: &Correspondance) -> Option<ContactChange> {
    match (avant.mobile == apres.mobile, avant.courriel == apres.courriel) {
        (true, true) => None,
        (false, true) => Some(ContactChange::Mobile),
        (true, false) => Some(ContactChange::Courriel),
        (false, false) => Some(ContactChange::LesDeux),
    }
}

/// Never in a log.
impl fmt::Debug for CoordonneesSaisies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("CoordonneesSaisies(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: COL-07 COL-08
    #[test]
    fn both_are_mandatory_and_both_objections_are_told() {
        let objections = CoordonneesSaisies::default().verifier().unwrap_err();
        let codes: Vec<_> = objections.iter().map(|objection| (objection.champ, objection.code)).collect();
        assert_eq!(codes, [("mobile", "mobile_illisible"), ("courriel", "courriel_incomplet")]);
    }
}
