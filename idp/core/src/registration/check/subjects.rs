//! OpenID Connect Core 1.0 §8.1: who shares pairwise subjects.

use std::collections::BTreeSet;

use oidc::GrantType;
use url::Url;

use super::unless;
use crate::client::SubjectType;
use crate::registration::declaration::Author;
use crate::registration::{Declaration, Objection};

/// Several hosts have no one name: the client says which one, in a document that lists its addresses.
pub fn several_hosts(declaration: &Declaration) -> Vec<Objection> {
    let pairwise = declaration.subject_type == Some(SubjectType::Pairwise);
    unless(
        !pairwise || declaration.sector_identifier_uri.is_some() || hosts(declaration).len() <= 1,
        "sector_identifier_uri",
        format!("pairwise subjects, and several hosts: {}", Vec::from_iter(hosts(declaration)).join(", ")),
        "publish a JSON array of the redirect URIs and send its address",
    )
}

/// The host under which subjects are derived; `None`: the client's own identifier.
pub fn sector(declaration: &Declaration) -> Option<String> {
    if declaration.subject_type != Some(SubjectType::Pairwise) {
        return None;
    }
    if matches!(declaration.author, Author::Client { .. } | Author::Partner { .. }) && answers_elsewhere(declaration) {
        return None;
    }
    match &declaration.sector_identifier_uri {
        Some(uri) => host(uri),
        None => hosts(declaration).into_iter().next(),
    }
}

/// CIBA and the device grant answer at no redirect URI: a client that registers itself could name anybody's there, and
/// would be told the subjects of that host.
fn answers_elsewhere(declaration: &Declaration) -> bool {
    declaration.grants().iter().any(|grant| matches!(grant, GrantType::Ciba | GrantType::DeviceCode))
}

fn hosts(declaration: &Declaration) -> BTreeSet<String> {
    declaration.redirect_uris.iter().filter_map(|uri| host(uri)).collect()
}

fn host(uri: &str) -> Option<String> {
    Url::parse(uri).ok()?.host_str().map(str::to_owned)
}
