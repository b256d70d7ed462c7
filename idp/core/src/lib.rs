//! What the provider decides: authorization, tokens, sessions, means of identification, the active situation.
//!
//! No HTTP, SQL, Redis or runtime in here: each module declares the ports that it needs, as narrow as its flow, and
//! the adapters of floor 3 implement them.

// The fakes name this crate as the web crate's tests do, which share them.
#[cfg(test)]
extern crate self as idp_core;

pub mod access;
pub mod annuaire;
pub mod answers;
pub mod assurance;
pub mod authorization;
pub mod carte;
pub mod ciba;
pub mod claims;
pub mod client;
pub mod client_auth;
pub mod client_keys;
pub mod client_token;
pub mod compteur;
pub mod cursor;
pub mod device;
pub mod discovery;
pub mod ecps;
pub mod espace;
pub mod explain;
#[cfg(test)]
#[allow(dead_code, unused_imports, reason = "each crate that shares the fakes uses its own part of them")]
mod fakes;
pub mod grant;
pub mod hosts;
pub mod interaction;
pub mod introspection;
pub mod journal;
pub mod key;
pub mod lifetimes;
pub mod logout;
pub mod machine;
pub mod moyen;
pub mod outbound;
pub mod par;
pub mod passkey;
pub mod polling;
pub mod port;
pub mod presence;
pub mod registration;
pub mod revocation;
pub mod sender;
pub mod session;
pub mod signal;
pub mod signing;
pub mod situation;
pub mod spent;
pub mod stamp;
pub mod token;
pub mod trace;
pub mod userinfo;
