//! What the provider asks of others: the registry over HTTPS, mail over SMTP, SMS and push over HTTP.
//!
//! One HTTP client ([`client`]) for all of it, with its limits; no redirect is ever followed.

mod annuaire_en_cache;
mod annuaire_http;
mod client;
mod corps;
mod courriel;
pub mod evenements;
#[cfg(test)]
mod fabrique;
mod fraicheur;
mod messages;
mod notification;
mod sms;

pub use annuaire_en_cache::AnnuaireEnCache;
pub use annuaire_http::AnnuaireHttp;
pub use client::{ClientError, client};
pub use courriel::{Chiffrement, Courriel, CourrielError, ServeurSmtp};
pub use fraicheur::Fraicheur;
pub use messages::Messagerie;
pub use notification::PasserelleNotification;
pub use sms::PasserelleSms;
