//! A real Chromium: the e-CPS with the browser and the phone's page side by side, and the card, whose certificate the
//! browser itself presents. Screenshots are kept in `tests/output/screens`.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Mutex, PoisonError};

use harness::{Sandbox, node, output, succeed};
use serde_json::json;

use crate::party::{Party, RETOUR};

pub const PIN: &str = "482913";

#[test]
fn a_professional_logs_in_with_the_e_cps_on_two_screens() {
    let sandbox = Sandbox::start();
    let home = browser_home(&sandbox, None);
    let options = json!({ "manifest": sandbox.manifest, "home": home.path(), "screens": screens("e-cps") });
    succeed(&mut node(&sandbox, "journeys/e-cps.mjs", &options));
}

#[test]
fn a_professional_logs_in_with_a_card_in_the_browser() {
    let sandbox = Sandbox::start();
    let policy = CertificatePolicy::install();
    let shown =
        ["medecin", "directrice", "carte-revoquee", "carte-signature", "carte-expiree", "carte-emetteur-inconnu"];
    let homes = shown.map(|qui| (qui, browser_home(&sandbox, Some(sandbox.card(qui)))));
    let empty = browser_home(&sandbox, None);
    let mut names = serde_json::Map::new();
    for (qui, home) in &homes {
        names.insert((*qui).to_owned(), json!(home.path()));
    }
    names.insert("sans-carte".to_owned(), json!(empty.path()));
    let options =
        json!({ "manifest": sandbox.manifest, "homes": names, "screens": screens("carte"), "essai": essai(&sandbox) });
    succeed(&mut node(&sandbox, "journeys/carte.mjs", &options));
    drop(policy);
}

#[test]
fn every_page_is_readable_on_a_phone_and_on_a_desk() {
    let sandbox = Sandbox::start();
    let home = browser_home(&sandbox, None);
    let options = json!({ "manifest": sandbox.manifest, "home": home.path(), "screens": screens("pages") });
    succeed(&mut node(&sandbox, "journeys/pages.mjs", &options));
}

#[test]
fn a_workstation_and_a_service_are_signed_in_by_phone() {
    by_phone("poste", "coordinatrice");
}

#[test]
fn a_person_goes_between_services_and_sees_who_was_told_of_a_logout() {
    by_phone("services", "aide-soignante");
}

// requirement: S12
#[test]
fn a_service_s_page_hears_in_the_frame_that_the_session_is_over() {
    by_phone("etat-session", "aide-soignante");
}

// requirement: M21 S14
#[test]
fn a_passkey_is_added_signs_in_is_worth_no_card_and_is_removed() {
    by_phone("passkey", "aide-soignante");
}

// requirement: S10 M15 MIE-06
#[test]
fn a_lost_phone_is_ended_in_the_space_and_another_activated_by_card() {
    let sandbox = Sandbox::start();
    activate(&sandbox, "medecin");
    by_card(&sandbox, "espace", "medecin");
}

// requirement: MIE-09 MIE-15 GES-18
#[test]
fn the_holder_of_a_structure_s_card_has_an_e_cps_of_their_own() {
    let sandbox = Sandbox::start();
    for qui in ["gestionnaire", "directrice", "grades"] {
        by_card(&sandbox, "e-cpe", qui);
    }
}

// requirement: S14 M22
#[test]
fn a_session_of_the_phone_is_worth_no_card_until_the_card_is_shown() {
    let sandbox = Sandbox::start();
    activate(&sandbox, "medecin");
    by_card(&sandbox, "montee", "medecin");
}

// requirement: S10 M24
#[test]
fn the_space_is_read_and_everything_in_it_ended_by_the_keyboard_alone() {
    let sandbox = Sandbox::start();
    activate(&sandbox, "medecin");
    by_card(&sandbox, "espace-clavier", "medecin");
}

/// A journey of somebody whose browser holds their card.
fn by_card(sandbox: &Sandbox, journey: &str, qui: &str) {
    let policy = CertificatePolicy::install();
    let home = browser_home(sandbox, Some(sandbox.card(qui)));
    let options = json!({
        "manifest": sandbox.manifest, "home": home.path(), "screens": screens(journey), "pin": PIN, "qui": qui,
        "essai": essai(sandbox),
    });
    succeed(&mut node(sandbox, &format!("journeys/{journey}.mjs"), &options));
    drop(policy);
}

