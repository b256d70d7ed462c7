use aws_lc_rs::digest::{SHA256, digest};
use axum::http::StatusCode;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use crate::browser::Browser;

const CERTIFICATE: &[u8] = b"the certificate of an organisation";
const LIST: (&str, &str) = ("GET", "/patients/P-0012/documents");
const FEED: (&str, &str) = ("POST", "/patients/P-0012/documents");

fn print(certificate: &[u8]) -> String {
    URL_SAFE_NO_PAD.encode(digest(&SHA256, certificate))
}

fn document() -> Value {
    json!({"type": "presc-inf", "auteur": "Dr Hélène FICTIF-MARCHAND", "texte": ["Surveillance de la tension."]})
}

impl Browser {
    /// Makes the provider vouch for a token that says this, besides what every right token says.
    fn vouch(&self, name: &str, more: &Value) {
        let mut told = json!({
            "active": true, "iss": self.provider.issuer, "aud": "https://localhost:8456/", "exp": 4_000_000_000_i64,
        });
        for (key, value) in more.as_object().expect("claims") {
            told[key] = value.clone();
        }
        self.provider.tokens.lock().expect("held").insert(name.to_owned(), told);
    }

    fn vouch_for_a_machine(&self, scope: &str) {
        let claims = json!({
            "scope": scope, "Struct_IdNat": "1690990015", "raisonSociale": "ASSOCIATION FICTIVE LES TILLEULS",
            "cnf": {"x5t#S256": print(CERTIFICATE)},
        });
        self.vouch("machine", &claims);
    }
}

// requirement: CRT-02 CRT-03
#[tokio::test]
async fn a_software_certificate_feeds_and_does_not_read() {
    let mut browser = Browser::of("GENR11", "313").await;
    browser.vouch_for_a_machine("dmp.alimentation");
    let fed = browser.call(FEED, "machine", Some(CERTIFICATE), &document()).await;
    assert_eq!(fed.status, StatusCode::CREATED, "{}", fed.body);
    let id = serde_json::from_str::<Value>(&fed.body).expect("JSON")["id"].as_str().expect("a name").to_owned();
    for path in ["/patients/P-0012/documents".to_owned(), format!("/patients/P-0012/documents/{id}")] {
        let refused = browser.call(("GET", &path), "machine", Some(CERTIFICATE), &Value::Null).await;
        assert_eq!(refused.status, StatusCode::FORBIDDEN);
        assert!(
            refused.body.contains("dmp.lecture_par_certificat") && !refused.body.contains("tension"),
            "{}",
            refused.body
        );
    }
    assert!(browser.get(&format!("/patients/P-0012/documents/{id}")).await.body.contains("Surveillance de la tension"));
    let space = browser.get("/patient/P-0012").await.body;
    assert!(
        space.contains("un certificat de logiciel ne lit pas le DMP") && space.contains("Un document a été ajouté")
    );
}

#[tokio::test]
async fn a_token_serves_on_the_connection_of_its_certificate_alone() {
    let browser = Browser::new().await;
    browser.vouch_for_a_machine("dmp.alimentation");
    for other in [None, Some(b"another certificate".as_slice())] {
        let refused = browser.call(FEED, "machine", other, &document()).await;
        assert!(refused.status == StatusCode::UNAUTHORIZED && refused.headers.contains("invalid_token"));
    }
    browser.vouch("unbound", &json!({"scope": "dmp.alimentation", "Struct_IdNat": "1690990015"}));
    let refused = browser.call(FEED, "unbound", Some(CERTIFICATE), &document()).await;
    assert!(
        refused.status == StatusCode::FORBIDDEN && refused.body.contains("dmp.sans_certificat"),
        "{}",
        refused.body
    );
    browser.vouch_for_a_machine("mss.envoi");
    let refused = browser.call(FEED, "machine", Some(CERTIFICATE), &document()).await;
    assert!(refused.status == StatusCode::FORBIDDEN && refused.body.contains("dmp.portee"));
}

