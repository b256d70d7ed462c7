//! People recognise a service by its name on the login page and on the phone: nobody registers under one that the operator
//! declared for another service (RFC 7591 §5).

use unicode_normalization::UnicodeNormalization as _;
use unicode_normalization::char::is_combining_mark;

use super::{Declaration, Objection};
use crate::client::Client;

/// `declared`: [`crate::client::Clients::declared`].
pub fn objections(declaration: &Declaration, declared: &[Client]) -> Vec<Objection> {
    let taken: Vec<String> = declared.iter().flat_map(names).map(|name| read(name)).collect();
    let is_taken = |name: &String| taken.contains(&read(name));
    let others = declaration.names.values().any(is_taken).then_some("names");
    let keys = is_taken(&declaration.name).then_some("name").into_iter().chain(others);
    let objection = |key| Objection {
        code: "enregistrement.homonyme",
        key,
        reason: "another service has this name, and people would take one for the other".to_owned(),
        remedy: "write a name of your own",
    };
    keys.map(objection).collect()
}

fn names(client: &Client) -> impl Iterator<Item = &String> {
    std::iter::once(&client.name).chain(client.shown.names.values())
}

/// As somebody in a hurry reads it: letters and digits alone, without case, accents or the width of the sign.
fn read(name: &str) -> String {
    name.nfkd()
        .filter(|sign| !is_combining_mark(*sign))
        .flat_map(char::to_lowercase)
        .filter(|sign| sign.is_alphanumeric())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_the_same_whatever_its_case_accents_and_spaces() {
        let name = read;
        for other in [
            "dossier resident",
            "DOSSIER RÉSIDENT",
            "Dossier-Résident ",
            "Dossier re\u{301}sident",
            "Ｄossier résident",
        ] {
            assert_eq!(name(other), name("Dossier résident"), "{other}");
        }
        assert_ne!(name("Dossier résidente"), name("Dossier résident"));
    }
}
