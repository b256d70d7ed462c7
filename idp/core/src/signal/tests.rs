mod delivery;
mod standing;

use std::sync::Arc;

use ambient::Seconds;
use annuaire::{Evenement, Fait, Numero};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::*;
use crate::client::{Client, ClientAuth, LegalPerson};
use crate::client_auth::ClientAuthentication;
use crate::fakes::{ALBA, BRICE, FakeAnnuaire, FakeIssuer, ISSUER, RETURN, TILLEULS, client};
use crate::journal::{Acte, Journal as _, event};
use crate::lifetimes::Lifetimes;
use crate::logout::{Watch, Why};
use crate::sender::{Presented, Scheme, SenderRefusal};
use crate::session::Session;
use crate::stamp::{Stamps as _, SubjectKind};

struct Bench {
    house: FakeIssuer,
    signals: Signals,
}

impl Bench {
    /// `dui` may have a stream, `dmp` may not.
    async fn new() -> Self {
        let house = FakeIssuer::new().await;
        let secret = ClientAuthentication::rest_secret(&house.rest, "s3cret");
        let legal = |purposes: &[&str]| LegalPerson {
            struct_id_nat: "1690990114".into(),
            raison_sociale: "EHPAD FICTIF LES TILLEULS".into(),
            purposes: purposes.iter().map(|word| (*word).to_owned()).collect(),
        };
        let dui = Client {
            auth: ClientAuth::ClientSecretPost { secret },
            scopes: vec!["openid".into(), "scope_all".into()],
            grants: oidc::GrantType::ALL.to_vec(),
            legal_person: Some(legal(&[SCOPE, "mss.envoi"])),
            ..client()
        };
        let other = Client { id: "dmp".into(), legal_person: Some(legal(&["mss.envoi"])), ..dui.clone() };
        house.register(other).await;
        house.register(dui).await;
        house.annuaire.hold(FakeAnnuaire::aide_soignante(ALBA, &[TILLEULS]));
        let signals = Signals::new(SignalDeps {
            ambient: house.ambient.clone(),
            issuer: ISSUER.into(),
            assurance: crate::assurance::Assurance::default(),
            subjects: house.subjects.clone(),
            clients: house.clients.clone(),
            grants: house.grants.clone(),
            stamps: house.stamps.clone(),
            sessions: Arc::new(house.sessions.clone()),
            streams: house.signals.clone(),
            outbox: house.signals.clone(),
        });
        Self { house, signals }
    }

    async fn client(&self, id: &str) -> Client {
        use crate::client::Clients as _;
        self.house.clients.client(&id.into()).await.unwrap().unwrap()
    }

    async fn token(&self, client: &str, scope: &str) -> String {
        let form = format!("grant_type=client_credentials&client_id={client}&client_secret=s3cret&scope={scope}");
        self.house.token(&form).await.unwrap_or_else(|refusal| panic!("{refusal}")).access_token
    }

    async fn receiver(&self, token: &str) -> Result<Client, SignalRefusal> {
        let presented =
            Presented { scheme: Scheme::Bearer, token, dpop: &[], certificate: &[], method: "GET", url: ISSUER };
        self.house.streaming.receiver(presented).await
    }

    /// A stream of `dui`, with everything.
    async fn stream(&self, delivery: Value) -> Value {
        let body = json!({ "delivery": delivery, "events_requested": SignalEvent::SUPPORTED }).to_string();
        self.house.streaming.create(&self.client("dui").await, body.as_bytes()).await.unwrap()
    }

    async fn polled(&self, stream: &Value) -> Vec<Value> {
        let asked = Asked::default();
        let id = StreamId::from(stream["stream_id"].as_str().unwrap());
        let handed = self.house.transmission.poll(&self.client("dui").await, &id, &asked).await.unwrap();
        handed.sets.values().map(|set| part(set, 1)).collect()
    }

    /// Alba with `dui`.
    async fn signed_in(&self) -> Session {
        let session = self.house.sign_in(ALBA).await;
        let query = format!(
            "client_id=dui&response_type=code&redirect_uri={}&scope=openid+scope_all&acr_values=eidas1&state=s&nonce=n",
            url::form_urlencoded::byte_serialize(RETURN.as_bytes()).collect::<String>()
        );
        let code = self.house.code(&query, &session, Some("sit-1")).await;
        let form = format!(
            "grant_type=authorization_code&client_id=dui&client_secret=s3cret&code={code}&redirect_uri={RETURN}"
        );
        self.house.token(&form).await.unwrap_or_else(|refusal| panic!("{refusal}"));
        self.house.signals.knows(ALBA, &session.id);
        session
    }
}

