use registry_core::demande::{Attestations, PieceIdentite};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa::openapi::schema::{Object, ObjectBuilder, Type};

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
    #[schema(schema_with = oui)]
    conditions_acceptees: bool,
    #[schema(schema_with = oui)]
    diplomes_verifies: bool,
    /// The person needs an access, and knows that they get an e-CPS only.
    #[schema(schema_with = oui)]
    besoin_verifie: bool,
}

/// What is not declared is no act: the registry says so beside the field.
pub fn oui() -> Object {
    ObjectBuilder::new().schema_type(Type::Boolean).enum_values(Some([true])).build()
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
