use ambient::MovableClock;
use sante::IdentifiantNational;

use super::*;
use crate::fakes::{FakePresence, FakeStamps};
use crate::moyen::MoyenKind;

struct House {
    sessions: Sessions,
    stamps: Arc<FakeStamps>,
    clock: Arc<MovableClock>,
}

fn house() -> House {
    let (ambient, clock) = Ambient::fixed(Timestamp::from_seconds(1_800_000_000), 1);
    let stamps = Arc::new(FakeStamps::default());
    let rest = RestKey::from_bytes(&[1; 32]);
    let presence = Arc::new(FakePresence::default());
    House { sessions: Sessions::new(ambient, rest, Lifetimes::default(), presence, stamps.clone()), stamps, clock }
}

fn proof(house: &House, number: &str) -> Authentication {
    let personne: IdentifiantNational = number.parse().unwrap();
    Authentication {
        personne,
        kind: MoyenKind::Ecps,
        moyen: format!("phone of {number}"),
        at: house.clock_now(),
        plafond: None,
    }
}

impl House {
    fn clock_now(&self) -> Timestamp {
        use ambient::Clock as _;
        self.clock.now()
    }

    async fn open(&self, number: &str, former: Option<&Opened>) -> Opened {
        let former = former.map(|opened| opened.cookie.expose_secret());
        self.sessions.open(proof(self, number), former).await.unwrap()
    }

    async fn alive(&self, opened: &Opened) -> bool {
        self.sessions.current(opened.cookie.expose_secret()).await.unwrap().is_some()
    }
}

const ALBA: &str = "899900000011";
const BRICE: &str = "899900000029";

// requirement: S03
#[tokio::test]
async fn a_session_closes_after_thirty_idle_minutes() {
    let house = house();
    let opened = house.open(ALBA, None).await;
    house.clock.advance(Seconds::minutes(29));
    assert!(house.alive(&opened).await);
    house.clock.advance(Seconds::minutes(29));
    assert!(house.alive(&opened).await);
    house.clock.advance(Seconds::minutes(30));
    assert!(!house.alive(&opened).await);
}

// requirement: S03
#[tokio::test]
async fn a_session_in_constant_use_closes_after_four_hours() {
    let house = house();
    let opened = house.open(ALBA, None).await;
    for _ in 0..11 {
        house.clock.advance(Seconds::minutes(20));
        assert!(house.alive(&opened).await);
    }
    house.clock.advance(Seconds::minutes(20));
    assert!(!house.alive(&opened).await);
}

#[tokio::test]
async fn uses_of_one_moment_are_written_once_and_keep_the_session_awake_all_the_same() {
    let house = house();
    let opened = house.open(ALBA, None).await;
    let resting = house.sessions.resting(opened.cookie.expose_secret());
    let version = async || house.sessions.by_cookie.read(resting.as_str()).await.unwrap().unwrap().version;
    house.clock.advance(Seconds(60));
    assert!(house.alive(&opened).await);
    let written = version().await;
    for _ in 0..5 {
        assert!(house.alive(&opened).await);
    }
    assert_eq!(version().await, written);
    house.clock.advance(Seconds(1));
    assert!(house.alive(&opened).await);
    assert_ne!(version().await, written);
    house.clock.advance(Seconds(29 * 60 + 59));
    assert!(house.alive(&opened).await);
}

// requirement: S01
#[tokio::test]
async fn the_cookie_of_before_a_login_is_worthless_after_it() {
    let house = house();
    let first = house.open(ALBA, None).await;
    let second = house.open(ALBA, Some(&first)).await;
    assert!(!house.alive(&first).await);
    assert!(house.alive(&second).await);
    assert_eq!(first.session.id, second.session.id, "the same person keeps the public name");
    assert!(house.sessions.named(&second.session.id).await.unwrap().is_some());
}

#[tokio::test]
async fn another_person_in_the_same_browser_ends_the_earlier_session() {
    let house = house();
    let alba = house.open(ALBA, None).await;
    let brice = house.open(BRICE, Some(&alba)).await;
    assert_ne!(alba.session.id, brice.session.id);
    assert!(!house.alive(&alba).await);
    let stamp = house.stamps.latest(&[SubjectKind::Session.of(&alba.session.id)]).await.unwrap();
    assert_eq!(stamp, Some(house.clock_now()));
}

// requirement: S04
#[tokio::test]
async fn an_ended_session_is_dead_by_cookie_and_by_name() {
    let house = house();
    let opened = house.open(ALBA, None).await;
    house.sessions.end(&opened.session.id).await.unwrap();
    assert!(!house.alive(&opened).await);
    assert!(house.sessions.named(&opened.session.id).await.unwrap().is_none());
}

// requirement: S08
#[tokio::test]
async fn a_stamp_on_the_person_or_on_the_means_kills_the_session() {
    for kind in [SubjectKind::Personne, SubjectKind::Moyen] {
        let house = house();
        let opened = house.open(ALBA, None).await;
        let id = match kind {
            SubjectKind::Personne => ALBA.to_owned(),
            _ => opened.session.authentication.moyen.clone(),
        };
        house.clock.advance(Seconds(1));
        house.stamps.raise(&kind.of(id), house.clock_now()).await.unwrap();
        assert!(!house.alive(&opened).await, "{kind:?}");
    }
}

#[tokio::test]
async fn an_invented_cookie_opens_nothing() {
    assert!(house().sessions.current("guessed").await.unwrap().is_none());
}

// requirement: S13
#[tokio::test]
async fn the_eleventh_session_of_a_person_names_the_one_that_was_opened_the_longest_ago() {
    let mut house = house();
    house.sessions = house.sessions.at_most(Some(10));
    let mut opened = Vec::new();
    for _ in 0..10 {
        house.clock.advance(Seconds(1));
        opened.push(house.open(ALBA, None).await);
    }
    assert!(opened.iter().all(|opened| opened.too_many.is_empty()));
    house.open(BRICE, None).await;
    let eleventh = house.open(ALBA, None).await;
    assert_eq!(eleventh.too_many, std::slice::from_ref(&opened[0].session.id));
    for id in &eleventh.too_many {
        house.sessions.end(id).await.unwrap();
    }

    house.sessions.end(&opened[5].session.id).await.unwrap();
    assert!(house.open(ALBA, None).await.too_many.is_empty(), "a session that is over makes room");
    let alba = house.sessions.of_person(&ALBA.parse().unwrap()).await.unwrap();
    assert_eq!(alba.len(), 10);
    assert!(alba.iter().all(|session| session.authentication.personne.to_string() == ALBA));
}

// requirement: S10
#[tokio::test]
async fn a_person_s_sessions_are_listed_with_where_they_were_opened_and_only_while_they_live() {
    let house = house();
    let from = OpenedFrom { agent: "Firefox sur Windows".to_owned(), source: "192.0.2.7".to_owned() };
    let first = house.sessions.open_from(proof(&house, ALBA), None, from.clone()).await.unwrap();
    house.clock.advance(Seconds::minutes(5));
    let second = house.open(ALBA, None).await;
    let listed = |house: &House| {
        let sessions = house.sessions.clone();
        async move { sessions.of_person(&ALBA.parse().unwrap()).await.unwrap() }
    };
    let ids: Vec<_> = listed(&house).await.into_iter().map(|session| (session.id, session.from)).collect();
    assert_eq!(ids, [(second.session.id, OpenedFrom::default()), (first.session.id, from)]);
    house.clock.advance(Seconds::minutes(26));
    assert_eq!(listed(&house).await.len(), 1, "the first has been idle for half an hour");
}
