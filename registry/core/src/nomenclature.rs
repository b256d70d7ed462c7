//! Professions, roles, countries, communes and the short lists, as dated data: `registry/core/data/README.md` says where
//! each comes from.

mod admission;
mod averti;
mod commune;
mod communes;
mod departement;
mod pays;
mod profession;
mod referentiel;
mod refus;
mod region;
mod role;
mod table;
mod terme;

pub use admission::Branche;
pub use averti::Averti;
pub use commune::{Commune, GenreCommune};
pub use departement::ecrit as departement_ecrit;
pub use pays::{FRANCE, Pays};
pub use profession::{Profession, Reglementee};
pub use referentiel::Referentiel;
pub use refus::{Avertissement, Refus};
pub use region::Region;
pub use role::Role;
pub use table::NomenclatureError;
pub use terme::{Liste, Periode, Terme};
