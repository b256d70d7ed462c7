//! FranceConnect as its second version speaks, for machines that have no leave to ask the real one: an OpenID provider whose
//! people are invented, and whose page says so.
//!
//! What is kept of the real one (docs.partenaires.franceconnect.gouv.fr): the addresses under `/api/v2`, `client_secret_post`,
//! `acr_values=eidas1`, `state` and `nonce` of 22 characters or more, exact addresses, a code that serves once, a `sub` of
//! each client that ends in `v1`, userinfo as a signed JWT (ES256 or RS256, as
//! each client chose). What is not: its identity providers, its consent page,
//! its session between two services; each login asks who comes.

mod cle;
mod client;
mod demande;
mod personne;
mod portee;
mod registre;
mod simulateur;
mod web;

pub use cle::CleError;
pub use client::{Client, Signature};
pub use personne::{Personne, population};
pub use simulateur::FranceConnect;
pub use web::router;
