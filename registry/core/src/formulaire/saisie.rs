//! What can be told of a form without the registry: everything that is wrong of it, at once.

use annuaire::Correspondance;
use jiff::civil::{Date, date};

use super::{NouveauFormulaire, Qualite, Saisi, VersionConditions};
use crate::contact::CoordonneesSaisies;
use crate::identite::Objection;
use crate::pli::plier;

/// Nobody who directs today was named before that day.
const PREMIER_ACTE: Date = date(1950, 1, 1);

impl NouveauFormulaire {
    /// What can be told without the registry, all of it.
    pub fn objections(&self, aujourd_hui: Date) -> Vec<Objection> {
        self.verifier(aujourd_hui).err().unwrap_or_default()
    }

    pub(super) fn verifier(&self, aujourd_hui: Date) -> Result<Correspondance, Vec<Objection>> {
        let contact = CoordonneesSaisies { mobile: self.mobile.clone(), courriel: self.courriel.clone() };
        let (correspondance, mut objections) = match contact.verifier() {
            Ok(coordonnees) => (Some(coordonnees.correspondance()), Vec::new()),
            Err(objections) => (None, objections),
        };
        objections.extend(match &self.saisi {
            Saisi::Direction { qualite, conditions } => direction(qualite, conditions.as_ref(), aujourd_hui),
            Saisi::Cpe { nom, prenom, code_civilite, fonction } => cpe((nom, prenom), code_civilite, fonction),
        });
        correspondance.filter(|_| objections.is_empty()).ok_or(objections)
    }
}

fn direction(qualite: &Qualite, conditions: Option<&VersionConditions>, aujourd_hui: Date) -> Vec<Objection> {
    let mut refus = Refus::default();
    if let Qualite::Directeur { signataire, du, .. } = qualite {
        let phrase = "Écrivez la date de l’acte, aujourd’hui ou avant, par exemple 01/09/2026.";
        refus.sauf((PREMIER_ACTE..=aujourd_hui).contains(du), ("acte_du", "acte_hors_dates"), phrase);
        let phrase = "Écrivez le nom de qui a signé l’acte, en 100 caractères au plus.";
        refus.sauf(court(signataire), ("signataire", "acte_sans_signataire"), phrase);
    }
    match conditions {
        Some(version) => {
            let phrase =
                "Les conditions générales ont changé depuis l’affichage de la page. Relisez-les, puis cochez la case.";
            refus.sauf(version.en_vigueur(), ("conditions", "conditions_changees"), phrase);
        }
        None => {
            let phrase = "Lisez les conditions générales des moyens d’identification, puis cochez la case.";
            refus.sauf(false, ("conditions", "conditions_non_lues"), phrase);
        }
    }
    refus.0
}

fn cpe((nom, prenom): (&str, &str), code_civilite: &str, fonction: &str) -> Vec<Objection> {
    let mut refus = Refus::default();
    let phrase = "Écrivez le nom, en 100 caractères au plus.";
    refus.sauf(court(nom) && !plier(nom).is_empty(), ("nom", "titulaire_sans_nom"), phrase);
    let phrase = "Écrivez le prénom, en 100 caractères au plus.";
    refus.sauf(court(prenom) && !plier(prenom).is_empty(), ("prenom", "titulaire_sans_prenom"), phrase);
    let phrase = "Choisissez Madame ou Monsieur.";
    refus.sauf(["M", "MME"].contains(&code_civilite), ("civilite", "titulaire_sans_civilite"), phrase);
    let phrase = "Écrivez la fonction de cette personne, en 100 caractères au plus.";
    refus.sauf(court(fonction), ("fonction", "titulaire_sans_fonction"), phrase);
    refus.0
}

#[derive(Default)]
struct Refus(Vec<Objection>);

impl Refus {
    fn sauf(&mut self, tient: bool, (champ, code): (&'static str, &'static str), phrase: &str) {
        if !tient {
            self.0.push(Objection::new(champ, code, phrase));
        }
    }
}

fn court(texte: &str) -> bool {
    (1..=100).contains(&texte.trim().chars().count())
}
