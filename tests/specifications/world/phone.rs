//! The phone of the person, for what is asked behind the client's back.

use harness::{Sandbox, succeed};
use tokio::sync::{Mutex, MutexGuard};

use super::target::Target;

const PIN: &str = "482913";
/// One request at a time: a person answers one. How many phones the person has had: the last one is theirs.
static HAND: Mutex<u32> = Mutex::const_new(0);

pub struct Phone<'a> {
    target: &'a Target,
    hand: MutexGuard<'static, u32>,
}

impl<'a> Phone<'a> {
    pub async fn of(target: &'a Target) -> Self {
        let mut phone = Self { target, hand: HAND.lock().await };
        if target.name == "caducee" && *phone.hand == 0 {
            phone.replace();
        }
        phone
    }

    /// The person activates a new one, and the one before serves no more.
    pub fn replace(&mut self) {
        *self.hand += 1;
        activate(&self.target.parts.person, &self.name());
    }

    fn name(&self) -> String {
        format!("specifications-{}", *self.hand)
    }

    /// Approves the request that waits; `number`: the digits that the service shows.
    pub async fn approve(&self, auth_req_id: &str, number: &str) {
        match self.target.name {
            "caducee" => mobile(&["approve", "--telephone", &self.name(), "--nombre", number, "--pin", PIN]),
            _ => self.answer(auth_req_id, "yes").await,
        }
    }

    pub async fn refuse(&self, auth_req_id: &str) {
        match self.target.name {
            "caducee" => mobile(&["refuse", "--telephone", &self.name()]),
            _ => self.answer(auth_req_id, "no").await,
        }
    }

    async fn answer(&self, auth_req_id: &str, answer: &str) {
        let address = format!("{}/temoin/ciba?auth_req_id={auth_req_id}&answer={answer}", self.target.issuer);
        self.target.send(self.target.http.post(address)).await.assert_status(204);
    }
}

fn activate(person: &str, name: &str) {
    mobile(&["activate", "--identifiant", person, "--pin", PIN, "--telephone", name, "--depuis-boite"]);
}

fn mobile(verb: &[&str]) {
    let arguments = [&["mobile"], verb].concat();
    tokio::task::block_in_place(|| succeed(&mut Sandbox::shared().command(&arguments)));
}
