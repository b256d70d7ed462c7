//! The trade's words: identifiers with their keys, and the codes that a situation of practice is made of.

mod autre_identifiant;
mod finess;
mod identifiant_national;
mod luhn;
mod rpps;
mod siren;
mod situation_id;

pub use autre_identifiant::AutreIdentifiant;
pub use finess::{Finess, FinessError};
pub use identifiant_national::{IdentifiantNational, IdentifiantNationalError};
pub use rpps::{Rpps, RppsError, RppsRang};
pub use siren::{Siren, SirenError, Siret};
pub use situation_id::SituationId;
