//! The residents, all invented.

use crate::droits::Ligne;

pub struct Resident {
    pub nom: &'static str,
    pub age: u8,
    pub chambre: u8,
    soin: &'static str,
    vie: &'static str,
    administratif: &'static str,
}

pub const RESIDENTS: [Resident; 4] = [
    Resident {
        nom: "Mme Odette FICTIF-PERRIN",
        age: 91,
        chambre: 12,
        soin: "Risque de chute. Toilette, tension",
        vie: "Chorale à 15 h, sa nièce vient dimanche",
        administratif: "Dossier APA à renouveler avant le 15 décembre",
    },
    Resident {
        nom: "M. Georges FICTIF-VIDAL",
        age: 87,
        chambre: 14,
        soin: "Allergie pénicilline. Pansement à 8 h, avec l’infirmier",
        vie: "Atelier jardin, aime parler du rugby",
        administratif: "Complet",
    },
    Resident {
        nom: "Mme Lucette FICTIF-BRUN",
        age: 84,
        chambre: 15,
        soin: "Mange mixé. Petit-déjeuner accompagné",
        vie: "Lecture au salon à 10 h",
        administratif: "Attestation d’assurance attendue",
    },
    Resident {
        nom: "M. André FICTIF-NGUYEN",
        age: 95,
        chambre: 17,
        soin: "Hospitalisé depuis samedi. Rien à faire",
        vie: "Prévenir ses voisins de table",
        administratif: "Courrier de liaison à ranger",
    },
];

impl Resident {
    pub const fn ligne(&self, ligne: &Ligne) -> &'static str {
        match ligne {
            Ligne::Soin => self.soin,
            Ligne::Vie => self.vie,
            Ligne::Administratif => self.administratif,
        }
    }
}
