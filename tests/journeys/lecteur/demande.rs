//! facts/psc.md §4.4, `channel=CARD`: a program without a browser asks, the card in the reader answers.

use std::time::Duration;

use harness::{Sandbox, succeed};
use serde_json::json;

use super::{RIEN, carte, claims, refused};
use crate::party::Party;
use crate::surfer::{Answer, Surfer};

/// A program of a workstation, which wants the level of the card.
const LOURD: &str = r#"[[client]]
id = "lourd"
name = "Logiciel lourd"
place = "Ici"
profile = "oidc"
auth = "client_secret_basic"
secret = "un-secret-d-essai-pour-un-logiciel-lourd"
redirect_uris = ["https://essai.localhost/retour"]
grant_types = ["authorization_code", "refresh_token", "urn:openid:params:grant-type:ciba"]
backchannel_token_delivery_mode = "poll"
scopes = ["openid", "profile"]
sans_situation = "accepte"
"#;

/// The program, and the desk of the doctor whom it asks.
struct Bureau {
    sandbox: Sandbox,
    party: Party,
    surfer: Surfer,
    identifiant: String,
}

impl Bureau {
    fn ouvrir() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let clients = folder.path().join("clients.toml");
        std::fs::write(&clients, LOURD).expect("the file");
        let sandbox = Sandbox::start_with(&["--clients", clients.to_str().expect("a readable path")]);
        let party = Party {
            client_id: "lourd".to_owned(),
            client_secret: "un-secret-d-essai-pour-un-logiciel-lourd".to_owned(),
            ..Party::essai(&sandbox)
        };
        let surfer = Surfer::new(&sandbox, None);
        let identifiant = sandbox.card("medecin")["identifiant"].as_str().expect("its number").to_owned();
        Self { sandbox, party, surfer, identifiant }
    }

    /// The number on its screen is 47; the card is asked for it as long as `life` seconds.
    async fn demander(&self, life: &str) -> String {
        let pairs = [
            ("scope", "openid profile"),
            ("acr_values", "eidas3"),
            ("channel", "CARD"),
            ("login_hint", &self.identifiant),
            ("binding_message", "47"),
            ("requested_expiry", life),
        ];
        let ask = self.surfer.http.post(self.party.endpoint("ext/ciba/auth"));
        let ask = ask.basic_auth(&self.party.client_id, Some(&self.party.client_secret)).form(&pairs);
        let asked = self.surfer.send(ask).await;
        assert_eq!(asked.status, 200, "{}", asked.body);
        asked.json()["auth_req_id"].as_str().expect("an auth_req_id").to_owned()
    }

    /// What the program gets when it comes for its tokens, in its rhythm.
    async fn chercher(&self, id: &str) -> Answer {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let redeem = [("grant_type", "urn:openid:params:grant-type:ciba"), ("auth_req_id", id)];
        self.party.token(&self.surfer, &redeem).await
    }

    async fn refuse(&self, id: &str, error: &str) {
        let answer = self.chercher(id).await;
        assert_eq!((answer.status, &answer.json()["error"]), (400, &json!(error)), "{}", answer.body);
    }

    fn carte(&self, arguments: &[&str]) -> String {
        carte(&self.sandbox, arguments)
    }

    fn refused(&self, arguments: &[&str]) -> String {
        refused(&self.sandbox, arguments)
    }
}

// requirement: M04
#[tokio::test]
async fn the_card_in_the_reader_answers_and_the_token_says_its_level() {
    let bureau = Bureau::ouvrir();
    let id = bureau.demander("120").await;
    bureau.refuse(&id, "authorization_pending").await;
    bureau.carte(&["inserer", "directrice"]);
    assert!(bureau.refused(&["demande"]).contains(RIEN), "it is asked of another person");
    bureau.carte(&["inserer", "medecin"]);
    let said = bureau.carte(&["demande"]);
    assert!(said.contains("Logiciel lourd") && said.contains("les 2 chiffres") && !said.contains("47"), "{said}");
    let wrong = ["repondre", "--nombre", "74"];
    assert!(bureau.refused(&wrong).contains("CARTE_NOMBRE_INEXACT"));
    assert!(
        bureau.refused(&["repondre", "--nombre", "47", "--situation", "ailleurs"]).contains("CARTE_LIEU_A_CHOISIR")
    );
    bureau.carte(&["repondre", "--nombre", "47"]);
    let tokens = bureau.chercher(&id).await;
    assert_eq!(tokens.status, 200, "{}", tokens.body);
    let told = claims(tokens.json()["id_token"].as_str().expect("an ID token"));
    assert_eq!((&told["acr"], &told["amr"]), (&json!("eidas3"), &json!(["sc", "pin", "mfa", "phr"])), "{told}");
    bureau.refuse(&id, "invalid_grant").await;
}

// requirement: M07
#[tokio::test]
async fn three_wrong_numbers_are_a_refusal_and_so_is_a_no() {
    let bureau = Bureau::ouvrir();
    bureau.carte(&["inserer", "medecin"]);
    let id = bureau.demander("120").await;
    let wrong = ["repondre", "--nombre", "00"];
    for _ in 0..2 {
        assert!(bureau.refused(&wrong).contains("CARTE_NOMBRE_INEXACT"));
    }
    assert!(bureau.refused(&wrong).contains("CARTE_NOMBRES_EPUISES"));
    assert!(bureau.refused(&["demande"]).contains(RIEN));
    bureau.refuse(&id, "access_denied").await;
    let id = bureau.demander("120").await;
    assert!(bureau.carte(&["repondre", "--refuser"]).contains("refusé"));
    bureau.refuse(&id, "access_denied").await;
}

#[tokio::test]
async fn what_is_too_old_waits_for_no_card() {
    let bureau = Bureau::ouvrir();
    bureau.carte(&["inserer", "medecin"]);
    let id = bureau.demander("1").await;
    bureau.refuse(&id, "expired_token").await;
    assert!(bureau.refused(&["demande"]).contains(RIEN));
}

// requirement: X03
#[tokio::test]
async fn a_card_that_is_opposed_after_its_answer_opens_nothing() {
    let bureau = Bureau::ouvrir();
    bureau.carte(&["inserer", "medecin"]);
    let id = bureau.demander("120").await;
    bureau.carte(&["repondre", "--nombre", "47"]);
    succeed(&mut bureau.sandbox.command(&["opposer", "medecin"]));
    bureau.refuse(&id, "access_denied").await;
    assert!(bureau.refused(&["demande"]).contains("CARTE_REVOQUEE"), "and answers no more");
    assert!(bureau.carte(&["retirer"]).contains("est retirée"));
}
