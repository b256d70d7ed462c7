//! The phone of the person, for what is asked behind the client's back.

use harness::{Sandbox, succeed};
use tokio::sync::{Mutex, MutexGuard, OnceCell};

use super::target::Target;

const PIN: &str = "482913";
const NAME: &str = "specifications";

/// One request at a time: a person answers one.
static HAND: Mutex<()> = Mutex::const_new(());

pub struct Phone<'a> {
    target: &'a Target,
    _hand: MutexGuard<'static, ()>,
}

impl<'a> Phone<'a> {
    pub async fn of(target: &'a Target) -> Self {
        static ACTIVATED: OnceCell<()> = OnceCell::const_new();
        let hand = HAND.lock().await;
        if target.name == "caducee" {
            let person = target.parts.person.clone();
            ACTIVATED.get_or_init(|| async move { activate(&person) }).await;
        }
        Self { target, _hand: hand }
    }

    /// Approves the request that waits; `number`: the digits that the service shows.
    pub async fn approve(&self, auth_req_id: &str, number: &str) {
        match self.target.name {
            "caducee" => mobile(&["approve", "--telephone", NAME, "--nombre", number, "--pin", PIN]),
            _ => self.answer(auth_req_id, "yes").await,
        }
    }

    pub async fn refuse(&self, auth_req_id: &str) {
        match self.target.name {
            "caducee" => mobile(&["refuse", "--telephone", NAME]),
            _ => self.answer(auth_req_id, "no").await,
        }
    }

    async fn answer(&self, auth_req_id: &str, answer: &str) {
        let address = format!("{}/temoin/ciba?auth_req_id={auth_req_id}&answer={answer}", self.target.issuer);
        self.target.send(self.target.http.post(address)).await.assert_status(204);
    }
}

fn activate(person: &str) {
    mobile(&["activate", "--identifiant", person, "--pin", PIN, "--telephone", NAME, "--depuis-boite"]);
}

fn mobile(verb: &[&str]) {
    let arguments = [&["mobile"], verb].concat();
    tokio::task::block_in_place(|| succeed(&mut Sandbox::shared().command(&arguments)));
}
