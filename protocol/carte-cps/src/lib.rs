//! What a card of the health professions says about who holds it, once everything about its certificate is proven:
//! chain, dates, revocation, usage, strength, then identity (facts: IGC-Santé profile, RFC 5280).
//!
//! Pure: the time comes in as an argument, certificates and lists as DER. TLS has already proven that the peer holds the
//! key; nothing else about the certificate was judged before.

mod attribut;
mod autorite;
mod carte;
mod chemin;
mod classeur;
mod cle;
mod commande;
mod conseil;
mod crl;
mod famille;
mod identite;
mod liste;
mod numero;
mod ocsp;
mod profil;
mod refus;
mod refus_liste;
mod signature;
mod usage;

pub use autorite::{AutoriteCartes, AutoriteError, Monde};
pub use carte::CarteCps;
pub use classeur::{Classeur, Dossier, Reception};
pub use commande::{
    CarteProduite, CommandeCarte, ModeleCarte, OppositionCarte, ProfessionCarte, RaisonOpposition, StructureCarte,
};
pub use conseil::Conseil;
pub use famille::Famille;
pub use liste::{Genre, Liste};
pub use numero::Numero;
pub use ocsp::{Question, Statut};
pub use refus::RefusCarte;
pub use refus_liste::RefusListe;

/// What any certificate of the IGC is read with.
pub mod x509 {
    pub use crate::attribut::{texte, texte_seul};
    pub use crate::cle::solide;
}

/// Upper-case, two signs an octet.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02X}")).collect()
}

/// The octets of a text of hexadecimal digits; `None` for any other text.
pub(crate) fn octets(hex: &str) -> Option<Vec<u8>> {
    if !hex.len().is_multiple_of(2) || !hex.bytes().all(|sign| sign.is_ascii_hexdigit()) {
        return None;
    }
    let pairs = hex.as_bytes().chunks(2).map(|pair| std::str::from_utf8(pair).ok());
    pairs.map(|pair| u8::from_str_radix(pair?, 16).ok()).collect()
}
