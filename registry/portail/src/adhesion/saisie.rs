//! What the second step of F101 holds, read.

use jiff::civil::Date;
use registry_core::formulaire::{ActeNomination, NouveauFormulaire, Qualite, Saisi, VersionConditions};
use registry_core::habilitation::Perimetre;
use sante::Finess;

use crate::formulaire::{Remarque, Saisie};
use crate::situation;

/// The version of the general terms that the page showed.
pub const VERSION: &str = "conditions_version";

/// The number that somebody typed, however they spaced it.
pub fn finess(saisie: &Saisie) -> Result<Finess, Remarque> {
    let chiffres: String = saisie.lire("finess").chars().filter(|un| !un.is_whitespace()).collect();
    let lu = chiffres.to_uppercase().parse::<Finess>().ok().filter(|lu| lu.key_holds() != Some(false));
    lu.ok_or_else(|| Remarque::sur("finess", "remarque-finess"))
}

/// Everything that does not hold is told at once, what cannot be read with what can.
pub fn lire(saisie: &Saisie, finess: Finess, aujourd_hui: Date) -> Result<NouveauFormulaire, Vec<Remarque>> {
    let mut remarques = Vec::new();
    let perimetre = Perimetre::lu(saisie.lire("niveau"), finess.clone());
    if perimetre.is_none() {
        remarques.push(Remarque::sur("niveau", "remarque-niveau"));
    }
    let qualite = qualite(saisie, aujourd_hui, &mut remarques);
    let conditions = saisie.cochee("conditions").then(|| VersionConditions::from(saisie.lire(VERSION)));
    let nouveau = NouveauFormulaire {
        perimetre: perimetre.unwrap_or(Perimetre::EntiteJuridique(finess)),
        saisi: Saisi::Direction { qualite, conditions },
        courriel: saisie.lire("courriel").to_owned(),
        mobile: saisie.lire("mobile").to_owned(),
    };
    if remarques.is_empty() {
        return Ok(nouveau);
    }
    remarques.extend(nouveau.objections(aujourd_hui).iter().map(Remarque::from));
    Err(remarques)
}

/// What stands in the place of what cannot be read is sent nowhere.
fn qualite(saisie: &Saisie, aujourd_hui: Date, remarques: &mut Vec<Remarque>) -> Qualite {
    let dite = saisie.lire("qualite");
    if dite == "representant" {
        return Qualite::RepresentantLegal;
    }
    let Some(acte) = ActeNomination::lu(dite) else {
        remarques.push(Remarque::sur("qualite", "remarque-qualite"));
        return Qualite::RepresentantLegal;
    };
    let du = situation::jour(saisie.lire("acte_du")).unwrap_or_else(|| {
        remarques.push(Remarque::sur("acte_du", "remarque-acte-du"));
        aujourd_hui
    });
    Qualite::Directeur { acte, du, signataire: saisie.lire("signataire").to_owned() }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    /// What is wrong when it is read, or when it is sent.
    fn champs(saisie: &Saisie) -> Vec<String> {
        let aujourd_hui = date(2026, 11, 23);
        let remarques = match lire(saisie, "690990015".parse().unwrap(), aujourd_hui) {
            Ok(nouveau) => nouveau.objections(aujourd_hui).iter().map(Remarque::from).collect(),
            Err(remarques) => remarques,
        };
        remarques.into_iter().map(|remarque| remarque.champ).collect()
    }

    // requirement: CON-10
    #[test]
    fn a_director_names_the_deed_and_a_representant_legal_none() {
        assert_eq!(champs(&Saisie::default()), ["niveau", "qualite", "mobile", "courriel", "conditions"]);
        let base =
            Saisie::default().avec("niveau", "EJ").avec("mobile", "0639980001").avec("courriel", "a@example.org");
        let base = base.avec("signataire", "Paul FICTIF").avec("conditions", "oui");
        let base = base.avec(VERSION, VersionConditions::EN_VIGUEUR);
        assert_eq!(champs(&base.clone().avec("qualite", "representant")), [""; 0]);
        assert_eq!(champs(&base.clone().avec("qualite", "delegation")), ["acte_du"]);
        assert_eq!(champs(&base.clone().sans("signataire").avec("qualite", "delegation")), ["acte_du", "signataire"]);
        assert_eq!(champs(&base.clone().avec("qualite", "nomination").avec("acte_du", "23/11/2026")), [""; 0]);
        for jamais in ["24/11/2026", "01/01/0001"] {
            assert_eq!(champs(&base.clone().avec("qualite", "nomination").avec("acte_du", jamais)), ["acte_du"]);
        }
        let autre_texte = base.sans(VERSION).avec(VERSION, "2025-01-01").avec("qualite", "representant");
        assert_eq!(champs(&autre_texte), ["conditions"], "what was read is not what is accepted");
    }

    #[test]
    fn a_number_is_read_however_it_is_spaced_and_a_slip_is_told() {
        let lu = |texte: &str| finess(&Saisie::default().avec("finess", texte)).ok();
        assert_eq!(lu("690 990 015").unwrap().as_str(), "690990015");
        for texte in ["", "69099001", "690990016"] {
            assert_eq!(lu(texte), None, "{texte}");
        }
    }
}
