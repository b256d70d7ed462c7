use std::time::Duration;

use idp_core::passkey::{Ceremonies as _, CeremonyError, Holder, NewCredential};
use idp_webauthn::{Models, SetupError, Webauthn};
use serde_json::{Value, json};
use url::Url;
use uuid::Uuid;

use crate::authenticator::{Authenticator, MAY_BE_COPIED, PRESENT, VERIFIED};

pub const ORIGIN: &str = "https://wallet.caducee.test:9441";
pub const RP_ID: &str = "wallet.caducee.test";
const HANDLE: Uuid = Uuid::from_u128(42);

pub fn at(origin: &str, models: Models) -> Webauthn {
    Webauthn::new(&Url::parse(origin).unwrap(), "Caducée", Duration::from_secs(300), models).unwrap()
}

fn host() -> Webauthn {
    at(ORIGIN, Models::Any)
}

pub fn holder() -> Holder {
    Holder { handle: HANDLE, name: "•••• 0011".to_owned() }
}

fn device(seed: u8) -> Authenticator {
    Authenticator::new(seed, ORIGIN, RP_ID)
}

pub fn enrol(host: &Webauthn, device: &mut Authenticator) -> Result<NewCredential, CeremonyError> {
    let begun = host.begin_enrolment(&holder(), &[]).unwrap();
    host.finish_enrolment(&begun.state, &device.create(&begun.options).to_string())
}

fn sign_in(host: &Webauthn, device: &mut Authenticator, credential: &str) -> Result<u32, CeremonyError> {
    let begun = host.begin_login().unwrap();
    let answer = device.get(&begun.options).to_string();
    host.finish_login(&begun.state, &answer, credential).map(|used| used.counter)
}

#[test]
fn the_browser_is_asked_for_a_verified_user_and_a_key_that_finds_itself() {
    let options: Value = serde_json::from_str(&host().begin_enrolment(&holder(), &[]).unwrap().options).unwrap();
    let options = &options["publicKey"];
    assert_eq!(options["rp"]["id"], RP_ID);
    let selection = &options["authenticatorSelection"];
    assert_eq!((&selection["residentKey"], &selection["requireResidentKey"]), (&json!("required"), &json!(true)));
    assert_eq!(selection["userVerification"], "required");
    assert_eq!(options["attestation"], "none", "no model is told where none is asked");
    let login: Value = serde_json::from_str(&host().begin_login().unwrap().options).unwrap();
    assert_eq!(
        (&login["publicKey"]["rpId"], &login["publicKey"]["userVerification"]),
        (&json!(RP_ID), &json!("required"))
    );
    assert_eq!(login["publicKey"]["allowCredentials"], json!([]), "nobody is named");
    assert!(login["mediation"].is_null());
}

#[test]
fn a_key_that_was_added_signs_its_holder_in() {
    let (host, mut device) = (host(), device(1));
    let made = enrol(&host, &mut device).unwrap();
    assert!(made.discoverable && !made.attested && !made.synchronised && made.counter == 0);
    let begun = host.begin_login().unwrap();
    let answer = device.get(&begun.options).to_string();
    let named = host.named(&answer).unwrap();
    assert_eq!((named.id, named.handle), (made.id, Some(HANDLE)));
    assert_eq!(host.finish_login(&begun.state, &answer, &made.credential).unwrap().counter, 0);
    let again = host.begin_enrolment(&holder(), &[&made.credential]).unwrap().options;
    assert!(again.contains("excludeCredentials"), "the device is asked not to make a second one");
}

#[test]
fn a_key_that_may_be_copied_is_told_so() {
    let mut device = Authenticator { flags: PRESENT | VERIFIED | MAY_BE_COPIED, ..device(1) };
    assert!(enrol(&host(), &mut device).unwrap().synchronised);
}

// requirement: M21
#[test]
fn a_page_of_another_host_or_port_gets_nothing() {
    let host = host();
    let made = enrol(&host, &mut device(1)).unwrap();
    for origin in [
        "https://wallet.caducee.test",
        "https://wallet.caducee.test:9442",
        "https://wallet.caducee.test.evil.test:9441",
        // no browser spells it so
        "https:///wallet.caducee.test:9441",
        "HTTPS://wallet.caducee.test:9441/",
    ] {
        let begun = host.begin_login().unwrap();
        let mut lured = Authenticator { origin: origin.to_owned(), ..device(1) };
        lured.handle = "KgAAAAAAAAAAAAAAAAAAAA".to_owned();
        let answer = lured.get(&begun.options).to_string();
        let refused = host.finish_login(&begun.state, &answer, &made.credential);
        assert!(matches!(refused, Err(CeremonyError::Refused(_))), "{origin}: {refused:?}");
        assert!(matches!(enrol(&host, &mut lured), Err(CeremonyError::Refused(_))), "{origin}");
    }
    let mut elsewhere = Authenticator { rp_id: "evil.test".to_owned(), ..device(1) };
    assert!(matches!(enrol(&host, &mut elsewhere), Err(CeremonyError::Refused(_))), "signed for another host");
}

