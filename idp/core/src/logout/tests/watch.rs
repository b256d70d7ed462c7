use ambient::Seconds;

use super::bench::Bench;
use crate::fakes::ALBA;
use crate::logout::LOOK;
use crate::presence::Presence as _;
use crate::session::Session;
use crate::stamp::{Stamps as _, SubjectKind};

impl Bench {
    async fn look(&self, session: &Session) -> usize {
        self.house.notices.follow(&session.id, self.house.ambient.now());
        self.watch.round().await.unwrap()
    }

    fn told(&self) -> usize {
        self.house.notices.all().len()
    }
}

#[tokio::test]
async fn a_living_session_is_left_alone_and_looked_at_again_in_time() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    assert_eq!(bench.look(&session).await, 1);
    assert_eq!(bench.told(), 0);
    assert_eq!(bench.house.notices.followed()[0].look_at, bench.house.ambient.now().plus(LOOK));
}

// requirement: S03 S04
#[tokio::test]
async fn a_session_that_nobody_used_for_too_long_tells_its_clients() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    bench.house.clock.advance(Seconds::minutes(27));
    bench.look(&session).await;
    assert_eq!(bench.told(), 0);
    let next = bench.house.notices.followed()[0].look_at;
    assert_eq!(next, session.seen_at.plus(Seconds::minutes(30)).plus(Seconds(1)), "just after its end");
    bench.house.clock.advance(Seconds::minutes(4));
    assert_eq!(bench.watch.round().await.unwrap(), 1);
    assert_eq!(bench.told(), 2);
    assert_eq!(bench.house.journal.field("session.ended", "reason").as_deref(), Some("over"));
    assert_eq!(bench.watch.round().await.unwrap(), 0, "it is watched no more");
}

// requirement: S08
#[tokio::test]
async fn a_stamp_on_the_person_or_the_means_tells_the_clients() {
    for subject in [SubjectKind::Personne.of(ALBA), SubjectKind::Moyen.of("appareil-1")] {
        let bench = Bench::new().await;
        let (session, _) = bench.signed_in().await;
        bench.house.clock.advance(Seconds(1));
        bench.house.stamps.raise(&subject, bench.house.ambient.now()).await.unwrap();
        bench.look(&session).await;
        assert_eq!(bench.told(), 2, "{subject:?}");
    }
}

#[tokio::test]
async fn a_presence_store_that_forgot_everything_ends_its_sessions() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    bench.house.presence.remove(&format!("sid:{}", session.id)).await.unwrap();
    bench.look(&session).await;
    assert_eq!(bench.told(), 2);
}

// requirement: S08
#[tokio::test]
async fn a_situation_that_ended_tells_the_clients_that_rest_on_it_once() {
    let bench = Bench::new().await;
    let (session, _) = bench.signed_in().await;
    bench.house.clock.advance(Seconds(1));
    bench.house.stamps.raise(&SubjectKind::Situation.of("sit-1"), bench.house.ambient.now()).await.unwrap();
    bench.look(&session).await;
    assert_eq!(bench.told(), 2);
    assert!(bench.house.sessions.named(&session.id).await.unwrap().is_some(), "the session goes on");
    bench.house.clock.advance(LOOK);
    bench.watch.round().await.unwrap();
    assert_eq!(bench.told(), 2);
    assert_eq!(bench.house.journal.events().iter().filter(|word| **word == "situation.ended").count(), 2);
}
