//! The phone and the provider, in memory, end to end.

mod activation;
mod approbation;
mod banc;
mod code_secret;
mod concurrence;
mod consigne;
mod copie;
mod limites;
mod par_carte;
mod remplacement;
mod service;
mod vie;
