use std::time::Duration;

use harness::Sandbox;
use reqwest::{Certificate, Client, Identity};
use serde_json::{Value, json};

use super::visitor::Visitor;
use super::{PHONES, place};
use crate::party::{Party, RETOUR};
use crate::surfer::Surfer;

/// A machine of the legal person behind the client `essai-mtls`, with its certificate or without.
struct Machine<'a> {
    sandbox: &'a Sandbox,
    http: Client,
}

impl<'a> Machine<'a> {
    fn new(sandbox: &'a Sandbox, with_certificate: bool) -> Self {
        let authority = std::fs::read(sandbox.authority()).expect("the authority");
        let authority = Certificate::from_pem(&authority).expect("a certificate");
        let mut builder = Client::builder().tls_certs_only([authority]).timeout(Duration::from_secs(20));
        if with_certificate {
            let read = |pointer: &str| std::fs::read_to_string(sandbox.text(pointer)).expect("a file of the machine");
            let pem = format!("{}{}", read("/mtls/certificate"), read("/mtls/key"));
            builder = builder.identity(Identity::from_pem(pem.as_bytes()).expect("a certificate and its key"));
        }
        Self { sandbox, http: builder.build().expect("a client") }
    }

    /// A token of `client_credentials`; `resource` when it is for the DMP.
    async fn token(&self, resource: bool) -> String {
        let api = self.sandbox.text("/dmp/api");
        let mut form = vec![
            ("grant_type", "client_credentials"),
            ("client_id", self.sandbox.text("/mtls/client_id")),
            ("scope", "dmp.alimentation"),
        ];
        if resource {
            form.push(("resource", api));
        }
        let endpoint =
            format!("{}auth/realms/esante-wallet/protocol/openid-connect/token", self.sandbox.text("/mtls/url"));
        let answer: Value =
            self.http.post(endpoint).form(&form).send().await.expect("an answer").json().await.expect("JSON");
        answer["access_token"].as_str().unwrap_or_else(|| panic!("no token: {answer}")).to_owned()
    }

    async fn list(&self, token: &str) -> (u16, Value) {
        self.sent(self.http.get(self.documents()), token).await
    }

    async fn feed(&self, token: &str) -> (u16, Value) {
        let document =
            json!({"type": "presc-inf", "auteur": "Dr Hélène FICTIF-MARCHAND", "texte": ["Surveillance du poids."]});
        self.sent(self.http.post(self.documents()).json(&document), token).await
    }

    fn documents(&self) -> String {
        format!("{}patients/P-0014/documents", self.sandbox.text("/dmp/api"))
    }

    async fn sent(&self, request: reqwest::RequestBuilder, token: &str) -> (u16, Value) {
        let answer = request.bearer_auth(token).send().await.expect("the DMP answers");
        (answer.status().as_u16(), answer.json().await.unwrap_or_default())
    }
}

// requirement: CRT-02 CRT-03
#[tokio::test]
async fn a_software_certificate_feeds_the_dmp_and_reads_nothing_of_it() {
    let machine = Machine::new(place(), true);
    let token = machine.token(true).await;
    let (status, fed) = machine.feed(&token).await;
    assert!(status == 201 && fed["id"].is_string(), "{status} {fed}");
    let (status, refused) = machine.list(&token).await;
    assert_eq!((status, &refused["code"]), (403, &json!("dmp.lecture_par_certificat")), "{refused}");
    let stolen = Machine::new(place(), false);
    for (status, refused) in [stolen.feed(&token).await, stolen.list(&token).await] {
        assert_eq!((status, &refused["code"]), (401, &json!("dmp.jeton")), "without the certificate: {refused}");
    }
    let lucie = Visitor::of("aide-soignante");
    let record = lucie.sign_in(&lucie.at("/dmp/url", "patients/P-0014")).await;
    assert!(record.body.contains("Prescription de soins infirmiers"), "{}", record.body);
    let space = lucie.get(lucie.at("/dmp/url", "patient/P-0014")).await;
    assert!(space.body.contains("un certificat de logiciel ne lit pas le DMP"), "{}", space.body);
}

