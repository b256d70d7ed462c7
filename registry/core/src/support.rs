//! The support of the ANS: alone allowed to change a civil status (IDN-02), to take somebody out of service (R05) and to freeze
//! contact data (R04, R13), and never one agent alone.

mod activite;
mod agent;
mod avertir;
mod concernant;
mod consultation;
mod dossier;
mod erreur;
mod etat_civil;
mod gel;
mod quatre_yeux;
mod ressemblance;

pub use activite::Activite;
pub use agent::{AgentSupport, Equipe};
pub use concernant::Concernant;
pub use consultation::EtatCivilPropose;
pub use dossier::{AnciennesMasquees, DossierSupport, Dossiers};
pub use erreur::SupportError;
pub use etat_civil::{ChangementEtatCivil, NouvelEtatCivil};
pub use gel::{DemandesGel, GelContact, GelVoulu, NouveauGel};
pub use quatre_yeux::QuatreYeux;
