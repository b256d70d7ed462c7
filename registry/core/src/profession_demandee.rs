//! Professions that the list has not got: a structure asks for one with its label, how many people and for which uses; the
//! GRADeS of its region gathers and relays the requests, or gives one back; the ANS decides with DNS, CNSA and CNAM (ROL-09). The
//! list itself is dated data: what is taken in has its code and its first day (ROL-08).

mod acces;
mod avertir;
mod erreur;
mod etape;
mod geste;
mod instruction;
mod liste;
mod port;
mod relais;
mod suite;

use ambient::Timestamp;
use sante::{Finess, IdentifiantNational};

pub use erreur::ProfessionError;
pub use etape::{AvisRecueilli, EtapeProfession, Inscription, Partenaire, StadeProfession};
pub use geste::{NouvelleProfession, Professions};
pub use instruction::AvisSaisi;
pub use liste::FiltreProfessions;
pub use port::{Ecrits, Portee, ProfessionsDemandees};
pub use relais::Relais;
pub use suite::{Suite, SuiteSaisie};

ambient::typed_id! {
    /// One request for a new profession.
    pub struct ProfessionDemandeeId;
}

/// A request and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfessionDemandee {
    pub id: ProfessionDemandeeId,
    /// As the structure calls it.
    pub libelle: String,
    /// How many people of the structure.
    pub volume: u32,
    /// What they need digital services for.
    pub usages: String,
    pub structure: Finess,
    pub par: IdentifiantNational,
    pub le: Timestamp,
    /// With the requests that were put together with this one.
    pub ensemble: Ensemble,
    /// The one that this one was put together with: its stages are this one's.
    pub reunie_a: Option<ProfessionDemandeeId>,
    /// What the partners of the ANS said.
    pub avis: Vec<AvisRecueilli>,
    pub etape: EtapeProfession,
    /// Grows with each act.
    pub version: u32,
}

/// Who asks for one profession, in all.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ensemble {
    pub demandes: u32,
    pub personnes: u32,
}

impl Ensemble {
    /// Of one request for so many people.
    pub const fn seule(volume: u32) -> Self {
        Self { demandes: 1, personnes: volume }
    }

    #[must_use]
    const fn et(self, autre: Self) -> Self {
        Self {
            demandes: self.demandes.saturating_add(autre.demandes),
            personnes: self.personnes.saturating_add(autre.personnes),
        }
    }
}

impl ProfessionDemandee {
    /// The same at another stage.
    #[must_use]
    fn a(self, etape: EtapeProfession) -> Self {
        Self { etape, version: self.version + 1, ..self }
    }

    fn attend(&self, stade: StadeProfession, version: u32) -> Result<(), ProfessionError> {
        let tient = self.version == version && self.reunie_a.is_none() && self.etape.stade() == stade;
        if tient { Ok(()) } else { Err(ProfessionError::AutreEtape) }
    }
}
