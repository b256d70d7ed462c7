//! Whole journeys over the network: `try`, clients that nobody here wrote, a real browser, and what an attacker tries.

mod annuaire;
mod api;
mod assistance;
mod batch;
mod browser;
mod certificats;
mod clients;
mod contact;
mod days;
mod engines;
mod exemples;
mod lecteur;
mod levels;
mod logout;
mod nodes;
mod opposition;
mod partenaires;
mod party;
mod portail;
mod registration;
mod sandbox;
mod security;
mod services_demo;
mod surfer;
