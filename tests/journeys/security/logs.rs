use harness::{Sandbox, succeed};
use serde_json::Value;

use crate::party::Party;
use crate::surfer::Surfer;

const PIN: &str = "739184";
const PHONE: &str = "journal";

/// Messages that the inbox holds for the person who activates: their codes, and where they were sent.
async fn messages(sandbox: &Sandbox, surfer: &Surfer) -> Vec<String> {
    let answer = surfer.get(format!("{}api/messages", sandbox.text("/messagerie"))).await;
    let messages = answer.json();
    let mut secrets = Vec::new();
    for message in messages.as_array().expect("a list") {
        let text = message["texte"].as_str().unwrap_or_default();
        secrets.extend(text.split(|c: char| !c.is_ascii_digit()).filter(|code| code.len() == 6).map(str::to_owned));
        let sent = message["destinataires"].as_array().into_iter().flatten();
        secrets.extend(sent.filter_map(Value::as_str).map(|address| address.trim_start_matches('+').to_owned()));
    }
    assert!(secrets.len() >= 4, "two codes, a phone number and an address: {secrets:?}");
    secrets
}

/// The whole value, not a part of a longer number or word.
fn stands_in(log: &str, secret: &str) -> bool {
    let part = |c: char| c.is_ascii_alphanumeric();
    log.match_indices(secret).any(|(place, _)| {
        let before = log[..place].chars().next_back();
        let after = log[place + secret.len()..].chars().next();
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

// requirement: O02
#[tokio::test]
async fn a_run_at_its_most_talkative_logs_no_secret() {
    let sandbox = Sandbox::start_with(&["--log", "debug"]);
    let (party, surfer) = (Party::essai(&sandbox), Surfer::new(&sandbox, None));
    let identifiant = sandbox.person("aide-soignante")["identifiant"].as_str().expect("a number").to_owned();
    let activate =
        ["mobile", "activate", "--identifiant", &identifiant, "--pin", PIN, "--telephone", PHONE, "--depuis-boite"];
    succeed(&mut sandbox.command(&activate));
    let mut secrets = messages(&sandbox, &surfer).await;

    let (code, demand) = party.code_by_phone(&surfer, (&sandbox, &identifiant), [PHONE, PIN]).await;
    let tokens = party.token(&surfer, &party.redemption(&code, &demand)).await.json();
    for name in ["access_token", "refresh_token", "id_token"] {
        secrets.push(tokens[name].as_str().expect("a token").to_owned());
    }
    secrets.extend([PIN.to_owned(), code, demand.verifier.clone(), party.client_secret.clone()]);
    for cookie in surfer.cookies() {
        let value = cookie.split(';').next().and_then(|pair| pair.split_once('=')).map(|(_, value)| value.to_owned());
        secrets.extend(value.filter(|value| !value.is_empty()));
    }

    let log = sandbox.log();
    assert!(log.contains("INFO") && log.contains("caducee"), "the run was not talkative: {log}");
    let found: Vec<_> = secrets.iter().filter(|secret| stands_in(&log, secret)).collect();
    assert!(found.is_empty(), "in the log: {found:?}");
}
