//! Software certificates of legal persons, the class ORG of IGC-Santé (facts/registry.md CRT-01 to CRT-07): what they are for,
//! how they are named, what a certificate says once it is trusted, and what somebody asks the authority to sign (PKCS#10).
//!
//! Pure: certificates and requests come in as they were sent. Whether a path leads to an authority is judged elsewhere.

mod commande;
mod demande;
mod emploi;
mod nom;
mod organisation;
mod refus;

pub use commande::{AutreCertificat, Commande, Delivre, RaisonRevocation, Revocation};
pub use demande::{DemandeLue, LONGUEUR_MAX, contient_cle_privee};
pub use emploi::{Emploi, Usage};
pub use nom::{NomCertificat, NomRefuse};
pub use organisation::{Organisation, OrganisationIllisible};
pub use refus::DemandeRefusee;

/// `Struct_IdNat` of a FINESS number: the national identifier of the legal person (facts/registry.md §6.1).
pub fn struct_id_nat(finess: &str) -> String {
    format!("1{finess}")
}
