//! The registry's portal in a real Chromium: professionals, gestionnaires, their legal representative, the support.

use harness::{Sandbox, node, succeed};
use serde_json::{Map, json};

use crate::browser::{CertificatePolicy, browser_home, screens};

// requirement: ENR-02 ENR-03 ENR-04 ENR-08 COL-17
#[test]
fn a_professional_asks_to_be_registered_with_the_identity_of_franceconnect() {
    journey("professionnel", &[]);
}

#[test]
fn the_portal_is_used_with_the_keyboard_alone() {
    journey("clavier", &[]);
}

// requirement: ENR-05 ENR-06 ENR-11 ENR-15 ENR-16 GES-20 GES-22 NOT-01
#[test]
fn gestionnaires_decide_on_the_requests_of_their_establishments() {
    journey("gestionnaire", &["gestionnaire", "gestionnaire-2", "gestionnaire-ailleurs", "medecin"]);
}

// requirement: ENR-07 ENR-12 COL-02 COL-04 COL-06 GES-21 SIT-09
#[test]
fn a_gestionnaire_registers_somebody_face_to_face_and_follows_their_place_of_work() {
    journey("enregistrement", &["gestionnaire"]);
}

/// In a sandbox of its own; each of `cards` has a browser that holds it, `aucune` one that holds none.
fn journey(name: &str, cards: &[&str]) {
    let sandbox = Sandbox::start();
    let policy = CertificatePolicy::install();
    let empty = browser_home(&sandbox, None);
    let held: Vec<_> = cards.iter().map(|qui| (*qui, browser_home(&sandbox, Some(sandbox.card(qui))))).collect();
    let mut homes = Map::from_iter([("aucune".to_owned(), json!(empty.path()))]);
    homes.extend(held.iter().map(|(qui, home)| ((*qui).to_owned(), json!(home.path()))));
    let screens = screens(&format!("portail/{name}"));
    let options = json!({ "manifest": sandbox.manifest, "homes": homes, "screens": screens });
    succeed(&mut node(&sandbox, &format!("journeys/portail/{name}.mjs"), &options));
    drop(policy);
}