fn part(token: &str, number: usize) -> Value {
    let part = token.split('.').nth(number).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

fn poll() -> Value {
    json!({ "method": Method::POLL })
}

#[tokio::test]
async fn only_a_token_of_a_client_for_this_purpose_manages_streams() {
    let bench = Bench::new().await;
    let good = bench.token("dui", SCOPE).await;
    assert_eq!(bench.receiver(&good).await.unwrap().id.as_str(), "dui");
    let other = bench.token("dui", "mss.envoi").await;
    assert!(matches!(bench.receiver(&other).await, Err(SignalRefusal::Scope { .. })));
    assert!(matches!(bench.receiver("a.b.c").await, Err(SignalRefusal::Token(_))));
    bench.house.clock.advance(Seconds::hours(1));
    assert!(matches!(bench.receiver(&good).await, Err(SignalRefusal::Token(_))), "it has expired");
}

// spec: RFC 9449 §7.1
#[tokio::test]
async fn what_is_wrong_with_a_sender_is_told_apart_from_a_token_that_is_none() {
    let bench = Bench::new().await;
    let token = bench.token("dui", SCOPE).await;
    let presented = Presented { scheme: Scheme::DPoP, ..Presented::from(&token) };
    let refused = bench.house.streaming.receiver(presented).await;
    assert!(matches!(refused, Err(SignalRefusal::Sender(SenderRefusal::Token(_)))));
}

#[tokio::test]
async fn a_stream_is_made_once_read_changed_and_deleted_by_its_client_alone() {
    let bench = Bench::new().await;
    let (dui, dmp) = (bench.client("dui").await, bench.client("dmp").await);
    let streaming = &bench.house.streaming;
    assert_eq!(streaming.configuration(&dui, None).await.unwrap(), json!([]));
    let stream = bench.stream(json!({ "method": Method::PUSH, "endpoint_url": "https://rp.example/events" })).await;
    let id = stream["stream_id"].as_str().unwrap().to_owned();
    assert_eq!((&stream["iss"], &stream["aud"]), (&json!(ISSUER), &json!("dui")));
    assert!(matches!(streaming.create(&dui, b"").await, Err(SignalRefusal::Second)));
    assert!(matches!(streaming.configuration(&dmp, Some(&id)).await, Err(SignalRefusal::Unknown)));
    let update = json!({ "stream_id": id, "events_requested": [SignalEvent::SESSION_REVOKED, "urn:unknown"] });
    let updated = streaming.write(&dui, update.to_string().as_bytes(), Verb::Update).await.unwrap();
    assert_eq!(updated["events_delivered"], json!([SignalEvent::SESSION_REVOKED]));
    assert_eq!(updated["delivery"]["endpoint_url"], "https://rp.example/events", "what is absent stays");
    let replaced = json!({ "stream_id": id, "delivery": poll() }).to_string();
    let replaced = streaming.write(&dui, replaced.as_bytes(), Verb::Replace).await.unwrap();
    assert_eq!(replaced["events_delivered"], json!([]), "what is absent goes");
    assert!(replaced["delivery"]["endpoint_url"].as_str().unwrap().ends_with(&format!("/ssf/poll/{id}")));
    assert!(matches!(streaming.delete(&dmp, &id).await, Err(SignalRefusal::Unknown)));
    streaming.delete(&dui, &id).await.unwrap();
    assert!(matches!(streaming.status(&dui, &id).await, Err(SignalRefusal::Unknown)));
}

#[tokio::test]
async fn a_stream_is_pushed_to_https_and_says_whose_it_is() {
    let bench = Bench::new().await;
    let dui = bench.client("dui").await;
    for bad in [
        json!({ "delivery": { "method": Method::PUSH, "endpoint_url": "http://rp.example/" } }),
        json!({ "delivery": { "method": Method::PUSH } }),
        json!({ "delivery": { "method": "urn:other" } }),
        json!({ "iss": "https://other.example" }),
        json!({ "aud": "dmp" }),
        json!([]),
    ] {
        let refused = bench.house.streaming.create(&dui, bad.to_string().as_bytes()).await;
        assert!(matches!(refused, Err(SignalRefusal::Request(_))), "{bad}");
    }
}

// requirement: S08
#[tokio::test]
async fn an_ended_session_is_a_signal_to_its_client_once() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let session = bench.signed_in().await;
    bench.house.ends.end(&session.id, Why::Over).await.unwrap();
    assert_eq!(bench.signals.hear_notices(10).await.unwrap(), 1);
    assert_eq!(bench.signals.hear_notices(10).await.unwrap(), 0);
    let sets = bench.polled(&stream).await;
    assert_eq!(sets.len(), 1);
    let set = &sets[0];
    assert_eq!((&set["iss"], &set["aud"]), (&json!(ISSUER), &json!("dui")));
    assert!(set.get("exp").is_none() && set.get("sub").is_none() && set.get("nonce").is_none());
    assert_eq!(set["sub_id"]["format"], "complex");
    assert_eq!(set["sub_id"]["session"], json!({ "format": "opaque", "id": session.id.as_str() }));
    assert_eq!(set["sub_id"]["user"]["iss"], ISSUER);
    let events = set["events"].as_object().unwrap();
    assert_eq!(events.keys().collect::<Vec<_>>(), [SignalEvent::SESSION_REVOKED]);
}

