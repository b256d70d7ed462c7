//! The paths of the registry's service, so that the two sides cannot spell them differently.

use sante::IdentifiantNational;

use crate::Numero;

pub const PERSONNE: &str = "/v1/personnes/{identifiant}";
pub const CORRESPONDANCE: &str = "/v1/personnes/{identifiant}/correspondance";
pub const ACTIVATION: &str = "/v1/personnes/{identifiant}/activation";
pub const EVENEMENTS: &str = "/v1/evenements";

pub fn personne(identifiant: &IdentifiantNational) -> String {
    format!("/v1/personnes/{}", en_chemin(identifiant))
}

pub fn correspondance(identifiant: &IdentifiantNational) -> String {
    format!("/v1/personnes/{}/correspondance", en_chemin(identifiant))
}

pub fn activation(identifiant: &IdentifiantNational) -> String {
    format!("/v1/personnes/{}/activation", en_chemin(identifiant))
}

pub fn evenements(apres: Numero, attente_secondes: u32) -> String {
    format!("{EVENEMENTS}?apres={}&attente={attente_secondes}", apres.0)
}

/// `3FINESS/internal` holds a slash: it travels as `%2F`, one path segment.
fn en_chemin(identifiant: &IdentifiantNational) -> String {
    identifiant.to_string().replace('/', "%2F")
}
