//! The authorization and card hosts, driven as a browser drives them, every port in memory.

mod appareil;
mod arreter;
mod autorisation;
mod browser;
mod carte;
mod cles;
mod connexion;
mod deconnexion;
mod demandes;
mod espace;
mod lecteur;
mod maison;
mod pages_montrees;
mod routes;
mod services;
