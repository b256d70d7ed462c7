//! The support of the ANS: alone allowed to change a civil status (IDN-02), and never one agent alone.

mod agent;
mod consultation;
mod erreur;
mod etat_civil;
mod ressemblance;

pub use agent::{AgentSupport, Equipe};
pub use consultation::EtatCivilPropose;
pub use erreur::SupportError;
pub use etat_civil::{ChangementEtatCivil, NouvelEtatCivil};
