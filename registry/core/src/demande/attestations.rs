use serde::{Deserialize, Serialize};

use crate::identite::Objection;

/// What the gestionnaire declares each time: nothing is remembered from the registration before (GES-22).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attestations {
    /// Civil status was collected face to face (COL-04).
    pub face_a_face: bool,
    /// Which document was looked at (COL-05).
    pub piece: Option<PieceIdentite>,
    /// The portal's terms, this time again (GES-22).
    pub conditions_acceptees: bool,
    /// The employer checked the diplomas (ENR-18).
    pub diplomes_verifies: bool,
    /// The person needs an access, and knows that they get an e-CPS only (ELI-11).
    pub besoin_verifie: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PieceIdentite {
    #[serde(rename = "carte")]
    CarteNationale,
    #[serde(rename = "passeport")]
    Passeport,
    #[serde(rename = "sejour")]
    TitreDeSejour,
}

impl PieceIdentite {
    /// As a form sends it.
    pub fn lue(code: &str) -> Option<Self> {
        match code {
            "carte" => Some(Self::CarteNationale),
            "passeport" => Some(Self::Passeport),
            "sejour" => Some(Self::TitreDeSejour),
            _ => None,
        }
    }
}

impl Attestations {
    /// Everything that is missing, at once. What FranceConnect proved needs no document (flow A).
    pub fn verifier(&self, identite_prouvee: bool) -> Vec<Objection> {
        let declarations = [
            (
                self.face_a_face || identite_prouvee,
                "face_a_face",
                "Recueillez l'état civil en présence de la personne, puis cochez cette case.",
            ),
            (
                self.piece.is_some() || identite_prouvee,
                "piece",
                "Indiquez la pièce d'identité que vous avez contrôlée.",
            ),
            (
                self.conditions_acceptees,
                "conditions_acceptees",
                "Acceptez les conditions d'utilisation : elles valent pour chaque enregistrement.",
            ),
            (
                self.diplomes_verifies,
                "diplomes_verifies",
                "Vérifiez les diplômes de la personne, puis cochez cette case.",
            ),
            (
                self.besoin_verifie,
                "besoin_verifie",
                "Vérifiez que la personne a besoin d'un accès et sait qu'elle recevra une e-CPS seule, puis cochez cette case.",
            ),
        ];
        let absentes = declarations.into_iter().filter(|(faite, ..)| !faite);
        absentes.map(|(_, champ, phrase)| Objection::new(champ, "attestation_absente", phrase)).collect()
    }
}
