//! The registry's portal in a real Chromium: professionals, gestionnaires, their legal representative, the support.

use std::sync::OnceLock;

use harness::{Sandbox, node, succeed};
use serde_json::{Map, json};

use crate::browser::{CertificatePolicy, PIN, activate, browser_home, screens};

// requirement: DIR-01 DIR-02 DIR-03
#[test]
fn anybody_looks_somebody_up_in_the_public_directory() {
    together("annuaire", &[]);
}

// requirement: ENR-02 ENR-03 ENR-04 ENR-08 COL-17
#[test]
fn a_professional_asks_to_be_registered_with_the_identity_of_franceconnect() {
    together("professionnel", &[]);
}

// requirement: ENR-03 ENR-06 ENR-07 COL-06 GES-02 GES-21 IDN-02 SIT-09
#[test]
fn the_portal_is_used_with_the_keyboard_alone() {
    together("clavier", &["gestionnaire", "directrice", "support", "support-2"]);
}

// requirement: ENR-05 ENR-06 ENR-11 ENR-15 ENR-16 GES-20 GES-22 NOT-01
#[test]
fn gestionnaires_decide_on_the_requests_of_their_establishments() {
    alone("gestionnaire", &["gestionnaire", "gestionnaire-2", "gestionnaire-ailleurs", "medecin"]);
}

// requirement: ENR-07 ENR-12 COL-02 COL-04 COL-06 GES-21 SIT-09
#[test]
fn a_gestionnaire_registers_somebody_face_to_face_and_follows_their_place_of_work() {
    together("enregistrement", &["gestionnaire", "directrice"]);
}

// requirement: GES-01 GES-02 GES-03 GES-05 GES-07 GES-12 GES-25
#[test]
fn the_legal_representative_names_a_gestionnaire_and_takes_the_right_back() {
    together("representant", &["directrice", "gestionnaire-2"]);
}

// requirement: CON-08 CON-09 CON-10 CON-13 CON-15 GES-02 GES-09 GES-11
#[test]
fn a_structure_gets_its_contract_its_cards_and_whom_it_names() {
    alone("adhesion", &["directrice", "gestionnaire", "gestionnaire-2", "support"]);
}

// requirement: IDN-01 IDN-02
#[test]
fn the_support_corrects_a_civil_status_two_by_two() {
    together("support", &["gestionnaire", "support", "support-2"]);
}

// requirement: MIE-10 MIE-12 GES-09 GES-11 ENR-15
#[test]
fn the_legal_representative_orders_a_card_a_gestionnaire_none_and_dashboards_are_read() {
    alone("cartes", &["directrice", "gestionnaire", "support"]);
}

// requirement: ROL-09
#[test]
fn a_profession_goes_through_the_grades_to_the_ans_and_back() {
    together("professions", &["gestionnaire", "grades", "support"]);
}

// requirement: R05 R13
#[test]
fn the_support_takes_somebody_out_of_service_and_freezes_contact_data_two_by_two() {
    alone("mesures", &["gestionnaire", "support", "support-2"]);
}

// requirement: SIT-14 ROL-09
#[test]
fn ones_own_page_and_the_desk_of_a_grades_are_used_with_the_keyboard_alone() {
    alone("clavier-espaces", &["gestionnaire", "grades"]);
}

// requirement: GES-20 GES-21
#[test]
fn lists_of_several_pages_are_read_and_filtered() {
    alone("listes", &["gestionnaire"]);
}

#[test]
fn many_people_are_registered_from_one_file() {
    together("lot", &["gestionnaire"]);
}

// requirement: SIT-14 COL-11
#[test]
fn a_professional_changes_their_contact_data_with_the_e_cps() {
    alone("coordonnees", &[]);
}

// requirement: SIT-14 SIT-15 GES-24
#[test]
fn a_professional_asks_for_changes_of_their_place_of_work_and_the_employer_decides() {
    alone("changement", &["directrice"]);
}

// requirement: COL-04 COL-07 COL-08 COL-12 NOT-01
#[test]
fn a_mail_that_came_back_is_corrected_by_two_gestionnaires() {
    together("correction", &["gestionnaire", "gestionnaire-ailleurs", "directrice"]);
}

// requirement: COL-02 ENR-02 IDN-05
#[test]
fn a_birth_of_which_the_year_alone_is_known_gets_a_number() {
    alone("naissance", &["gestionnaire"]);
}

// requirement: CRT-03 CRT-05 CRT-06 CRT-08 CRT-09
#[test]
fn the_administrateur_technique_orders_renews_and_revokes_the_certificates_of_a_software() {
    alone("certificats", &["technicien", "directrice"]);
}

// requirement: S03
#[test]
fn nothing_typed_is_lost_when_a_session_ends_by_time() {
    alone("duree", &["gestionnaire"]);
}

#[test]
fn the_portal_is_read_in_english() {
    alone("anglais", &["gestionnaire", "directrice", "support"]);
}

/// Journeys that do not meet: each has people of its own, and what others leave changes nothing for it.
fn together(name: &str, cards: &[&str]) {
    static TOGETHER: OnceLock<Sandbox> = OnceLock::new();
    walk(TOGETHER.get_or_init(Sandbox::start), name, cards);
}

/// In a sandbox of its own.
fn alone(name: &str, cards: &[&str]) {
    walk(&Sandbox::start(), name, cards);
}

/// Each of `cards` has a browser that holds it, `aucune` one that holds none.
fn walk(sandbox: &Sandbox, name: &str, cards: &[&str]) {
    let policy = CertificatePolicy::install();
    if ["coordonnees", "changement", "clavier-espaces"].contains(&name) {
        activate(sandbox, "aide-soignante");
    }
    let empty = browser_home(sandbox, None);
    let held: Vec<_> = cards.iter().map(|qui| (*qui, browser_home(sandbox, Some(sandbox.card(qui))))).collect();
    let mut homes = Map::from_iter([("aucune".to_owned(), json!(empty.path()))]);
    homes.extend(held.iter().map(|(qui, home)| ((*qui).to_owned(), json!(home.path()))));
    let screens = screens(&format!("portail/{name}"));
    let options = json!({ "manifest": sandbox.manifest, "homes": homes, "screens": screens, "pin": PIN });
    succeed(&mut node(sandbox, &format!("journeys/portail/{name}.mjs"), &options));
    drop(policy);
}
