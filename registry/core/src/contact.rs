//! Contact data: one set a person, shared by all situations (COL-11), never public (COL-12). Numbers and codes go there,
//! so whoever changes them could take over an identity: the person changes them with a fresh strong authentication, or,
//! before any e-CPS exists, two gestionnaires do it face to face with the person. Two agents of the support freeze them, and put
//! back what was there.

mod activation;
mod changement;
mod coordonnees;
mod correction;
mod courriel;
mod erreur;
mod gel;
mod masque;
mod port;
mod preuve;
mod suivi;
mod telephone;

pub use activation::PremiereActivation;
pub use changement::Changement;
pub(crate) use changement::{REFROIDISSEMENT, Remplacement, champs};
pub(crate) use coordonnees::difference;
pub use coordonnees::{Coordonnees, CoordonneesSaisies};
pub use correction::{Correction, NouvelleCorrection};
pub use courriel::{Courriel, CourrielRefuse};
pub use erreur::ContactError;
pub use gel::{Anciennes, DemandeGel, Gels, QuoiGeler, Restriction};
pub use masque::Masquees;
pub use port::Ecrits;
pub use preuve::{MoyenFort, PreuveForte};
pub use suivi::{ContactsASuivre, CorrectionOuverte, MailRevenu, Sources};
pub use telephone::{Mobile, MobileRefuse};
