//! What the client may ask for, and how.

use oidc::Acr;
use url::Url;

use super::unless;
use crate::claims::scope;
use crate::registration::{Declaration, Objection};
use crate::token::purpose;

/// Words of ours, or purposes of the legal person behind the client.
pub fn scopes(declaration: &Declaration) -> Vec<Objection> {
    let purposes = declaration.legal_person.as_ref().map(|person| person.purposes.as_slice()).unwrap_or_default();
    let known = |word: &&str| scope::known(word) || purposes.iter().any(|purpose| purpose == word);
    let words = || declaration.scopes.iter().map(String::as_str);
    let unknown: Vec<&str> = words().filter(|word| !known(word)).collect();
    let leaning: Vec<&str> = words().filter(|word| known(word) && !purpose::leans_on_nothing(word)).collect();
    let mut found = unless(
        unknown.is_empty(),
        "scopes",
        format!("unknown: {}", unknown.join(" ")),
        "use the words of scopes_supported in the discovery document",
    );
    found.extend(unless(
        leaning.is_empty(),
        "scopes",
        format!("a login proves too little for: {}", leaning.join(" ")),
        "leave them in purposes alone: they are asked for by client_credentials or by token exchange",
    ));
    found
}

/// OpenID Connect Registration 1.0 §2.
pub fn defaults(declaration: &Declaration) -> Vec<Objection> {
    let known = |word: &String| Acr::ALL.iter().any(|acr| acr.word() == word);
    let mut found = unless(
        declaration.default_acr_values.iter().all(known),
        "default_acr_values",
        format!("unknown: {}", declaration.default_acr_values.join(" ")),
        "use the words of acr_values_supported in the discovery document",
    );
    found.extend(unless(
        declaration.default_max_age.is_none_or(|age| (0..=315_360_000).contains(&age)),
        "default_max_age",
        "not a number of seconds",
        "write 0 or more",
    ));
    found
}

/// Request objects are signed and travel by TLS or by PAR: none is encrypted.
pub fn objects(declaration: &Declaration) -> Vec<Objection> {
    let mut found = Vec::new();
    for (key, said) in [
        ("request_object_encryption_alg", &declaration.request_object_encryption_alg),
        ("request_object_encryption_enc", &declaration.request_object_encryption_enc),
    ] {
        found.extend(unless(
            said.is_none(),
            key,
            "request objects are not decrypted here",
            "leave it out, and push the request (RFC 9126) to keep it from the browser",
        ));
    }
    found
}

/// RFC 8707 §2: an absolute URI without fragment.
pub fn resources(declaration: &Declaration) -> Vec<Objection> {
    let fits = |text: &String| Url::parse(text).is_ok_and(|url| url.fragment().is_none());
    unless(
        declaration.resources.iter().all(fits) && declaration.resources.len() <= 50,
        "resources",
        "not absolute URIs without fragment, fifty at most",
        "write the address of each API",
    )
}
