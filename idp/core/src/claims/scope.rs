//! The scope words and what each yields (facts/psc.md §1.5).

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
/// The claim `situation`: ours, beside Pro Santé Connect.
pub const SITUATION: &str = "situation";

/// In the order of the metadata.
pub const ALL: &[&str] = &[oidc::Scope::OPENID, PROFILE, "identity", INTEROP, REFERENTIEL, RPPS, SCOPE_ALL, SITUATION];

pub fn known(word: &str) -> bool {
    ALL.contains(&word)
}
