//! Software certificates of legal persons: the administrateur technique orders them at the legal entity, brings the request that
//! the software made, renews and revokes (facts/registry.md CRT-01 to CRT-10, docs/decisions/0027).

mod acces;
mod annonce;
mod commande;
mod echange;
mod erreur;
mod etape;
mod logiciel;
mod port;
mod rappel;
mod revocation;
mod tableau;

pub use acces::Administration;
pub use certificat_org::{DemandeRefusee, Emploi, NomCertificat, RaisonRevocation, contient_cle_privee};
pub use commande::NouvelleCommande;
pub use echange::Suite;
pub use erreur::CertificatError;
pub use etape::{Certificat, Delivrance, Etape};
pub use logiciel::Logiciel;
pub use port::{Certificats, Ecrits, Igc, IgcError};
pub use rappel::FinDeCertificat;
pub use tableau::{Jeu, NiveauCertificats};

ambient::typed_id! {
    /// One order, and the certificate that came of it.
    pub struct CertificatId;
}
