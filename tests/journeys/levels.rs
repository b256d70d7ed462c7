//! What a service is told of the strength of a login, seen from outside: the three behaviours of Pro Santé Connect and its two
//! subjects, switched while the sandbox runs, for one service and for the realm, by each means; and the step up.

mod desks;
mod step_up;

use std::time::Duration;

use harness::{Sandbox, succeed};
use serde_json::{Value, json};

use crate::party::Party;
use crate::surfer::Surfer;
use desks::{Desk, Desks};

/// A node hears of a switch within a second.
const HEARD: Duration = Duration::from_millis(1_200);

/// `caducee repeter`, and the moment that it takes.
async fn rehearse(sandbox: &Sandbox, arguments: &[&str]) -> String {
    let told = succeed(&mut sandbox.command(&[&["repeter"], arguments].concat()));
    tokio::time::sleep(HEARD).await;
    told
}

/// What one service reads of one login, at the three doors.
struct Told {
    id: Value,
    userinfo: Value,
    introspected: Value,
}

async fn told(party: &Party, desk: &Surfer) -> Told {
    let tokens = party.tokens(desk).await;
    let text = |name: &str| tokens[name].as_str().expect("a token").to_owned();
    let userinfo = party.userinfo(desk, &text("access_token")).await;
    assert_eq!(userinfo.status, 200, "{}", userinfo.body);
    let introspected = desk.http.post(format!("{}/introspect", party.endpoint("token")));
    let introspected = introspected.basic_auth(&party.client_id, Some(&party.client_secret));
    let introspected = desk.send(introspected.form(&[("token", &text("access_token"))])).await.json();
    assert_eq!(introspected["active"], true);
    Told { id: desks::claims(&text("id_token")), userinfo: userinfo.json(), introspected }
}

/// The level and the mode, in the three answers.
fn assert_told(told: &Told, desk: &Desk, acr: &str, auth_level: &Value) {
    let (name, mode) = (desk.name, desk.mode);
    assert_eq!((&told.id["acr"], &told.id["auth_level"]), (&json!(acr), auth_level), "{name}");
    assert_eq!((&told.introspected["acr"], &told.introspected["authMode"]), (&json!(acr), &json!(mode)), "{name}");
    assert_eq!((&told.id["authMode"], &told.userinfo["authMode"]), (&json!(mode), &json!(mode)), "{name}");
    assert_eq!(told.id["amr"], Value::Null, "{name}: Pro Santé Connect tells none");
    for sub in [&told.userinfo["sub"], &told.introspected["sub"]] {
        assert_eq!(sub, &told.id["sub"], "{name}");
    }
}

/// Word, level of a card, level of every other means, `auth_level`.
const BEHAVIOURS: [(&str, &str, &str, Option<&str>); 3] = [
    ("eidas3-carte", "eidas3", "eidas1", None),
    ("eidas2-2026", "eidas2", "eidas2", Some("1")),
    ("eidas1", "eidas1", "eidas1", None),
];

// requirement: M22 K05
#[tokio::test]
async fn three_behaviours_are_switched_while_services_run_for_each_means_by_service_and_by_realm() {
    let sandbox = Sandbox::start();
    let party = Party::essai(&sandbox);
    let desks = Desks::open(&sandbox, &party).await;
    for who in [Some("essai"), None] {
        for (word, card, others, auth_level) in BEHAVIOURS {
            let arguments: Vec<&str> = who.into_iter().chain(["--niveaux", word]).collect();
            let report = rehearse(&sandbox, &arguments).await;
            assert!(report.contains(&format!("{}: levels {word}", who.unwrap_or("realm"))), "{report}");
            for desk in &desks.all {
                let acr = if desk.mode == "CARD" { card } else { others };
                assert_told(&told(&party, &desk.surfer).await, desk, acr, &json!(auth_level));
            }
        }
        rehearse(&sandbox, &who.into_iter().chain(["--fin"]).collect::<Vec<_>>()).await;
    }

    // one service rehearses another behaviour than its realm
    rehearse(&sandbox, &["--niveaux", "eidas2-2026"]).await;
    rehearse(&sandbox, &["essai", "--niveaux", "eidas3-carte"]).await;
    let card = &desks.all[0];
    assert_told(&told(&party, &card.surfer).await, card, "eidas3", &Value::Null);
    let refused = sandbox.command(&["repeter", "personne", "--niveaux", "eidas1"]).output().expect("the command ran");
    assert!(!refused.status.success(), "nobody is called so");
    let wrong = sandbox.command(&["repeter", "--niveaux", "eidas4"]).output().expect("the command ran");
    assert!(String::from_utf8_lossy(&wrong.stderr).contains("eidas2-2026"), "it says the words");
}

// requirement: T16 T17
#[tokio::test]
async fn the_subject_that_was_announced_is_switched_while_services_run_and_the_number_stays() {
    let sandbox = Sandbox::start();
    let party = Party::essai(&sandbox);
    let desks = Desks::open(&sandbox, &party).await;
    for who in [Some("essai"), None] {
        let arguments: Vec<&str> = who.into_iter().chain(["--sujet", "psi"]).collect();
        rehearse(&sandbox, &arguments).await;
        for desk in &desks.all {
            let told = told(&party, &desk.surfer).await;
            assert_told(&told, desk, "eidas1", &Value::Null);
            let sub = told.id["sub"].as_str().expect("a text");
            assert!(sub.parse::<uuid::Uuid>().is_ok(), "{}: {sub}", desk.name);
            let psi = json!({ "identifiant": sub, "origine": "PSI", "qualite": 2 });
            let others = told.userinfo["otherIds"].as_array().expect("a list");
            assert!(others.contains(&psi), "{}: {others:?}", desk.name);
            for answer in [&told.id, &told.userinfo, &told.introspected] {
                assert_eq!(answer["SubjectNameID"], desk.identifiant, "what services key on");
            }
        }
        rehearse(&sandbox, &who.into_iter().chain(["--fin"]).collect::<Vec<_>>()).await;
    }
    for desk in &desks.all {
        let told = told(&party, &desk.surfer).await;
        let sub = told.id["sub"].as_str().expect("a text");
        assert!(sub.starts_with("f:") && sub.ends_with(&format!(":{}", desk.identifiant)), "{}: {sub}", desk.name);
    }
}
