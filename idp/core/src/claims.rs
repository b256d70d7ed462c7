//! What is said of a person: in the ID token, in the access token, at userinfo (facts/psc.md §2.2 to §2.4).

pub mod scope;
pub mod subject;
