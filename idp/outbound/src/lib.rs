//! What the provider asks of others: the registry over HTTPS, mail over SMTP, SMS and push over HTTP, and what clients
//! keep at addresses of their own.
//!
//! One HTTP client ([`client`]) for what the operator names, another behind a guard ([`Garde`]) for what clients name;
//! no redirect is ever followed.

mod annuaire_en_cache;
mod annuaire_http;
mod appels;
mod client;
mod corps;
mod courriel;
mod documents;
pub mod evenements;
#[cfg(test)]
mod fabrique;
mod fraicheur;
mod garde;
mod messages;
mod notification;
pub mod revocations;
mod sms;

pub use annuaire_en_cache::AnnuaireEnCache;
pub use annuaire_http::AnnuaireHttp;
pub use client::{ClientError, client};
pub use courriel::{Chiffrement, Courriel, CourrielError, ServeurSmtp};
pub use fraicheur::Fraicheur;
pub use garde::{Garde, Reglages};
pub use messages::Messagerie;
pub use notification::PasserelleNotification;
pub use sms::PasserelleSms;
