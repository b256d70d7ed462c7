use jose::jwe::{self, JweError};
use jose::jws::{self, JwsError};
use jose::{JweAlg, JweEnc, JwsAlg};
use serde_json::Value;

use crate::keys;

/// What was asked of the vectors of one file.
#[derive(Debug, Default, PartialEq, Eq)]
struct Tally {
    held: usize,
    refused: usize,
    /// Sound, and of an algorithm that does not exist here: refused by its name.
    foreign: usize,
}

fn groups(text: &str) -> Vec<Value> {
    let file: Value = serde_json::from_str(text).unwrap();
    file["testGroups"].as_array().unwrap().clone()
}

/// Every vector, with the group that holds its key.
fn each(text: &str, mut ask: impl FnMut(&Value, &Value)) {
    for group in groups(text) {
        for test in group["tests"].as_array().unwrap() {
            ask(&group, test);
        }
    }
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn signature(group: &Value, test: &Value, tally: &mut Tally) {
    let key = if group["public"].is_null() { &group["private"] } else { &group["public"] };
    let told = format!("{} {} {}", group["comment"], test["tcId"], test["comment"]);
    let token = text(&test["jws"]);
    let verdict = jws::verify_bytes(&token, &keys::public(key), &JwsAlg::ALL);
    match (test["result"].as_str().unwrap(), verdict) {
        ("valid", Ok(_)) => tally.held += 1,
        ("valid", Err(error)) => {
            assert!(matches!(error, JwsError::Alg | JwsError::Form), "{told}: {error}");
            // every sound one that is refused is of an algorithm that does not exist here
            let ours = jws::header(&token).is_ok();
            assert!(!ours, "{told}: {error}");
            tally.foreign += 1;
        }
        (_, Err(_)) => tally.refused += 1,
        (_, Ok(_)) => panic!("{told}: accepted"),
    }
}

fn encryption(group: &Value, test: &Value, tally: &mut Tally) {
    let told = format!("{} {} {}", group["comment"], test["tcId"], test["comment"]);
    let token = text(&test["jwe"]);
    let verdict = keys::private(&group["private"]).ok_or(JweError::Alg).and_then(|key| jwe::decrypt(&token, &key));
    match (test["result"].as_str().unwrap(), verdict) {
        ("valid", Ok(opened)) => {
            if let Some(plain) = test["pt"].as_str() {
                let hex: String = opened.plaintext.iter().map(|byte| format!("{byte:02x}")).collect();
                assert_eq!(hex, plain, "{told}");
            }
            tally.held += 1;
        }
        ("valid", Err(error)) => {
            assert!(matches!(error, JweError::Alg | JweError::Crit), "{told}: {error}");
            tally.foreign += 1;
        }
        (_, Err(_)) => tally.refused += 1,
        (_, Ok(_)) => panic!("{told}: accepted"),
    }
}

// requirement: K01 K02 K10
#[test]
fn the_signatures_of_wycheproof() {
    let mut tally = Tally::default();
    each(include_str!("../data/wycheproof/json_web_signature_test.json"), |group, test| {
        signature(group, test, &mut tally);
    });
    assert_eq!(tally, Tally { held: 16, refused: 355, foreign: 30 });
}

// requirement: K01 K06
#[test]
fn the_keys_of_wycheproof() {
    let mut tally = Tally::default();
    each(include_str!("../data/wycheproof/json_web_key_test.json"), |group, test| signature(group, test, &mut tally));
    assert_eq!(tally, Tally { held: 1, refused: 21, foreign: 4 });
}

// requirement: K09
#[test]
fn the_encryptions_of_wycheproof() {
    let mut tally = Tally::default();
    each(include_str!("../data/wycheproof/json_web_encryption_test.json"), |group, test| {
        encryption(group, test, &mut tally);
    });
    assert_eq!(tally, Tally { held: 11, refused: 74, foreign: 54 });
}

// requirement: K01 K09
#[test]
fn signatures_and_encryptions_of_wycheproof_together() {
    let mut tally = Tally::default();
    each(include_str!("../data/wycheproof/json_web_crypto_test.json"), |group, test| {
        if test["jws"].is_null() { encryption(group, test, &mut tally) } else { signature(group, test, &mut tally) }
    });
    assert_eq!(tally, Tally { held: 2, refused: 77, foreign: 4 });
}

/// What the vectors do not know: that these algorithms are all there is.
#[test]
fn the_lists_are_short() {
    assert_eq!((JwsAlg::ALL.len(), JweAlg::ALL.len(), JweEnc::ALL.len()), (4, 3, 3));
}
