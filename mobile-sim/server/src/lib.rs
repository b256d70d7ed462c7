//! The simulated phones as a service, and their command line.
//!
//! One process holds the phones of one folder: the pages for people, and `/api/telephones` for scripts, under a key
//! that rests in a file. The command line never opens the folder itself: it speaks to the service that runs, so that a
//! page and a script never write one phone at the same time.

mod api;
pub mod cli;
mod client;
mod config;
mod fournisseur;

use std::sync::Arc;

use ambient::SecretString;
use axum::Router;

pub use client::{ClientError, client};
pub use config::Config;
pub use fournisseur::FournisseurHttp;
pub use mobile_device::Cout;
pub use mobile_sim_web::{Acces, EtatTelephones, MagasinError, Telephones, TelephonesError};

/// Everything that one origin serves: the pages, `POST /push/{notification}`, and `/api/telephones` under `cle`.
pub fn router(telephones: Arc<Telephones>, cle: &SecretString, pages: EtatTelephones) -> Router {
    mobile_sim_web::router(pages).merge(api::router(telephones, cle))
}
