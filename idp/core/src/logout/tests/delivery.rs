use ambient::Seconds;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::Value;

use super::bench::{Bench, ENDPOINT};
use crate::fakes::ISSUER;
use crate::logout::{NoticeState, Why};
use crate::outbound::{FetchError, Places};

fn part(token: &str, number: usize) -> Value {
    let part = token.split('.').nth(number).unwrap();
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).unwrap()).unwrap()
}

impl Bench {
    async fn ended(&self) -> String {
        let (session, _) = self.signed_in().await;
        self.house.ends.end(&session.id, Why::Over).await.unwrap();
        session.id.to_string()
    }

    fn token(&self, call: usize) -> String {
        let posted = &self.calls.posted()[call];
        assert_eq!(posted.url, ENDPOINT);
        assert_eq!((posted.content_type, &posted.bearer), ("application/x-www-form-urlencoded", &None));
        posted.body.strip_prefix("logout_token=").unwrap().to_owned()
    }
}

// requirement: S06 S12
#[tokio::test]
async fn a_logout_token_is_what_the_specification_wants_and_nothing_else() {
    let bench = Bench::new().await;
    let (session, tokens) = bench.signed_in().await;
    bench.house.ends.end(&session.id, Why::Over).await.unwrap();
    assert_eq!(bench.deliver().await, 1, "only the client that has an address");
    let token = bench.token(0);
    assert_eq!(part(&token, 0)["typ"], "logout+jwt");
    let claims = part(&token, 1);
    let names: Vec<_> = claims.as_object().unwrap().keys().map(String::as_str).collect();
    assert_eq!(names, ["aud", "events", "exp", "iat", "iss", "jti", "sid", "sub"]);
    assert_eq!((claims["iss"].as_str(), claims["aud"].as_str()), (Some(ISSUER), Some("dui")));
    assert_eq!(claims["exp"].as_i64().unwrap() - claims["iat"].as_i64().unwrap(), 120);
    let id_token = part(&tokens.id_token.unwrap(), 1);
    assert_eq!((&claims["sid"], &claims["sub"]), (&id_token["sid"], &id_token["sub"]));
}

#[tokio::test]
async fn an_answer_is_a_receipt_in_the_store_and_in_the_journal() {
    let bench = Bench::new().await;
    bench.ended().await;
    bench.calls.then(Ok(200));
    bench.deliver().await;
    let notice = bench.notice("dui");
    assert_eq!((notice.state, notice.status), (NoticeState::Answered, Some(200)));
    assert_eq!(notice.settled_at, Some(bench.house.ambient.now()));
    assert_eq!(bench.house.journal.field("logout.notice.answered", "status").as_deref(), Some("200"));
    bench.house.clock.advance(Seconds::hours(1));
    assert_eq!(bench.deliver().await, 0);
}

#[tokio::test]
async fn a_refusal_is_not_tried_again() {
    let bench = Bench::new().await;
    bench.ended().await;
    bench.calls.then(Ok(400));
    bench.deliver().await;
    bench.house.clock.advance(Seconds::hours(1));
    assert_eq!(bench.deliver().await, 0);
    assert_eq!(bench.notice("dui").state, NoticeState::Refused);
    assert!(bench.house.journal.events().contains(&"logout.notice.refused"));
}

// requirement: S07
#[tokio::test]
async fn a_failure_is_tried_again_later_each_time_with_the_same_jti_and_not_for_ever() {
    let bench = Bench::new().await;
    bench.ended().await;
    let failures = [Ok(503), Err(FetchError::Slow), Ok(302), Err(FetchError::Unreachable), Ok(404), Ok(500), Ok(500)];
    for failure in failures {
        bench.calls.then(failure);
    }
    let mut tried = 0;
    for _ in 0..4_000 {
        tried += bench.deliver().await;
        bench.house.clock.advance(Seconds(1));
    }
    assert_eq!(tried, 6);
    let jti: std::collections::BTreeSet<_> =
        (0..tried).map(|call| part(&bench.token(call), 1)["jti"].to_string()).collect();
    assert_eq!(jti.len(), 1);
    let notice = bench.notice("dui");
    assert_eq!((notice.state, notice.attempts, notice.status), (NoticeState::GivenUp, 6, Some(500)));
    assert_eq!(bench.house.journal.field("logout.notice.given_up", "attempts").as_deref(), Some("6"));
}

// requirement: S07
#[tokio::test]
async fn an_address_that_is_not_called_from_here_is_given_up_at_once() {
    let bench = Bench::new().await;
    bench.ended().await;
    bench.calls.then(Err(FetchError::Guarded("private address")));
    bench.deliver().await;
    assert_eq!(bench.notice("dui").state, NoticeState::GivenUp);
    bench.house.clock.advance(Seconds::hours(1));
    assert_eq!(bench.deliver().await, 0);
}

#[tokio::test]
async fn a_client_that_took_its_address_away_is_not_called() {
    let bench = Bench::new().await;
    bench.ended().await;
    bench.house.change_client("dui", |client| client.logout.backchannel_uri = None).await;
    bench.deliver().await;
    assert!(bench.calls.posted().is_empty());
    assert_eq!(bench.notice("dui").state, NoticeState::GivenUp);
}

#[tokio::test]
async fn a_node_that_died_while_it_sent_leaves_the_notice_to_another() {
    let bench = Bench::new().await;
    bench.ended().await;
    assert_eq!(bench.delivery.taken(&mut Places::new(10, [])).await.unwrap().len(), 1);
    assert_eq!(bench.deliver().await, 0, "it has it");
    bench.house.clock.advance(Seconds(61));
    assert_eq!(bench.deliver().await, 1);
}

#[tokio::test]
async fn however_much_waits_for_one_client_it_takes_few_places() {
    let bench = Bench::new().await;
    for _ in 0..5 {
        bench.ended().await;
    }
    let taken = bench.delivery.taken(&mut Places::new(10, [])).await.unwrap();
    assert_eq!(taken.len(), Places::EACH as usize);
    let under_way: Vec<String> = taken.iter().map(|notice| notice.client.to_string()).collect();
    assert_eq!(bench.delivery.taken(&mut Places::new(10, &under_way)).await.unwrap(), []);
}
