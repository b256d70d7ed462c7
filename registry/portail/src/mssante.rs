//! Whether somebody may have a nominative mailbox of MSSanté, as their record says it (USE-01, USE-02).

use ambient::Timestamp;
use pages::Cadre;
use registry_core::annuaire::{Eligibilite, Raison};
use registry_core::{CleExercice, SituationExercice};
use sante::IdentifiantNational;

/// A line of a record: what it is about, and the answer with its reason.
pub fn ligne<'a>(
    cadre: &Cadre,
    (personne, active): (&IdentifiantNational, bool),
    situations: impl Iterator<Item = (&'a CleExercice, &'a SituationExercice)>,
    maintenant: Timestamp,
) -> (String, String) {
    let eligibilite = Eligibilite::de(personne, active, (situations, maintenant));
    let dite = match eligibilite.raisons().first() {
        None => cadre.t("mssante-oui"),
        Some(raison) => cadre.t(cle(*raison)),
    };
    (cadre.t("mssante"), dite)
}

const fn cle(raison: Raison) -> &'static str {
    match raison {
        Raison::SansRpps => "mssante-sans-rpps",
        Raison::Inconnue => "mssante-inconnue",
        Raison::HorsActivite => "mssante-hors-activite",
        Raison::SansActivite => "mssante-sans-activite",
        Raison::Categorie => "mssante-categorie",
        Raison::Usage => "mssante-usage",
    }
}

#[cfg(test)]
mod tests {
    use pages::Langue;

    use super::*;
    use crate::etat::TEXTES;

    // requirement: USE-01 USE-02
    #[test]
    fn every_reason_is_told_in_both_languages() {
        for langue in [Langue::Fr, Langue::En] {
            let cadre = Cadre::new(langue, &TEXTES, "Portail RPPS+");
            for raison in Raison::TOUTES {
                assert_ne!(cadre.t(cle(raison)), cle(raison));
            }
            let sans = [].into_iter();
            let (titre, dite) =
                ligne(&cadre, (&"899900000011".parse().unwrap(), true), sans, Timestamp::from_seconds(0));
            assert_eq!((titre, dite), (cadre.t("mssante"), cadre.t("mssante-sans-activite")));
        }
    }
}
