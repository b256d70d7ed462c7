//! The demonstration services over the network: who is denied and told why, consent and notices, a second service without a second
//! login, sessions that end together, programs with a certificate, a desk without a browser.

mod documents;
mod poste;
mod programs;
mod screens;
mod visitor;

use std::sync::OnceLock;

use harness::{Sandbox, succeed};

use crate::browser::{PIN, activate};

/// Of the sanitary pilot, in the extraction that every registry is given; her role is GENR01.
const MAYA: &str = "899900000052";
/// The phone of the same.
const TELEPHONE_OF_MAYA: &str = "Maya";

/// A phone answers one request at a time: whoever signs in waits for the others.
static PHONES: tokio::sync::Mutex<()> = tokio::sync::Mutex::const_new(());

/// One sandbox for all of these: its people have their phones.
fn place() -> &'static Sandbox {
    static PLACE: OnceLock<Sandbox> = OnceLock::new();
    PLACE.get_or_init(|| {
        let sandbox = Sandbox::start();
        for qui in ["aide-soignante", "coordinatrice", "medico-administratif", "autre-activite"] {
            activate(&sandbox, qui);
        }
        let phone = ["mobile", "activate", "--telephone", TELEPHONE_OF_MAYA, "--identifiant", MAYA, "--pin", PIN];
        succeed(sandbox.command(&phone).arg("--depuis-boite"));
        sandbox
    })
}
