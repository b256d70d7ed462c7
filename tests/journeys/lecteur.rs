//! A card in the simulated reader (PKCS#11): curl and a headed Chromium use it, the PIN is asked, three wrong ones block it.

mod code;
mod demande;
mod retrait;

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::{Sandbox, node, succeed};
use serde_json::{Value, json};

use crate::browser::{CertificatePolicy, browser_home, screens};

fn carte(sandbox: &Sandbox, arguments: &[&str]) -> String {
    succeed(&mut sandbox.command(&[&["carte"][..], arguments].concat()))
}

/// What the command says when it refuses.
fn refused(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let Output { status, stderr, .. } =
        sandbox.command(&[&["carte"][..], arguments].concat()).output().expect("it ran");
    assert!(!status.success(), "{arguments:?} was not refused");
    String::from_utf8_lossy(&stderr).into_owned()
}

/// What a JWT says.
fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64url")).expect("JSON")
}

/// The card was let in, and no service asks for it.
const RIEN: &str = "Aucune demande n'attend cette carte.";

#[test]
fn three_wrong_pins_block_the_card_that_curl_uses_until_it_is_renewed() {
    let sandbox = Sandbox::start();
    carte(&sandbox, &["inserer", "medecin"]);
    assert!(refused(&sandbox, &["demande"]).contains(RIEN), "curl came in with the card");
    for (left, counted) in [("2.", "1 code faux"), ("1.", "2 codes faux")] {
        assert!(refused(&sandbox, &["demande", "--pin", "9999"]).contains(&format!("Essais restants : {left}")));
        let listed = carte(&sandbox, &["liste"]);
        assert!(listed.contains(&format!("dans le lecteur, {counted}")), "{listed}");
    }
    assert!(refused(&sandbox, &["demande", "--pin", "9999"]).contains("medecin est bloquée"));
    assert!(refused(&sandbox, &["demande"]).contains("caducee carte renouveler medecin"), "the right one is too late");
    assert!(carte(&sandbox, &["liste"]).contains("dans le lecteur, bloquée"));

    let former = std::fs::read(sandbox.card("medecin")["pem"].as_str().expect("its file")).expect("the card");
    carte(&sandbox, &["renouveler", "medecin"]);
    let renewed = std::fs::read(sandbox.card("medecin")["pem"].as_str().expect("its file")).expect("the card");
    assert_ne!(former, renewed);
    assert!(refused(&sandbox, &["demande"]).contains(RIEN), "another card, with its tries");
    assert!(refused(&sandbox, &["inserer", "medecin", "--pin", "5678"]).contains("a déjà son code"));
    carte(&sandbox, &["bloquer", "medecin"]);
    assert!(
        refused(&sandbox, &["demande"]).contains("caducee carte renouveler medecin"),
        "blocked without a wrong PIN"
    );
    carte(&sandbox, &["retirer"]);
    assert!(refused(&sandbox, &["demande"]).contains("Aucune carte n'est dans le lecteur"));
    assert!(refused(&sandbox, &["inserer", "personne"]).contains("caducee carte liste"));
}

/// A screen that nobody looks at, for the window that asks for the PIN.
struct Ecran {
    server: Child,
    display: String,
}

impl Ecran {
    fn allumer() -> Self {
        let mut server = Command::new("Xvfb")
            .args(["-displayfd", "1", "-screen", "0", "1280x900x24", "-nolisten", "tcp"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("xvfb is among the packages of tests/run");
        let mut line = String::new();
        let told = server.stdout.take().expect("its output");
        BufReader::new(told).read_line(&mut line).expect("the number of the display");
        Self { server, display: format!(":{}", line.trim()) }
    }
}

impl Drop for Ecran {
    fn drop(&mut self) {
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

#[test]
fn a_browser_asks_for_the_pin_of_the_card_signs_in_and_three_wrong_ones_block_it() {
    let sandbox = Sandbox::start();
    carte(&sandbox, &["inserer", "medecin"]);
    let (policy, ecran) = (CertificatePolicy::install(), Ecran::allumer());
    let home = browser_home(&sandbox, None);
    let store = format!("sql:{}", home.path().join(".pki/nssdb").display());
    let module = sandbox.data.join("lecteur/lecteur.so");
    let add = ["-dbdir", &store, "-add", "caducee", "-force", "-libfile"];
    succeed(Command::new("modutil").args(add).arg(module));
    let options =
        json!({ "manifest": sandbox.manifest, "home": home.path(), "screens": screens("lecteur"), "pin": "1234" });
    succeed(node(&sandbox, "journeys/lecteur.mjs", &options).env("DISPLAY", &ecran.display));
    let listed = carte(&sandbox, &["liste"]);
    assert!(listed.contains("dans le lecteur, bloquée"), "{listed}");
    drop(policy);
}
