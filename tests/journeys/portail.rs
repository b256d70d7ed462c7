//! The registry's portal in a real Chromium: professionals, gestionnaires, their legal representative, the support.

use harness::{Sandbox, node, succeed};
use serde_json::{Map, json};

use crate::browser::{CertificatePolicy, PIN, activate, browser_home, screens};

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
    journey("enregistrement", &["gestionnaire", "directrice"]);
}

// requirement: GES-01 GES-02 GES-03 GES-05 GES-07 GES-12 GES-25
#[test]
fn the_legal_representative_names_a_gestionnaire_and_takes_the_right_back() {
    journey("representant", &["directrice", "gestionnaire-2"]);
}

// requirement: IDN-01 IDN-02
#[test]
fn the_support_corrects_a_civil_status_two_by_two() {
    journey("support", &["gestionnaire", "support", "support-2"]);
}

#[test]
fn many_people_are_registered_from_one_file() {
    journey("lot", &["gestionnaire"]);
}

// requirement: SIT-14 COL-11
#[test]
fn a_professional_changes_their_contact_data_with_the_e_cps() {
    journey("coordonnees", &[]);
}

/// In a sandbox of its own; each of `cards` has a browser that holds it, `aucune` one that holds none.
fn journey(name: &str, cards: &[&str]) {
    let sandbox = Sandbox::start();
    let policy = CertificatePolicy::install();
    if name == "coordonnees" {
        activate(&sandbox, "aide-soignante");
    }
    let empty = browser_home(&sandbox, None);
    let held: Vec<_> = cards.iter().map(|qui| (*qui, browser_home(&sandbox, Some(sandbox.card(qui))))).collect();
    let mut homes = Map::from_iter([("aucune".to_owned(), json!(empty.path()))]);
    homes.extend(held.iter().map(|(qui, home)| ((*qui).to_owned(), json!(home.path()))));
    let screens = screens(&format!("portail/{name}"));
    let options = json!({ "manifest": sandbox.manifest, "homes": homes, "screens": screens, "pin": PIN });
    succeed(&mut node(&sandbox, &format!("journeys/portail/{name}.mjs"), &options));
    drop(policy);
}
