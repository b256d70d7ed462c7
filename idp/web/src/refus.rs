//! The pages of what stopped a login. The code of the error chooses the words.

mod carte;
mod cle;
mod connexion;
mod technique;

pub use carte::carte;
pub use cle::cle;
pub use connexion::{connexion, jeton, terminee};
pub use technique::{deconnexion, indisponible, technique};

use pages::erreur::Ton;
use pages::{Icone, Langue, PageErreur, heure};

use crate::visite::Visite;

/// `connexion.autre-navigateur` and `CARTE_EXPIREE` are the beginnings of the keys `connexion-autre-navigateur-…`, `carte-expiree-…`.
fn key(code: &str) -> String {
    code.to_ascii_lowercase().replace(['.', '_'], "-")
}

/// An error page with the words of `code`; what to do and the way out are the caller's.
fn page(visite: &Visite, langue: Langue, code: &str) -> PageErreur {
    let cadre = visite.cadre(langue);
    let key = key(code);
    PageErreur {
        icone: Icone::Clock,
        ton: Ton::Attente,
        titre: cadre.t(format!("{key}-titre")),
        phrase: cadre.t(format!("{key}-phrase")),
        rien_perdu: None,
        suite: vec![],
        actions: vec![],
        code: code.to_owned(),
        reference: visite.reference.clone(),
        heure: heure::minute(visite.state.0.ambient.now(), langue),
        technique: None,
        cadre,
    }
}

#[cfg(test)]
mod tests;