#[test]
fn a_page_that_stands_in_another_ones_frame_gets_nothing() {
    let host = host();
    let mut key = device(1);
    let made = enrol(&host, &mut key).unwrap();
    let framed = [json!({}), json!({ "crossOrigin": true }), json!({ "topOrigin": "https://evil.test" })];
    for more in framed {
        let begun = host.begin_login().unwrap();
        let options: Value = serde_json::from_str(&begun.options).unwrap();
        key.counter += 1;
        let mut said: Value = serde_json::from_str(&key.client_data("webauthn.get", &options["publicKey"])).unwrap();
        said.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let answer = key.signed(&key.authenticator_data(PRESENT | VERIFIED, &[]), said.to_string().as_bytes());
        let refused = host.finish_login(&begun.state, &answer.to_string(), &made.credential);
        match more.as_object().unwrap().is_empty() {
            true => assert!(refused.is_ok(), "{refused:?}"),
            false => assert!(matches!(refused, Err(CeremonyError::Refused(_))), "{more}: {refused:?}"),
        }
    }
}

// requirement: M12
#[test]
fn a_touch_without_a_verified_user_is_refused() {
    let host = host();
    let made = enrol(&host, &mut device(1)).unwrap();
    let mut touched = Authenticator { flags: PRESENT, ..device(1) };
    assert!(matches!(enrol(&host, &mut touched), Err(CeremonyError::Refused(_))));
    assert!(matches!(sign_in(&host, &mut touched, &made.credential), Err(CeremonyError::Refused(_))));
    let mut absent = Authenticator { flags: VERIFIED, ..device(1) };
    assert!(matches!(sign_in(&host, &mut absent, &made.credential), Err(CeremonyError::Refused(_))));
}

// requirement: M13
#[test]
fn an_answer_serves_its_own_question_alone() {
    let (host, mut device) = (host(), device(1));
    let made = enrol(&host, &mut device).unwrap();
    let (first, second) = (host.begin_login().unwrap(), host.begin_login().unwrap());
    assert_ne!(first.options, second.options);
    let answer = device.get(&first.options).to_string();
    let refused = host.finish_login(&second.state, &answer, &made.credential);
    assert!(matches!(refused, Err(CeremonyError::Refused(_))), "{refused:?}");
}

// requirement: M13
#[test]
fn a_counter_that_does_not_grow_is_a_copy() {
    let (host, mut device) = (host(), Authenticator { counter: 10, ..device(1) });
    let made = enrol(&host, &mut device).unwrap();
    assert_eq!(made.counter, 10);
    assert_eq!(sign_in(&host, &mut device, &made.credential), Ok(11));
    let mut copy = Authenticator { counter: 8, ..device.clone() };
    assert_eq!(sign_in(&host, &mut copy, &made.credential), Err(CeremonyError::Counter));
}

#[test]
fn another_key_under_the_same_name_signs_for_nobody() {
    let (host, mut device) = (host(), device(1));
    let made = enrol(&host, &mut device).unwrap();
    let mut other = Authenticator { id: device.id.clone(), handle: device.handle.clone(), ..self::device(2) };
    assert!(matches!(sign_in(&host, &mut other, &made.credential), Err(CeremonyError::Refused(_))));
}

#[test]
fn what_is_no_message_of_webauthn_is_told_so() {
    let host = host();
    let begun = host.begin_enrolment(&holder(), &[]).unwrap();
    for text in ["", "null", "{}", "[]", "{\"id\":1}"] {
        assert!(matches!(host.finish_enrolment(&begun.state, text), Err(CeremonyError::Unreadable(_))), "{text}");
        assert!(matches!(host.named(text), Err(CeremonyError::Unreadable(_))), "{text}");
    }
    let mut answer = device(1).create(&begun.options);
    answer["response"]["attestationObject"] = json!("AAAA");
    let refused = host.finish_enrolment(&begun.state, &answer.to_string());
    assert!(matches!(refused, Err(CeremonyError::Unreadable(_))), "{refused:?}");
    answer["response"]["attestationObject"] = json!("A".repeat(40_000));
    let refused = host.finish_enrolment(&begun.state, &answer.to_string());
    assert!(matches!(refused, Err(CeremonyError::Unreadable(_))));
    assert!(matches!(host.finish_enrolment("{}", "{}"), Err(CeremonyError::Unreadable(_))));
    assert!(matches!(host.begin_enrolment(&holder(), &["{}"]), Err(CeremonyError::Inconsistent(_))));
}

#[test]
fn a_host_without_a_name_offers_no_passkeys() {
    let origin = Url::parse("https://192.0.2.1:9441").unwrap();
    let refused = Webauthn::new(&origin, "Caducée", Duration::from_secs(300), Models::Any);
    assert!(matches!(refused, Err(SetupError::Host(_))));
    at("https://localhost:9441", Models::Any);
}
