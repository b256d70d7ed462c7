//! What is for operators and their programs stands on a door that nobody else reaches (security checklist, section O).

use std::time::Duration;

use harness::Sandbox;

use crate::surfer::Surfer;

/// Health, measures, operators: and what programs of that kind are usually called.
const INSIDE: [&str; 12] = [
    "/sante",
    "/sante/live",
    "/sante/ready",
    "/sante/mesures",
    "/sante/revocations",
    "/exploitation",
    "/exploitation/entree",
    "/exploitation/noeuds",
    "/metrics",
    "/health",
    "/actuator/prometheus",
    "/admin",
];

/// Every door of the provider and of the registry that people or programs are told of.
fn public(sandbox: &Sandbox) -> Vec<String> {
    let origin = |name: &str| {
        let address: url::Url = sandbox.text(name).parse().expect("an address");
        address.origin().ascii_serialization()
    };
    let told = ["/issuer", "/authorization", "/carte", "/mtls/url", "/registre/url", "/portail", "/annuaire/url"];
    let mut doors: Vec<String> = told.into_iter().map(origin).collect();
    doors.push(format!("https://localhost:{}", sandbox.ports + 14));
    doors
}

// requirement: O12
#[tokio::test]
async fn no_public_door_answers_what_is_for_operators() {
    let sandbox = Sandbox::shared();
    let surfer = Surfer::new(sandbox, Some("medecin"));
    let inside = format!("https://localhost:{}", sandbox.ports + 9);
    for path in ["/sante/live", "/sante/ready", "/sante/mesures"] {
        assert_eq!(surfer.get(format!("{inside}{path}")).await.status, 200, "the door of operators answers {path}");
    }
    for door in public(sandbox) {
        for path in INSIDE {
            for path in [path.to_owned(), format!("/auth{path}"), format!("/%2e%2e{path}"), format!("/{path}")] {
                let answer = surfer.get(format!("{door}{path}")).await;
                assert!(matches!(answer.status, 401 | 404), "{door}{path}: {} {}", answer.status, answer.body);
                assert!(!answer.body.contains("caducee_requests_total"), "{door}{path}");
            }
        }
    }
}

// requirement: O12
#[tokio::test]
async fn the_host_that_a_request_names_opens_no_other_door() {
    let sandbox = Sandbox::shared();
    let inside = format!("localhost:{}", sandbox.ports + 9);
    let surfer = Surfer::new(sandbox, None);
    for door in public(sandbox) {
        let asked = surfer.http.get(format!("{door}/sante/mesures")).header("host", &inside);
        let answer = asked.header("x-forwarded-host", &inside).timeout(Duration::from_secs(10)).send().await;
        let status = answer.expect("the door answers").status().as_u16();
        assert!(matches!(status, 400 | 401 | 404 | 421), "{door}: {status}");
    }
}
