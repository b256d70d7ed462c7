//! What the tests of this crate begin with.

use ambient::{RestKey, SecretString};
use idp_core::client::Client;

use crate::Fiche;

pub fn client(id: &str) -> Client {
    let fiche = Fiche {
        nom: "Dossier résident".into(),
        lieu: "EHPAD FICTIF LES TILLEULS".into(),
        adresses_retour: vec!["https://tilleuls.example/retour".into()],
        ..Fiche::default()
    };
    let secret = SecretString::from("x".repeat(43));
    fiche.declaration(id, Some(secret), false).register(&RestKey::from_bytes(&[1; 32])).unwrap()
}
