//! An authority, its people, and the moment of the tests.

use std::sync::Arc;

use ambient::{Ambient, MovableClock, Timestamp};
use carte_cps::{CarteCps, RefusCarte};
use igc::{CarteEmise, DemandeCarte, Igc, Profession, Structure};

pub const MAINTENANT: Timestamp = Timestamp::from_seconds(1_795_000_000);

pub struct Ici {
    pub igc: Igc,
    pub ambient: Ambient,
    pub clock: Arc<MovableClock>,
}

pub fn ici() -> Ici {
    let (ambient, clock) = Ambient::fixed(MAINTENANT, 7);
    let igc = Igc::create(&ambient, "https://localhost:8448/igc").unwrap();
    Ici { igc, ambient, clock }
}

impl Ici {
    /// Judges a card with the lists of now.
    pub fn juger(&self, carte: &CarteEmise) -> Result<CarteCps, RefusCarte> {
        let now = self.ambient.now();
        self.igc.autorite_cartes(now).unwrap().verifier(&carte.chaine, now)
    }
}

pub fn medecin() -> DemandeCarte {
    let profession = Profession { code: 10, libelle: "Médecin".into() };
    DemandeCarte::cps("899900000011".parse().unwrap(), "MARTIN", "ÉLÉONORE", profession)
}

pub fn directrice() -> DemandeCarte {
    let structure = Structure {
        raison_sociale: "EHPAD LES TILLEULS".into(),
        identifiant: "1690990114".into(),
        departement: "Rhône (69)".into(),
    };
    DemandeCarte::cpe("3690990114/CPET0002".parse().unwrap(), "DURAND", "CLAIRE", structure)
}
