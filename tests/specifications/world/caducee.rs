//! Ours: the sandbox that the tests of this process share, or another.

use harness::Sandbox;

use super::Browser;
use super::target::{Parts, Target};

/// Whose card opens the shared session: one current situation, so that nothing is asked.
const CARD: &str = "medecin";

pub async fn start() -> Target {
    of(tokio::task::block_in_place(Sandbox::shared)).await
}

/// The provider of this sandbox.
pub async fn of(sandbox: &Sandbox) -> Target {
    let authority = std::fs::read(sandbox.authority()).expect("the authority");
    let card = std::fs::read(sandbox.card(CARD)["pem"].as_str().expect("the card's file")).expect("the card");
    let card_host = sandbox.text("/carte").to_owned();
    let parts = Parts {
        name: "caducee",
        issuer: sandbox.text("/issuer").to_owned(),
        initial_access_token: sandbox.text("/registration/initial_access_token").to_owned(),
        authority: authority.clone(),
        localhost: (sandbox.text("/tls/certificate").into(), sandbox.text("/tls/key").into()),
        browser: Box::new(move || Browser::new(&authority, Some(&card), &card_host)),
        person: sandbox.person(CARD)["identifiant"].as_str().expect("a number").to_owned(),
    };
    Target::new(parts).await
}
