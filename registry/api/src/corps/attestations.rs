use registry_core::demande::{Attestations, PieceIdentite};
use serde::Deserialize;
use utoipa::ToSchema;

/// What the gestionnaire declares, each time again. A program sends what its user declared, and declares nothing itself.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = Attestations)]
pub struct AttestationsSaisies {
    /// Civil status was collected face to face; of somebody known, or proven by FranceConnect, it is not asked.
    #[serde(default)]
    face_a_face: bool,
    /// Which document was looked at; likewise.
    piece: Option<Piece>,
    /// The portal's terms, this time again.
    conditions_acceptees: bool,
    diplomes_verifies: bool,
    /// The person needs an access, and knows that they get an e-CPS only.
    besoin_verifie: bool,
}

#[derive(Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    CarteNationale,
    Passeport,
    TitreDeSejour,
}

impl From<AttestationsSaisies> for Attestations {
    fn from(saisies: AttestationsSaisies) -> Self {
        Self {
            face_a_face: saisies.face_a_face,
            piece: saisies.piece.map(|piece| match piece {
                Piece::CarteNationale => PieceIdentite::CarteNationale,
                Piece::Passeport => PieceIdentite::Passeport,
                Piece::TitreDeSejour => PieceIdentite::TitreDeSejour,
            }),
            conditions_acceptees: saisies.conditions_acceptees,
            diplomes_verifies: saisies.diplomes_verifies,
            besoin_verifie: saisies.besoin_verifie,
        }
    }
}