// requirement: T09
#[tokio::test]
async fn forged_expired_and_foreign_tokens_are_refused_alike() {
    let browser = Browser::new().await;
    let person = json!({"SubjectNameID": "899900000110", "situation": {"codeGenreActivite": "GENR11"}});
    browser.vouch("right", &person);
    assert_eq!(browser.call(LIST, "right", None, &Value::Null).await.status, StatusCode::OK);
    let with = |key: &str, value: Value| {
        let mut claims = person.clone();
        claims[key] = value;
        claims
    };
    browser.vouch("expired", &with("exp", json!(1_000)));
    browser.vouch("other-audience", &with("aud", json!("https://mss.example/")));
    browser.vouch("no-audience", &with("aud", Value::Null));
    browser.vouch("other-issuer", &with("iss", json!("https://ailleurs.example")));
    browser.vouch("over", &with("active", json!(false)));
    let mut bodies = Vec::new();
    for token in ["forged", "expired", "other-audience", "no-audience", "other-issuer", "over"] {
        let refused = browser.call(LIST, token, None, &Value::Null).await;
        assert!(refused.status == StatusCode::UNAUTHORIZED && refused.headers.contains("invalid_token"), "{token}");
        bodies.push(refused.body);
    }
    bodies.dedup();
    assert_eq!(bodies.len(), 1, "nothing tells them apart");
    let none = browser.call(LIST, "", None, &Value::Null).await;
    assert!(none.status == StatusCode::UNAUTHORIZED && none.headers.contains("Bearer"));
}

#[tokio::test]
async fn a_person_reads_through_a_program_by_their_role_and_feeds_nothing() {
    let browser = Browser::new().await;
    let person = |role: &str| json!({"SubjectNameID": "899900000110", "situation": {"codeGenreActivite": role, "codeRole": "370"}});
    browser.vouch("care", &person("GENR11"));
    let list = browser.call(LIST, "care", None, &Value::Null).await.body;
    let list: Value = serde_json::from_str(&list).expect("JSON");
    assert!(list["ouverts"].as_array().is_some_and(|open| open.iter().any(|one| one["id"] == "D-101")));
    assert!(list["fermes"].as_array().is_some_and(|closed| closed.iter().all(|one| one.get("id").is_none())));
    let fed = browser.call(FEED, "care", None, &document()).await;
    assert!(fed.status == StatusCode::FORBIDDEN && fed.body.contains("dmp.personne"));
    browser.vouch("pilot", &person("GENR01"));
    let refused = browser.call(LIST, "pilot", None, &Value::Null).await;
    assert!(refused.status == StatusCode::FORBIDDEN && refused.body.contains("dmp.pilote_sanitaire"));
    let first = browser.call(("GET", "/patients/P-0015/documents"), "care", None, &Value::Null).await;
    assert!(first.status == StatusCode::FORBIDDEN && first.body.contains("dmp.sans_accord"));
}

#[tokio::test]
async fn what_is_fed_is_read_before_it_is_kept() {
    let browser = Browser::new().await;
    browser.vouch_for_a_machine("dmp.alimentation");
    let wrong = [
        json!({"type": "inconnu", "auteur": "Dr", "texte": ["x"]}),
        json!({"type": "presc-inf", "auteur": "", "texte": ["x"]}),
        json!({"type": "presc-inf", "auteur": "Dr", "texte": []}),
        json!({"type": "presc-inf", "auteur": "Dr", "texte": ["x"], "id": "D-1"}),
        json!("x"),
    ];
    for body in wrong {
        let refused = browser.call(FEED, "machine", Some(CERTIFICATE), &body).await;
        assert!(refused.status == StatusCode::UNPROCESSABLE_ENTITY && refused.body.contains("dmp.depot"), "{body}");
    }
    let nobody = browser.call(("POST", "/patients/P-9/documents"), "machine", Some(CERTIFICATE), &document()).await;
    assert_eq!(nobody.status, StatusCode::NOT_FOUND);
}
