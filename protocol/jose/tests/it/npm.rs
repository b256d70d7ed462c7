//! The other side is npm `jose` (tests/clients, installed by tests/run): what it writes is read here, what is written here
//! is read there.

use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

use jose::jws::JwsError;
use jose::{Encryption, JwsAlg, jwe, jws};
use serde_json::{Value, json};

use crate::keys;

fn node(what: &str, input: &Value) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/clients/jose.mjs");
    let mut child = Command::new("node")
        .arg(script)
        .arg(what)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("node is there");
    child.stdin.take().unwrap().write_all(input.to_string().as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success(), "tests/clients/jose.mjs {what}: npm ci --prefix tests/clients makes it run");
    serde_json::from_slice(&output.stdout).unwrap()
}

fn list<'a>(made: &'a Value, name: &str) -> &'a [Value] {
    made[name].as_array().unwrap()
}

#[test]
fn each_side_reads_what_the_other_writes() {
    let made = node("make", &Value::Null);
    let signed = list(&made, "signed");
    assert_eq!(signed.len(), JwsAlg::ALL.len());
    for message in signed {
        let alg: JwsAlg = message["alg"].as_str().unwrap().parse().unwrap();
        let (token, keys) = (message["jws"].as_str().unwrap(), keys::public(&message["key"]["public"]));
        assert_eq!(jws::verify(token, &keys, &[alg]).unwrap().claims["sub"], "été");
        let others: Vec<JwsAlg> = JwsAlg::ALL.into_iter().filter(|other| *other != alg).collect();
        assert_eq!(jws::verify(token, &keys, &others), Err(JwsError::Alg));
    }
    let encrypted = list(&made, "encrypted");
    assert_eq!(encrypted.len(), 15, "three ways and two curves, by three contents");
    let mut ours = Vec::new();
    for message in encrypted {
        let key = keys::private(&message["key"]["private"]).unwrap();
        let content = jwe::decrypt(message["jwe"].as_str().unwrap(), &key).unwrap();
        assert_eq!(
            String::from_utf8(content.plaintext).unwrap(),
            "in clear: été",
            "{} {}",
            message["alg"],
            message["enc"]
        );
        let how = Encryption { alg: content.alg, enc: content.enc };
        let recipient = &keys::public(&message["key"]["public"]).keys[0];
        let jwe = jwe::encrypt("réponse".as_bytes(), recipient, how, Some("JWT")).unwrap();
        ours.push(json!({ "alg": message["alg"], "key": message["key"], "jwe": jwe }));
    }
    let opened = node("open", &Value::Array(ours));
    for (message, read) in encrypted.iter().zip(opened.as_array().unwrap()) {
        assert_eq!(read["plaintext"], "réponse");
        assert_eq!(read["header"]["alg"], message["alg"]);
        assert_eq!(read["header"]["enc"], message["enc"]);
        assert_eq!(read["header"]["cty"], "JWT");
    }
    assert_eq!(opened.as_array().unwrap().len(), encrypted.len());
}