/// The client by hand, as a journey uses it.
fn essai(sandbox: &Sandbox) -> serde_json::Value {
    json!({ "id": "essai", "secret": Party::essai(sandbox).client_secret, "retour": RETOUR })
}

/// A journey of somebody whose e-CPS is active already.
fn by_phone(journey: &str, qui: &str) {
    let sandbox = Sandbox::start();
    activate(&sandbox, qui);
    let home = browser_home(&sandbox, None);
    let stranger = succeed(&mut sandbox.command(&["jeton"]));
    let options = json!({
        "manifest": sandbox.manifest, "home": home.path(), "screens": screens(journey), "pin": PIN, "stranger": stranger.trim(),
    });
    succeed(&mut node(&sandbox, &format!("journeys/{journey}.mjs"), &options));
}

/// The e-CPS of this person, on a phone that bears their first name.
pub fn activate(sandbox: &Sandbox, qui: &str) {
    let person = sandbox.person(qui);
    let of = |key: &str| person[key].as_str().unwrap_or_else(|| panic!("the {qui} has no {key}"));
    let phone = ["mobile", "activate", "--telephone", of("prenom"), "--identifiant", of("identifiant"), "--pin", PIN];
    succeed(sandbox.command(&phone).arg("--depuis-boite"));
}

pub fn screens(journey: &str) -> PathBuf {
    let folder = output().join("screens").join(journey);
    std::fs::create_dir_all(&folder).expect("the screenshots' folder");
    folder
}

/// A HOME whose certificate store trusts the sandbox, and holds one card when there is one.
pub fn browser_home(sandbox: &Sandbox, card: Option<&serde_json::Value>) -> tempfile::TempDir {
    let home = tempfile::tempdir().expect("a home");
    let store = home.path().join(".pki/nssdb");
    std::fs::create_dir_all(&store).expect("the certificate store");
    let store = format!("sql:{}", store.display());
    succeed(Command::new("certutil").args(["-d", &store, "-N", "--empty-password"]));
    let authority = sandbox.authority();
    succeed(Command::new("certutil").args(["-d", &store, "-A", "-t", "C,,", "-n", "caducee", "-i"]).arg(authority));
    if let Some(card) = card {
        let file = card["p12"].as_str().expect("the card's file");
        let password = card["mot_de_passe"].as_str().expect("the card's password");
        succeed(Command::new("pk12util").args(["-d", &store, "-K", "", "-i", file, "-W", password]));
    }
    home
}

/// Lets Chromium choose the only certificate it has, as a person with one card would. The folder of policies is the
/// machine's: only our own file is written, by the first journey that needs it, and removed by the last.
pub struct CertificatePolicy(PathBuf);

/// How many journeys of this process need it now.
static HOLDERS: Mutex<usize> = Mutex::new(0);

impl CertificatePolicy {
    pub fn install() -> Self {
        let mut holders = HOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        let folder = Path::new("/etc/chromium/policies/managed");
        let file = folder.join("caducee-tests.json");
        let policy = json!({ "AutoSelectCertificateForUrls": [r#"{"pattern":"*","filter":{}}"#] }).to_string();
        let script = format!("mkdir -p {} && cat > {}", folder.display(), file.display());
        let mut command = if is_root() { Command::new("sh") } else { Command::new("sudo") };
        if !is_root() {
            command.arg("sh");
        }
        let script = format!("printf '%s' '{policy}' | ({script})");
        succeed(command.args(["-c", &script]));
        *holders += 1;
        Self(file)
    }
}

impl Drop for CertificatePolicy {
    fn drop(&mut self) {
        let mut holders = HOLDERS.lock().unwrap_or_else(PoisonError::into_inner);
        *holders -= 1;
        if *holders > 0 {
            return;
        }
        let mut command = if is_root() { Command::new("rm") } else { Command::new("sudo") };
        if !is_root() {
            command.arg("rm");
        }
        let _ = command.arg("-f").arg(&self.0).status();
    }
}

fn is_root() -> bool {
    let answer = Command::new("id").arg("-u").output().expect("id answers");
    String::from_utf8_lossy(&answer.stdout).trim() == "0"
}
