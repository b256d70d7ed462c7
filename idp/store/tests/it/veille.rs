use ambient::Seconds;
use idp_core::logout::{Attempt, Notice, NoticeId, NoticeState, Notices};
use idp_core::session::SessionId;
use idp_exploitation::{Envois, Noeud, Veille};

use crate::bench::{NOW, SqlBench};

crate::on_both_engines!(
    a_process_is_known_by_its_last_sign_of_life_until_it_leaves,
    a_process_that_died_is_forgotten_after_a_day,
    an_outbox_tells_what_waits_and_what_failed,
);

fn noeud(id: &str, seconds: i64) -> Noeud {
    let (machine, version) = (format!("machine-{id}"), "0.1.0".to_owned());
    Noeud { id: id.to_owned(), machine, version, debut: NOW, vu_le: NOW.plus(Seconds(seconds)) }
}

async fn a_process_is_known_by_its_last_sign_of_life_until_it_leaves(bench: SqlBench) {
    let store = bench.open().await;
    for (id, seconds) in [("a", 0), ("b", 5), ("a", 10)] {
        store.battre(&noeud(id, seconds)).await.unwrap();
    }
    assert_eq!(store.noeuds().await.unwrap(), [noeud("a", 10), noeud("b", 5)]);
    store.partir("a").await.unwrap();
    store.partir("nobody").await.unwrap();
    assert_eq!(store.noeuds().await.unwrap(), [noeud("b", 5)]);
}

async fn a_process_that_died_is_forgotten_after_a_day(bench: SqlBench) {
    let store = bench.open().await;
    store.battre(&noeud("a", 0)).await.unwrap();
    store.purge(NOW.plus(Seconds::hours(24)), Seconds::hours(4)).await.unwrap();
    assert_eq!(store.noeuds().await.unwrap().len(), 1, "whoever looks the next morning sees it");
    store.purge(NOW.plus(Seconds::hours(26)), Seconds::hours(4)).await.unwrap();
    assert!(store.noeuds().await.unwrap().is_empty());
}

fn notice(number: usize) -> Notice {
    Notice {
        id: NoticeId::from(format!("notice-{number}")),
        origin: format!("session:session:client-{number}"),
        session: SessionId::from("session"),
        client: format!("client-{number}").into(),
        subject: "sub".to_owned(),
        queued_at: NOW.plus(Seconds(i64::try_from(number).unwrap())),
        state: NoticeState::Waiting,
        attempts: 0,
        next_at: NOW,
        status: None,
        settled_at: None,
    }
}

async fn an_outbox_tells_what_waits_and_what_failed(bench: SqlBench) {
    let store = bench.open().await;
    let none = |quoi| Envois { quoi, attendent: 0, plus_ancien: None, echoues: 0 };
    assert_eq!(store.envois().await.unwrap(), [none("logout"), none("signal")]);
    let notices: Vec<Notice> = (1..=4).map(notice).collect();
    store.close_session(&SessionId::from("session"), NOW, &notices).await.unwrap();
    for (number, state) in [(1, NoticeState::GivenUp), (2, NoticeState::Answered)] {
        let attempt = Attempt { state, status: None, at: NOW, next_at: NOW };
        store.settle(&NoticeId::from(format!("notice-{number}")), &attempt).await.unwrap();
    }
    let told = Envois { quoi: "logout", attendent: 2, plus_ancien: Some(NOW.plus(Seconds(3))), echoues: 1 };
    assert_eq!(store.envois().await.unwrap(), [told, none("signal")]);
    assert_eq!(store.sessions().await.unwrap(), 0, "nobody was granted anything");
}
