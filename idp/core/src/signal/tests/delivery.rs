use super::*;
use crate::client::Wish;
use crate::outbound::{FetchError, Places};

#[tokio::test]
async fn a_poll_hands_out_again_until_it_is_acknowledged() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let dui = bench.client("dui").await;
    let body = json!({ "stream_id": stream["stream_id"], "state": "x" }).to_string();
    bench.house.streaming.verify(&dui, body.as_bytes()).await.unwrap();
    assert!(matches!(bench.house.streaming.verify(&dui, body.as_bytes()).await, Err(SignalRefusal::TooSoon)));
    let id = StreamId::from(stream["stream_id"].as_str().unwrap());
    let first = bench.house.transmission.poll(&dui, &id, &Asked::default()).await.unwrap();
    assert_eq!(first, bench.house.transmission.poll(&dui, &id, &Asked::default()).await.unwrap());
    let (jti, set) = first.sets.iter().next().unwrap();
    assert_eq!(part(set, 0)["typ"], "secevent+jwt");
    assert_eq!(part(set, 1)["sub_id"], json!({ "format": "opaque", "id": id.as_str() }));
    let none = Asked { max_events: Some(0), ..Asked::default() };
    assert!(bench.house.transmission.poll(&dui, &id, &none).await.unwrap().more_available);
    let ack = Asked { ack: vec![jti.clone()], ..Asked::default() };
    assert!(bench.house.transmission.poll(&dui, &id, &ack).await.unwrap().sets.is_empty());
    let dmp = bench.client("dmp").await;
    assert!(matches!(bench.house.transmission.poll(&dmp, &id, &ack).await, Err(SignalRefusal::Unknown)));
}

#[tokio::test]
async fn a_paused_stream_holds_and_a_disabled_one_forgets() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let dui = bench.client("dui").await;
    let set = async |status: &str| {
        let body = json!({ "stream_id": stream["stream_id"], "status": status }).to_string();
        bench.house.streaming.set_status(&dui, body.as_bytes()).await.unwrap();
    };
    set("paused").await;
    let session = bench.signed_in().await;
    bench.house.ends.end(&session.id, Why::Over).await.unwrap();
    bench.signals.hear_notices(10).await.unwrap();
    assert!(bench.polled(&stream).await.is_empty());
    set("enabled").await;
    assert_eq!(bench.polled(&stream).await.len(), 1);
    set("disabled").await;
    set("enabled").await;
    assert!(bench.polled(&stream).await.is_empty());
}

#[tokio::test]
async fn a_removed_subject_is_heard_of_no_more_until_it_is_added_again() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let dui = bench.client("dui").await;
    bench.signed_in().await;
    let sub = bench.house.subjects.of(&dui, &ALBA.parse().unwrap());
    let subject = json!({ "format": "iss_sub", "iss": ISSUER, "sub": sub });
    let body = json!({ "stream_id": stream["stream_id"], "subject": subject }).to_string();
    let event = SignalEvent::CredentialChange { change: Change::Create, at: bench.house.ambient.now() };
    for (muted, heard) in [(true, 0), (false, 1)] {
        bench.house.streaming.subject(&dui, body.as_bytes(), muted).await.unwrap();
        bench.signals.of_person(&ALBA.parse().unwrap(), &event, &format!("test-{muted}")).await.unwrap();
        assert_eq!(bench.polled(&stream).await.len(), heard);
    }
}

// requirement: S07
#[tokio::test]
async fn a_push_is_tried_again_with_the_same_token_and_not_for_ever() {
    let bench = Bench::new().await;
    let stream = bench.stream(json!({ "method": Method::PUSH, "endpoint_url": "https://rp.example/events" })).await;
    let dui = bench.client("dui").await;
    let push = async || {
        let taken = bench.house.transmission.taken(&mut Places::new(10, [])).await.unwrap();
        for signal in &taken {
            bench.house.transmission.push(signal).await.unwrap();
        }
        taken.len()
    };
    let body = json!({ "stream_id": stream["stream_id"] }).to_string();
    bench.house.streaming.verify(&dui, body.as_bytes()).await.unwrap();
    for failure in [Ok(503), Err(FetchError::Slow), Ok(202)] {
        bench.house.calls.then(failure);
    }
    let mut tried = 0;
    for _ in 0..60 {
        tried += push().await;
        bench.house.clock.advance(Seconds(1));
    }
    assert_eq!(tried, 3);
    let posted = bench.house.calls.posted();
    assert!(posted.iter().all(|call| call.url == "https://rp.example/events"));
    assert!(posted.iter().all(|call| call.content_type == "application/secevent+jwt"));
    let jti: std::collections::BTreeSet<_> = posted.iter().map(|call| part(&call.body, 1)["jti"].to_string()).collect();
    assert_eq!(jti.len(), 1);
    assert_eq!(bench.house.signals.signals()[0].1, SignalState::Delivered);
    assert_eq!(bench.house.journal.field("signal.settled", "state").as_deref(), Some("delivered"));
    bench.house.streaming.verify(&dui, body.as_bytes()).await.unwrap();
    bench.house.calls.then(Err(FetchError::Guarded("private address")));
    assert_eq!(push().await, 1);
    assert_eq!(bench.house.signals.signals()[1].1, SignalState::GivenUp);
}

// requirement: S08
#[tokio::test]
async fn nobody_is_pushed_to_who_may_no_longer_hear() {
    let disabled: fn(&mut Client) = |client| client.disabled_at = Some(FakeIssuer::START);
    let without: fn(&mut Client) = |client| client.legal_person = None;
    for change in [disabled, without] {
        let bench = Bench::new().await;
        let stream = bench.stream(json!({ "method": Method::PUSH, "endpoint_url": "https://rp.example/events" })).await;
        let body = json!({ "stream_id": stream["stream_id"] }).to_string();
        bench.house.streaming.verify(&bench.client("dui").await, body.as_bytes()).await.unwrap();
        bench.house.change_client("dui", change).await;
        for signal in &bench.house.transmission.taken(&mut Places::new(10, [])).await.unwrap() {
            bench.house.transmission.push(signal).await.unwrap();
        }
        assert!(bench.house.calls.posted().is_empty());
        assert_eq!(bench.house.signals.signals()[0].1, SignalState::GivenUp);
    }
}

#[tokio::test]
async fn the_stream_of_a_client_that_goes_goes_with_it() {
    let bench = Bench::new().await;
    let stream = bench.stream(poll()).await;
    let dui = bench.client("dui").await;
    bench.house.registrar.remove(&dui.id, Wish::Client).await.unwrap();
    let id = stream["stream_id"].as_str();
    assert!(matches!(bench.house.streaming.configuration(&dui, id).await, Err(SignalRefusal::Unknown)));
}