/// The access token that a demand with these changes gives to a doctor with a card.
async fn of_the_medecin(sandbox: &Sandbox, more: &[(&str, &str)]) -> (Party, Surfer, String) {
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, Some("medecin")));
    let demand = party.demand().with("scope", Some("openid scope_all situation"));
    let demand = more.iter().fold(demand, |demand, (name, value)| demand.and(name, value));
    let code = party.log_in(&surfer, &demand).await.given("code").expect("a code");
    let answer = party.token(&surfer, &party.redemption(&code, &demand)).await;
    let token = answer.json()["access_token"].as_str().expect("a token").to_owned();
    (party, surfer, token)
}

// requirement: T09 T14
#[tokio::test]
async fn forged_foreign_and_revoked_tokens_are_worth_nothing_at_the_dmp() {
    let machine = Machine::new(place(), true);
    let elsewhere = machine.token(false).await;
    let (party, surfer, no_audience) = of_the_medecin(place(), &[]).await;
    let (_, _, right) = of_the_medecin(place(), &[("resource", place().text("/dmp/api"))]).await;
    let (status, told) = machine.list(&right).await;
    assert_eq!(
        (status, &told["code"]),
        (403, &json!("dmp.role_sans_ligne")),
        "the token is good, the role opens nothing"
    );
    let mut forged = right.clone();
    forged.replace_range(right.len() - 8.., "AAAAAAAA");
    let unsigned = format!("eyJhbGciOiJub25lIn0.{}.", right.split('.').nth(1).expect("claims"));
    for wrong in [&elsewhere, &no_audience, &forged, &unsigned, &"x".to_owned()] {
        let (status, refused) = machine.list(wrong).await;
        assert_eq!((status, &refused["code"]), (401, &json!("dmp.jeton")), "{refused}");
        assert_eq!(machine.feed(wrong).await.0, 401);
    }
    let revoke = surfer.http.post(party.endpoint("revoke")).basic_auth(&party.client_id, Some(&party.client_secret));
    assert_eq!(surfer.send(revoke.form(&[("token", &right)])).await.status, 200);
    assert_eq!(machine.list(&right).await.0, 401, "revoked");
}

// requirement: T09
#[tokio::test]
async fn a_token_that_has_expired_is_worth_nothing_at_the_dmp() {
    let sandbox = Sandbox::start();
    let machine = Machine::new(&sandbox, true);
    let token = machine.token(true).await;
    assert_eq!(machine.feed(&token).await.0, 201);
    let operator = Surfer::new(&sandbox, None);
    let delays = operator.get(format!("{}delais", sandbox.text("/accueil"))).await;
    let clock = delays.forms().into_iter().find(|form| form.action.path() == "/horloge").expect("the clock");
    let advanced = operator.submit(&clock, &[("pas", "preuve")]).await;
    assert_eq!(advanced.status, 303, "{}", advanced.body);
    let (status, refused) = machine.feed(&token).await;
    assert_eq!((status, &refused["code"]), (401, &json!("dmp.jeton")), "{refused}");
}

// requirement: USE-03
#[tokio::test]
async fn a_person_reads_through_a_program_what_their_role_opens() {
    let lucie = Visitor::of("aide-soignante");
    let party = Party::essai(place());
    let demand = party.demand().with("scope", Some("openid scope_all situation"));
    let demand = demand.and("resource", place().text("/dmp/api"));
    let identifiant = place().person("aide-soignante")["identifiant"].as_str().expect("a number").to_owned();
    let alone = PHONES.lock().await;
    let waiting = party.ask_phone(&lucie.surfer, &demand, &identifiant).await;
    let back = party.approved(&lucie.surfer, &waiting, (place(), ["Lucie", crate::browser::PIN])).await;
    drop(alone);
    assert!(back.location().is_some_and(|to| to.as_str().starts_with(RETOUR)), "{}", back.body);
    let code = back.given("code").expect("a code");
    let token = party.token(&lucie.surfer, &party.redemption(&code, &demand)).await.json();
    let token = token["access_token"].as_str().expect("a token");
    let (status, list) = Machine::new(place(), false).list(token).await;
    assert_eq!(status, 200, "{list}");
    let open: Vec<_> = list["ouverts"].as_array().expect("a list").iter().map(|one| one["id"].clone()).collect();
    assert!(open.contains(&json!("D-141")) && !open.contains(&json!("D-143")), "{list}");
    let (status, refused) = Machine::new(place(), false).feed(token).await;
    assert_eq!((status, &refused["code"]), (403, &json!("dmp.personne")));
}
