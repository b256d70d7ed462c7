use super::*;
use crate::grant::Grants as _;
use crate::stamp::{Stamps as _, SubjectKind};

/// Something happens to Alba's e-CPS; what `dui` hears of it.
async fn heard(bench: &Bench, stream: &Value) -> usize {
    let event = SignalEvent::CredentialChange { change: Change::Create, at: bench.house.ambient.now() };
    let origin = format!("test:{}", bench.house.signals.signals().len());
    bench.signals.of_person(&ALBA.parse().unwrap(), &event, &origin).await.unwrap();
    bench.polled(stream).await.len()
}

// requirement: S08
#[tokio::test]
async fn a_client_hears_nothing_more_of_somebody_whose_grant_has_fallen() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let session = bench.signed_in().await;
    assert_eq!(heard(&bench, &stream).await, 1);
    let grant = bench.house.grants.of_session(&session.id).await.unwrap().remove(0);
    bench.house.stamps.raise(&SubjectKind::Grant.of(&grant.id), bench.house.ambient.now()).await.unwrap();
    assert_eq!(heard(&bench, &stream).await, 1, "it was revoked");
    let other = bench.signed_in().await;
    assert_eq!(heard(&bench, &stream).await, 2, "there is another one");
    bench.house.sessions.end(&other.id).await.unwrap();
    assert_eq!(heard(&bench, &stream).await, 2, "its session is over");
}

// requirement: S08
#[tokio::test]
async fn nothing_is_kept_for_a_client_that_is_disabled() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let session = bench.signed_in().await;
    bench.house.change_client("dui", |client| client.disabled_at = Some(FakeIssuer::START)).await;
    heard(&bench, &stream).await;
    bench.house.ends.end(&session.id, Why::Over).await.unwrap();
    bench.signals.hear_notices(10).await.unwrap();
    assert_eq!(bench.house.signals.signals().len(), 0);
}

#[tokio::test]
async fn a_stream_is_no_store_for_whatever_a_client_calls_a_subject() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let dui = bench.client("dui").await;
    let mute = async |subject: Value| {
        let body = json!({ "stream_id": stream["stream_id"], "subject": subject }).to_string();
        bench.house.streaming.subject(&dui, body.as_bytes(), true).await
    };
    let user = |iss: &str, sub: &str| json!({ "format": "iss_sub", "iss": iss, "sub": sub });
    for wrong in
        [user("https://other.example", "sub"), user(ISSUER, &"s".repeat(256)), json!({ "format": "opaque", "id": "s" })]
    {
        assert!(matches!(mute(wrong).await, Err(SignalRefusal::Request(_))));
    }
    for number in 0..10_000 {
        bench
            .house
            .signals
            .mute(&stream["stream_id"].as_str().unwrap().into(), &number.to_string(), 10_000)
            .await
            .unwrap();
    }
    assert!(mute(user(ISSUER, "9999")).await.is_ok(), "it is muted already");
    assert!(matches!(mute(user(ISSUER, "10000")).await, Err(SignalRefusal::Request(_))));
}

// requirement: O02
#[tokio::test]
async fn what_nobody_comes_for_is_forgotten_and_how_much_is_on_record() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let body = json!({ "stream_id": stream["stream_id"] }).to_string();
    bench.house.streaming.verify(&bench.client("dui").await, body.as_bytes()).await.unwrap();
    let oldest = bench.house.signals.signals()[0].0.clone();
    let more: Vec<Signal> = (0..10_001)
        .map(|number| {
            let name = format!("more-{number}");
            Signal { id: SignalId::from(name.as_str()), origin: name, ..oldest.clone() }
        })
        .collect();
    bench.house.transmission.relieve().await.unwrap();
    assert!(!bench.house.journal.events().contains(&event::SIGNAL_FORGOTTEN));
    bench.house.signals.queue_new(more);
    bench.house.transmission.relieve().await.unwrap();
    assert_eq!(bench.house.journal.field(event::SIGNAL_FORGOTTEN, "count").as_deref(), Some("2"));
    let left = bench.house.signals.signals();
    assert_eq!((left.len(), left[0].0.id.as_str()), (10_000, "more-1"));
}
