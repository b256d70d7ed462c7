//! Mail and SMS that never leave the machine: an SMTP server and an SMS gateway whose only mailbox is a page.
//!
//! * [`smtp::serve`]: real SMTP, so that the provider's real mail adapter is what is tried.
//! * [`router`]: `POST /sms` (the gateway), `/` (the inbox page), `GET` and `DELETE /api/messages` (for scripts).

mod boite;
mod fichier;
mod message;
mod mime;
pub mod smtp;
mod web;

pub use boite::{Boite, CAPACITE};
pub use message::{Arrivee, Canal, Filtre, Message};
pub use web::{Messagerie, router};
