//! The audit record of an act, durable before the answer of the act leaves.

mod adhesion;
mod assistance;
mod carte;
mod certificat;
mod dossier;
mod geste;
mod lot;

use async_trait::async_trait;
use sante::IdentifiantNational;

pub use adhesion::AdhesionActe;
pub use assistance::Assistance;
pub use carte::CarteActe;
pub use certificat::CertificatActe;
pub use dossier::Dossier;
pub use geste::Geste;
pub use lot::LotActe;

use crate::port::PortError;

/// What is told: who did what to whom, never a name, a phone number or an address.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Acte {
    /// Correspondence data were asked for. Nobody active has this identifier, and nothing leaves, unless `trouvee`.
    CorrespondanceLue { cle: String, personne: IdentifiantNational, trouvee: bool },
    /// A file is about to be taken in: its SHA-256 in hexadecimal, its rows.
    ImportCommence { empreinte: String, lignes: u64 },
    /// It was taken in, as the events up to now tell.
    ImportTermine { empreinte: String, ecritures: u64, evenements: u64 },
    /// What people do at the portal.
    Portail(Geste),
    /// What happens to the record of one person.
    Dossier(Dossier),
    /// What happens to a file of many people.
    Lot(LotActe),
    /// What happens to a certificate of a legal entity.
    Certificat(CertificatActe),
    /// What happens to forms and contracts of structures.
    Adhesion(AdhesionActe),
    /// What happens to a card.
    Carte(CarteActe),
}

/// One word of the audit record: `docs/events.md` is made from [`MOTS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mot {
    pub mot: &'static str,
    pub dit: &'static str,
    pub champs: &'static [&'static str],
}

const CORRESPONDANCE_LUE: Mot = Mot {
    mot: "registry.correspondance.read",
    dit: "The service that holds the key asked for the mobile and the e-mail of somebody. They left the registry where `found` is true; else nobody active has this identifier.",
    champs: &["found", "key.name", "person.id"],
};
const IMPORT_COMMENCE: Mot = Mot {
    mot: "registry.import.begun",
    dit: "A file is about to be taken in. Without `registry.import.done` after it, nothing of it was kept.",
    champs: &["file.sha256", "rows"],
};
const IMPORT_TERMINE: Mot = Mot {
    mot: "registry.import.done",
    dit: "A file was taken in: how many records were written, and how many events tell it.",
    champs: &["file.sha256", "writes", "events"],
};

/// Subject by subject.
pub const MOTS: [&[Mot]; 8] = [
    &[CORRESPONDANCE_LUE, IMPORT_COMMENCE, IMPORT_TERMINE],
    &geste::MOTS,
    &dossier::MOTS,
    &assistance::MOTS,
    &lot::MOTS,
    &certificat::MOTS,
    &adhesion::MOTS,
    &carte::MOTS,
];

impl Acte {
    pub const fn mot(&self) -> Mot {
        match self {
            Self::CorrespondanceLue { .. } => CORRESPONDANCE_LUE,
            Self::ImportCommence { .. } => IMPORT_COMMENCE,
            Self::ImportTermine { .. } => IMPORT_TERMINE,
            Self::Portail(geste) => geste.mot(),
            Self::Dossier(dossier) => dossier.mot(),
            Self::Lot(lot) => lot.mot(),
            Self::Certificat(certificat) => certificat.mot(),
            Self::Adhesion(acte) => acte.mot(),
            Self::Carte(carte) => carte.mot(),
        }
    }
}

/// How many people one record names: further ones have records of their own.
const NOMMEES: usize = 500;

/// Whom each record names of a reading; somebody who read of nobody is told all the same.
pub(crate) fn par_acte(personnes: &[IdentifiantNational]) -> Vec<Vec<IdentifiantNational>> {
    match personnes {
        [] => vec![Vec::new()],
        personnes => personnes.chunks(NOMMEES).map(<[_]>::to_vec).collect(),
    }
}

/// As one value: identifiers apart by spaces, which none of them has.
fn nommees(personnes: &[IdentifiantNational]) -> String {
    personnes.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

#[async_trait]
pub trait Journal: Send + Sync {
    async fn consigner(&self, acte: Acte) -> Result<(), PortError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: R09
    #[test]
    fn a_long_reading_names_everybody_in_records_of_a_bounded_length() {
        let personne: IdentifiantNational = "899900000011".parse().unwrap();
        let actes = par_acte(&vec![personne; 2 * NOMMEES + 1]);
        assert_eq!(actes.iter().map(Vec::len).collect::<Vec<_>>(), [NOMMEES, NOMMEES, 1]);
        assert_eq!(nommees(&actes[0][..2]), "899900000011 899900000011");
        assert_eq!(par_acte(&[]), [Vec::new()]);
    }
}
