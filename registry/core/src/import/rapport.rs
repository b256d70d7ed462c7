use annuaire::Fait;

use super::signalement::Signalement;
use crate::port::Ecritures;

/// What an import did, or would have done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Rapport {
    /// SHA-256 of the file, in hexadecimal.
    pub empreinte: String,
    pub lignes_lues: u64,
    pub lignes_acceptees: u64,
    /// One or more a refused row.
    pub erreurs: Signalements,
    pub avertissements: Signalements,
    pub personnes_inscrites: u64,
    pub personnes_modifiees: u64,
    pub personnes_desactivees: u64,
    pub personnes_reactivees: u64,
    pub correspondances_modifiees: u64,
    pub situations_ouvertes: u64,
    pub situations_modifiees: u64,
    pub situations_terminees: u64,
    /// Rows created or replaced in the store.
    pub ecritures: u64,
    pub evenements: u64,
}

/// All are counted, the first ones kept: a file in the wrong shape must not fill the memory.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Signalements {
    pub nombre: u64,
    pub premiers: Vec<Signalement>,
}

const GARDES: usize = 10_000;

impl Rapport {
    /// Adds what is about to be written.
    pub fn compter(&mut self, ecritures: &Ecritures) {
        self.ecritures += ecritures.nombre() as u64;
        self.evenements += ecritures.evenements.len() as u64;
        for (_, fait) in &ecritures.evenements {
            *self.compte(fait) += 1;
        }
    }

    fn compte(&mut self, fait: &Fait) -> &mut u64 {
        match fait {
            Fait::PersonneInscrite => &mut self.personnes_inscrites,
            Fait::PersonneModifiee => &mut self.personnes_modifiees,
            Fait::PersonneDesactivee => &mut self.personnes_desactivees,
            Fait::PersonneReactivee => &mut self.personnes_reactivees,
            Fait::CorrespondanceModifiee => &mut self.correspondances_modifiees,
            Fait::SituationOuverte { .. } => &mut self.situations_ouvertes,
            Fait::SituationModifiee { .. } => &mut self.situations_modifiees,
            Fait::SituationTerminee { .. } => &mut self.situations_terminees,
        }
    }
}

impl Signalements {
    pub fn ajouter(&mut self, signalement: Signalement) {
        self.nombre += 1;
        if self.premiers.len() < GARDES {
            self.premiers.push(signalement);
        }
    }
}
