//! What an authenticator says: whole as the fuzzer wrote it, or one part of an answer whose signature is right. What is
//! accepted was signed for this question, this page and this host, by a device that verified its user.

use std::time::Duration;

use idp_core::passkey::{Begun, Ceremonies as _, Holder};
use idp_webauthn::{Models, Webauthn};
use serde_json::Value;
use url::Url;
use uuid::Uuid;

use crate::authenticator::{Authenticator, PRESENT, VERIFIED};

const ORIGIN: &str = "https://idp.test:9441";
const RP_ID: &str = "idp.test";

/// A host, one device that it knows, and the questions that it has asked.
struct Desk {
    host: Webauthn,
    device: Authenticator,
    credential: String,
    enrolment: Begun,
    login: Begun,
}

thread_local! {
    static DESK: Desk = Desk::open();
}

impl Desk {
    fn open() -> Self {
        let origin = Url::parse(ORIGIN).expect("an origin");
        let host = Webauthn::new(&origin, "Caducée", Duration::from_secs(300), Models::Any).expect("a host");
        let mut device = Authenticator { counter: 7, ..Authenticator::new(1, ORIGIN, RP_ID) };
        let begin = || host.begin_enrolment(&Holder { handle: Uuid::from_u128(1), name: "x".to_owned() }, &[]);
        let first = begin().expect("a question");
        let made = host.finish_enrolment(&first.state, &device.create(&first.options).to_string()).expect("added");
        let (enrolment, login) = (begin().expect("a question"), host.begin_login().expect("a question"));
        Self { device, credential: made.credential, enrolment, login, host }
    }

    fn question(begun: &Begun) -> Value {
        let options: Value = serde_json::from_str(&begun.options).expect("options");
        options["publicKey"].clone()
    }

    fn enrol(&self, answer: &str) {
        let _ = self.host.named(answer);
        if let Ok(made) = self.host.finish_enrolment(&self.enrolment.state, answer) {
            assert_eq!(made.id.as_str().len(), 43);
            assert!(!made.attested, "nobody was asked to vouch");
        }
    }

    /// The counter, where the answer was accepted.
    fn sign_in(&self, answer: &str) -> Option<u32> {
        let _ = self.host.named(answer);
        self.host.finish_login(&self.login.state, answer, &self.credential).ok().map(|used| used.counter)
    }

    fn authenticator_data(&self, data: &[u8]) {
        let client_data = self.device.client_data("webauthn.get", &Self::question(&self.login));
        let answer = self.device.signed(data, client_data.as_bytes()).to_string();
        if let Some(counter) = self.sign_in(&answer) {
            let right = self.device.authenticator_data(PRESENT | VERIFIED, &[]);
            assert_eq!(data[..32], right[..32], "signed for this host");
            assert_eq!(data[32] & (PRESENT | VERIFIED), PRESENT | VERIFIED, "by a device that verified its user");
            assert!(counter > self.device.counter, "the counter grew");
        }
    }

    fn client_data(&self, client_data: &[u8]) {
        let device = Authenticator { counter: 8, ..self.device.clone() };
        let data = device.authenticator_data(PRESENT | VERIFIED, &[]);
        if self.sign_in(&device.signed(&data, client_data).to_string()).is_some() {
            let said: Value = serde_json::from_slice(client_data).expect("what is accepted is JSON");
            assert_eq!((&said["type"], &said["origin"]), (&"webauthn.get".into(), &ORIGIN.into()));
            assert!(said["crossOrigin"] != true && said["topOrigin"].is_null(), "in a frame of somebody else");
            assert_eq!(said["challenge"], Self::question(&self.login)["challenge"]);
        }
    }
}

pub fn run(input: &[u8]) {
    let Some((mode, input)) = input.split_first() else { return };
    DESK.with(|desk| match mode % 5 {
        0 => desk.enrol(&String::from_utf8_lossy(input)),
        1 => {
            let accepted = desk.sign_in(&String::from_utf8_lossy(input));
            assert_eq!(accepted, None, "no question of this process is in a seed");
        }
        2 => {
            let client_data = desk.device.client_data("webauthn.create", &Desk::question(&desk.enrolment));
            desk.enrol(&desk.device.made(input, client_data.as_bytes()).to_string());
        }
        3 => desk.authenticator_data(input),
        _ => {
            let challenge = Desk::question(&desk.login)["challenge"].as_str().unwrap_or_default().to_owned();
            desk.client_data(String::from_utf8_lossy(input).replace("CHALLENGE", &challenge).as_bytes());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_right_is_accepted_so_that_the_promises_are_looked_at() {
        DESK.with(|desk| {
            let device = Authenticator { counter: 8, ..desk.device.clone() };
            let client_data = device.client_data("webauthn.get", &Desk::question(&desk.login));
            let data = device.authenticator_data(PRESENT | VERIFIED, &[]);
            let answer = device.signed(&data, client_data.as_bytes()).to_string();
            assert_eq!(desk.sign_in(&answer), Some(8));
            desk.authenticator_data(&data);
            desk.client_data(client_data.as_bytes());
        });
    }
}
