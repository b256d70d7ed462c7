use jiff::civil::date;
use registry_core::nomenclature::{Avertissement, Refus};
use registry_core::numero::{NumeroError, Plage};

use super::Entry;
use super::registre::told;

/// What nomenclatures refuse, what they warn of, and numbers that are all given out.
pub fn entries() -> Vec<Entry> {
    let refusals = refusals();
    let mut entries: Vec<_> = refusals.iter().map(|refus| told(refus.code(), &refus.phrase())).collect();
    let warnings = [Avertissement::HorsPilote { libelle: libelle() }, Avertissement::SecteurInconnu];
    entries.extend(warnings.map(|averti| told(averti.code(), &averti.phrase())));
    let epuisee = NumeroError::Epuisee(Plage::BAC_A_SABLE);
    entries.push(told(epuisee.code(), epuisee.phrase()));
    entries
}

fn libelle() -> String {
    "LIBELLÉ".to_owned()
}

fn refusals() -> Vec<Refus> {
    let (libelle, code) = (libelle(), "CODE".to_owned());
    vec![
        Refus::ProfessionManquante,
        Refus::ProfessionInconnue { code: code.clone() },
        Refus::ProfessionFuture { libelle: libelle.clone(), du: date(2027, 1, 1) },
        Refus::ProfessionRetiree { libelle: libelle.clone(), au: date(2025, 12, 22), remplacant: None },
        Refus::ProfessionHorsPortail { libelle: libelle.clone() },
        Refus::ProfessionReglementee { libelle: libelle.clone(), autorite: "AUTORITÉ".to_owned() },
        Refus::Etudiant { libelle: libelle.clone() },
        Refus::RoleManquant,
        Refus::RoleInconnu { code },
        Refus::RoleRetire { libelle: libelle.clone() },
        Refus::RoleHorsPortail { libelle },
        Refus::RoleDeSoin,
    ]
}