#[tokio::test]
async fn a_receiver_hears_only_of_people_who_have_a_grant_with_it() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    bench.signed_in().await;
    let changed = |personne: &str, numero| Evenement {
        numero: Numero(numero),
        survenu: bench.house.ambient.now(),
        personne: personne.parse().unwrap(),
        fait: Fait::PersonneModifiee,
    };
    bench.signals.hear(&changed(BRICE, 1)).await.unwrap();
    assert!(bench.polled(&stream).await.is_empty());
    bench.signals.hear(&changed(ALBA, 2)).await.unwrap();
    bench.signals.hear(&changed(ALBA, 2)).await.unwrap();
    let sets = bench.polled(&stream).await;
    assert_eq!(sets.len(), 1, "the log is read again after a loss, and told once");
    let claims = &sets[0]["events"][SignalEvent::TOKEN_CLAIMS_CHANGE]["claims"];
    assert_eq!(claims.as_object().unwrap().keys().collect::<Vec<_>>(), ["updated_at"], "no data of the person");
}

// requirement: S08
#[tokio::test]
async fn a_place_that_ended_is_a_claim_that_changed_and_the_session_goes_on() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let (session, house) = (bench.signed_in().await, &bench.house);
    house.clock.advance(Seconds(1));
    house.stamps.raise(&SubjectKind::Situation.of("sit-1"), house.ambient.now()).await.unwrap();
    house.notices.follow(&session.id, house.ambient.now());
    let watch = Watch::new(house.ends.clone(), house.stamps.clone(), Lifetimes::default());
    assert_eq!(watch.round().await.unwrap(), 1);
    assert_eq!(bench.signals.hear_notices(10).await.unwrap(), 1);
    let sets = bench.polled(&stream).await;
    let event = &sets[0]["events"][SignalEvent::TOKEN_CLAIMS_CHANGE];
    assert_eq!(event["claims"], json!({ "situation": null }), "that it is gone, and not which it was");
    assert_eq!(sets[0]["sub_id"]["session"]["id"], session.id.as_str());
    assert!(house.sessions.named(&session.id).await.unwrap().is_some());
}

#[tokio::test]
async fn acts_on_an_ecps_are_credential_changes_and_are_in_the_journal_first() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    bench.signed_in().await;
    let heard = Heard {
        ambient: bench.house.ambient.clone(),
        journal: Arc::clone(&bench.house.journal) as Arc<dyn crate::journal::Journal>,
        signals: bench.signals.clone(),
    };
    let enrolled =
        |replaced: Option<&str>| Acte::new(event::ECPS_ENROLLED).with("personne.id", ALBA).with("remplace", replaced);
    heard.record(enrolled(None)).await.unwrap();
    heard.record(enrolled(Some("appareil-0"))).await.unwrap();
    heard.record(Acte::new(event::ECPS_LOCKED).with("personne.id", ALBA)).await.unwrap();
    let mut changes: Vec<_> = bench
        .polled(&stream)
        .await
        .iter()
        .map(|set| set["events"][SignalEvent::CREDENTIAL_CHANGE]["change_type"].as_str().unwrap().to_owned())
        .collect();
    changes.sort();
    assert_eq!(changes, ["create", "revoke", "update"]);
    assert_eq!(bench.house.journal.events().iter().filter(|word| word.starts_with("ecps.")).count(), 3);
}
