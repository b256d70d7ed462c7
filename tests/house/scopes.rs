//! `docs/scopes.md` is made by the code that makes tokens: what each word of the scope brings, and whole examples.

use ambient::{RestKey, SecretString, Timestamp};
use idp_core::assurance::Assurance;
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::claims::{ClaimSettings, Claims};
use idp_core::client::Client;
use idp_core::hosts::Hosts;
use idp_core::lifetimes::Lifetimes;
use idp_partenaires::{Catalogue, Exemple, Fiche};
use serde_json::Value;

use crate::catalogue;

/// 15 January 2027, 08:00 UTC: an example keeps its instants.
const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

const PERSONS: [(&str, &str); 5] = [
    ("cps", "A professional with a CPS card"),
    ("ecps", "The same with an e-CPS"),
    ("plusieurs", "The same with two places of work"),
    ("cpe", "A holder of a CPE card, without RPPS number"),
    ("psi", "The announced subject (PSI)"),
];

fn examples_of() -> Catalogue {
    let hosts = Hosts {
        issuer: "https://localhost:8440/auth/realms/esante-wallet".into(),
        authorization: "https://localhost:8441".into(),
        mtls: None,
    };
    let subjects = Subjects::new(SubjectSettings::new(uuid::Uuid::from_u128(7)), RestKey::from_bytes(&[1; 32]));
    let (lifetimes, assurance) = (Lifetimes::default(), Assurance::default());
    Catalogue { claims: Claims { hosts, subjects, lifetimes, assurance, settings: ClaimSettings::default() } }
}

/// As the partner space declares one, with the word `situation` besides.
fn client() -> Client {
    let fiche = Fiche {
        nom: "Mon service".into(),
        lieu: "Lyon".into(),
        adresses_retour: vec!["https://localhost:3000/retour".into()],
        scopes: ["openid", "scope_all", "situation"].map(str::to_owned).into(),
        ..Fiche::default()
    };
    let secret = SecretString::from("x".repeat(43));
    fiche.declaration("mon-service", Some(secret), true).register(&RestKey::from_bytes(&[1; 32])).expect("a client")
}

fn examples() -> Vec<Exemple> {
    examples_of().exemples(&client(), NOW).expect("the examples")
}

#[test]
fn every_kind_of_person_has_a_title() {
    let told: Vec<&str> = examples().iter().map(|one| one.qui).collect();
    assert_eq!(told, PERSONS.map(|(qui, _)| qui));
}

#[test]
fn the_catalogue_of_scopes_is_up_to_date() {
    let mut text = String::from(
        "# Scopes and claims\n\nWhat a client of the profile `psc` may ask for, and what it is told. Made by the code that makes \
         tokens, of invented people: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n\n## What each scope \
         brings\n\n| scope | members of userinfo, beside those of `openid` |\n| --- | --- |\n",
    );
    for word in examples_of().mots(&client(), NOW).expect("the words") {
        let claims: Vec<String> = word.claims.iter().map(|claim| format!("`{claim}`")).collect();
        let told =
            if claims.is_empty() { "none: granted, and nothing more is told".to_owned() } else { claims.join(", ") };
        text.push_str(&format!("| `{}` | {told} |\n", word.mot));
    }
    for example in examples() {
        let (_, title) = PERSONS.iter().find(|(qui, _)| *qui == example.qui).expect("a title");
        text.push_str(&format!("\n## {title}\n"));
        let told =
            [("ID token", &example.id_token), ("Access token", &example.access_token), ("userinfo", &example.userinfo)];
        for (token, claims) in told {
            text.push_str(&format!("\n### {token}\n\n```json\n{}\n```\n", pretty(claims)));
        }
    }
    catalogue::hold("docs/scopes.md", &text);
}

fn pretty(value: &Value) -> String {
    serde_json::to_string_pretty(value).expect("JSON")
}
