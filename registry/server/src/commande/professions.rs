//! What the ANS has accepted, for the list of professions (ROL-08, ROL-09).

use registry_core::profession_demandee::Inscription;
use registry_server::Registry;

use super::{CommandeError, dire};

const TITRES: &str = "# source: professions retenues au portail\n\
    code,libelle,du,au,portail,pilote_sanitaire,etudiant,remplacant\n";

/// A file as `registry/core/data/professions.csv` is, to be added to or given as it is.
pub async fn lister(registre: &Registry) -> Result<(), CommandeError> {
    let mut retenues = registre.professions().retenues().await?;
    retenues.sort_by(|une, autre| une.code.cmp(&autre.code));
    dire(&retenues.iter().map(ligne).fold(TITRES.to_owned(), |texte, ligne| texte + &ligne))
}

fn ligne(inscription: &Inscription) -> String {
    let Inscription { code, libelle, du } = inscription;
    format!("{code},\"{}\",{du},,oui,,,\n", libelle.replace('"', "\"\""))
}

#[cfg(test)]
#[allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]
mod tests {
    use jiff::civil::date;
    use registry_core::nomenclature::Referentiel;

    use super::*;

    // requirement: ROL-08
    #[test]
    fn what_is_printed_is_a_list_that_another_registry_reads() {
        let (code, libelle) = ("990".to_owned(), "Pair-aidant, dit « pair »".to_owned());
        let une = Inscription { code, libelle, du: date(2027, 2, 1) };
        let texte = format!("{TITRES}{}", ligne(&une));
        let lu = Referentiel::clone(&Referentiel::embarque()).avec_professions(&texte).unwrap();
        assert_eq!(lu.profession("990", une.du).unwrap().libelle, une.libelle);
        assert_eq!(lu.admet_profession("990", None, date(2027, 1, 31)).unwrap_err().code(), "profession_future");
        assert_eq!(lu.admet_profession("990", None, une.du), Ok(None));
        assert_eq!(lu.profession("313", une.du).unwrap().libelle, "Aide-soignant", "others stay");
    }
}
