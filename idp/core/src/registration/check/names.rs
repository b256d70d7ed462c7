//! Who the client is, and what only the operator says of it.

use sante::Finess;

use super::{objection, unless};
use crate::client::SansSituation;
use crate::registration::{Author, Declaration, Objection};

/// RFC 6749 §2.2 and appendix A.1; a `sub` never looks like this (security row A26).
pub fn identifier(declaration: &Declaration) -> Vec<Objection> {
    let id = &declaration.id;
    let fits = (3..=100).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && id.bytes().any(|byte| byte.is_ascii_alphabetic());
    unless(
        fits,
        "id",
        "not 3 to 100 letters, digits, dots, hyphens or underscores, one letter at least",
        "choose another id",
    )
}

pub fn people_read(declaration: &Declaration) -> Vec<Objection> {
    let said = |text: &str| {
        !text.trim().is_empty()
            && text.chars().count() <= 100
            && !text.chars().any(|sign| sign.is_control() || turns(sign))
    };
    let mut found = unless(said(&declaration.name), "name", "people must read who asks", "write the service's name");
    found.extend(unless(
        said(&declaration.place),
        "place",
        "people must read from where it asks",
        "write place and address",
    ));
    let others = declaration.names.iter().all(|(tag, name)| {
        said(name)
            && (1..=35).contains(&tag.len())
            && tag.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    });
    found.extend(unless(
        others && declaration.names.len() <= 20,
        "names",
        "a name in another language is empty, too long, or its language tag is none",
        "write client_name#fr and the like, 100 characters at most",
    ));
    found
}

/// Marks that reorder or hide what stands beside them on the page.
fn turns(sign: char) -> bool {
    matches!(sign, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// RFC 7591 §2: people, versions. Nothing is done with them; they are kept short.
pub fn spoken_for(declaration: &Declaration) -> Vec<Objection> {
    let short = |text: &String| !text.trim().is_empty() && text.len() <= 200;
    let mut found = unless(
        declaration.contacts.len() <= 10 && declaration.contacts.iter().all(short),
        "contacts",
        "an entry is empty or longer than 200 bytes, or there are more than ten",
        "write a few e-mail addresses",
    );
    for (key, text) in [("software_id", &declaration.software_id), ("software_version", &declaration.software_version)]
    {
        found.extend(unless(text.as_ref().is_none_or(short), key, "empty or longer than 200 bytes", "shorten it"));
    }
    found
}

/// RFC 7591 §2.3: nobody's statements are trusted here, and one that is ignored would mislead its sender.
pub fn statement(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.software_statement.is_none(),
        "software_statement",
        "this provider trusts no issuer of software statements",
        "leave it out, and send its claims as members",
    )
}

/// Rights over people's data and other clients' tokens. In the sandbox everybody is invented, and anybody is the operator.
pub fn operators_words(declaration: &Declaration) -> Vec<Objection> {
    if !matches!(declaration.author, Author::Client { local: false } | Author::Partner { local: false }) {
        return Vec::new();
    }
    let words = [
        ("may_introspect", declaration.may_introspect),
        ("may_hint_situation", declaration.may_hint_situation),
        ("structure", declaration.structure.is_some()),
        ("sans_situation", declaration.sans_situation == Some(SansSituation::Accepte)),
        ("legal_person", declaration.legal_person.is_some()),
        ("serves", !declaration.serves.is_empty()),
        ("resources", !declaration.resources.is_empty()),
        ("exchanges_tokens_of", !declaration.exchanges_tokens_of.is_empty()),
    ];
    let said = words.into_iter().filter(|(_, said)| *said);
    said.flat_map(|(key, _)| objection(key, "the operator alone grants this", "leave it out, and ask the operator"))
        .collect()
}

pub fn structure(declaration: &Declaration) -> Vec<Objection> {
    let fits = declaration.structure.as_ref().is_none_or(|finess| finess.parse::<Finess>().is_ok());
    unless(fits, "structure", "not a FINESS number", "write the nine characters of the geographic entity")
}
