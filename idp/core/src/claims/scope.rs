//! The scope words and what each yields (facts/psc.md §1.5).

use crate::client::{Client, Profile};

/// Granted without being asked for, the first after `openid`, the second at the end of the answer.
pub const IMPLICIT_IN_PSC: [&str; 2] = [PROFILE, "identity"];

/// Names.
pub const PROFILE: &str = "profile";
/// Everything of §2.4.
pub const SCOPE_ALL: &str = "scope_all";
/// `SubjectOrganization…`, `Mode_Acces_Raison`, `Acces_Regulation_Medicale`.
pub const INTEROP: &str = "interop";
/// `SubjectRefPro`.
pub const REFERENTIEL: &str = "referentiel";
/// `otherIds`.
pub const RPPS: &str = "rpps";
/// OpenID Connect Core 1.0 §5.4: of a realm that tells contact data ([`super::ClaimSettings::contact`]).
pub const EMAIL: &str = "email";
pub const PHONE: &str = "phone";
pub const ADDRESS: &str = "address";
/// What tells where somebody can be reached.
pub const CONTACT: [&str; 3] = [EMAIL, PHONE, ADDRESS];
/// OpenID Connect Core 1.0 §11.
pub const OFFLINE_ACCESS: &str = "offline_access";
/// The registry's API (docs/decisions/0015): the number is told, since the registry knows people by it alone.
pub const REGISTRE: &str = "registre";
/// Beside it: changes contact data there. It yields nothing by itself.
pub const REGISTRE_COORDONNEES: &str = "registre.coordonnees";
/// The claim `situation`: ours, beside Pro Santé Connect.
pub const SITUATION: &str = "situation";

/// In the order of the metadata.
pub const ALL: &[&str] = &[
    oidc::Scope::OPENID,
    PROFILE,
    EMAIL,
    ADDRESS,
    PHONE,
    OFFLINE_ACCESS,
    "identity",
    INTEROP,
    REFERENTIEL,
    RPPS,
    SCOPE_ALL,
    SITUATION,
    REGISTRE,
    REGISTRE_COORDONNEES,
];

/// Not part of Pro Santé Connect: a `psc` client neither registers nor asks for them.
pub const NEVER_IN_PSC: [&str; 6] = [EMAIL, ADDRESS, PHONE, OFFLINE_ACCESS, REGISTRE, REGISTRE_COORDONNEES];

pub fn known(word: &str) -> bool {
    ALL.contains(&word)
}

/// What a client may do in its own name. A word that yields something of a person is none of it, whatever was registered.
pub fn purposes(client: &Client) -> Vec<String> {
    let registered = client.legal_person.as_ref().map(|legal| legal.purposes.as_slice()).unwrap_or_default();
    registered.iter().filter(|word| !known(word)).cloned().collect()
}

/// What is left of a scope that was granted, with the registration as it is now: a word that was taken from the client is
/// taken from what it holds.
pub fn still_granted(client: &Client, granted: &[String]) -> Vec<String> {
    let implicit = |word: &str| client.profile == Profile::Psc && IMPLICIT_IN_PSC.contains(&word);
    let kept = |word: &&String| word.as_str() == oidc::Scope::OPENID || implicit(word) || client.scopes.contains(word);
    granted.iter().filter(kept).cloned().collect()
}
