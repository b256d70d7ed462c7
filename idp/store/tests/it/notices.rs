use std::collections::HashSet;

use ambient::{Seconds, Timestamp};
use idp_core::carte::MoyensEnUsage as _;
use idp_core::grant::{Grant, Grants};
use idp_core::logout::{Attempt, LOOK, Notice, NoticeId, NoticeState, Notices};
use idp_core::session::SessionId;
use idp_core::stamp::{Stamps, SubjectKind};
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};
use crate::samples::{emission, grant, personne, refresh};

crate::on_both_engines!(
    a_session_is_followed_from_its_first_grant_to_its_end,
    a_stamp_on_the_person_the_means_or_the_situation_rings,
    a_later_grant_keeps_the_bell_that_rang,
    a_grant_that_commits_after_the_end_is_found,
    a_means_is_in_use_while_a_session_or_a_grant_that_rests_on_it_lives,
    nobody_is_told_twice_of_one_thing,
    a_client_that_waits_for_many_notices_leaves_room_for_the_others,
    one_of_twenty_takes_a_notice,
    a_settled_notice_keeps_its_receipt,
    a_notice_that_failed_comes_back_at_its_time,
);

fn session() -> SessionId {
    SessionId::from("session")
}

fn notice(number: usize) -> Notice {
    Notice {
        id: NoticeId::from(format!("notice-{number}")),
        origin: format!("session:session:client-{number}"),
        session: session(),
        client: format!("client-{number}").into(),
        subject: "sub".to_owned(),
        queued_at: NOW,
        state: NoticeState::Waiting,
        attempts: 0,
        next_at: NOW,
        status: None,
        settled_at: None,
    }
}

async fn granted(bench: &SqlBench, number: usize, grant: &Grant) {
    let store = bench.open().await;
    let (origin, token) = (format!("code:{number}"), format!("r{number}"));
    store.open(grant, &emission(number, &origin), Some(&refresh(number, &token))).await.unwrap();
}

async fn looked_at(bench: &SqlBench, now: Timestamp) -> usize {
    bench.open().await.to_look_at(now, 10).await.unwrap().len()
}

async fn a_means_is_in_use_while_a_session_or_a_grant_that_rests_on_it_lives(bench: SqlBench) {
    let store = bench.open().await;
    assert!(store.en_usage().await.unwrap().is_empty());
    granted(&bench, 1, &grant(1)).await;
    granted(&bench, 2, &grant(2)).await;
    assert_eq!(store.en_usage().await.unwrap(), HashSet::from(["appareil".to_owned()]));
    assert_eq!(store.titulaire("appareil").await.unwrap(), Some(personne()));
    assert_eq!(store.titulaire("another").await.unwrap(), None);
    store.close_session(&session(), NOW, &[]).await.unwrap();
    assert_eq!(store.en_usage().await.unwrap().len(), 1, "what was granted may go on");
    store.purge(grant(1).ends_at.plus(Seconds::hours(2)), Seconds::hours(24)).await.unwrap();
    assert!(store.en_usage().await.unwrap().is_empty());
}

async fn a_session_is_followed_from_its_first_grant_to_its_end(bench: SqlBench) {
    let store = bench.open().await;
    assert_eq!(looked_at(&bench, NOW.plus(LOOK)).await, 0);
    granted(&bench, 1, &grant(1)).await;
    granted(&bench, 2, &grant(2)).await;
    assert_eq!(looked_at(&bench, NOW).await, 0, "it is not time yet");
    let followed = store.to_look_at(NOW.plus(LOOK), 10).await.unwrap();
    assert_eq!(followed.len(), 1, "one session, whatever its grants");
    assert!(store.look_again(&followed[0], NOW.plus(LOOK).plus(LOOK)).await.unwrap());
    assert!(!store.look_again(&followed[0], NOW.plus(LOOK).plus(LOOK)).await.unwrap(), "another node took it");
    store.close_session(&session(), NOW, &[notice(1)]).await.unwrap();
    assert_eq!(looked_at(&bench, NOW.plus(Seconds::hours(9))).await, 0);
    assert_eq!(store.notices_of(&session()).await.unwrap(), [notice(1)]);
}

async fn a_stamp_on_the_person_the_means_or_the_situation_rings(bench: SqlBench) {
    let store = bench.open().await;
    granted(&bench, 1, &grant(1)).await;
    let subjects = [
        SubjectKind::Personne.of(personne()),
        SubjectKind::Moyen.of("appareil"),
        SubjectKind::Situation.of("situation"),
    ];
    for subject in subjects {
        store.raise(&SubjectKind::Personne.of("somebody else"), NOW).await.unwrap();
        assert_eq!(looked_at(&bench, NOW).await, 0, "{subject:?}");
        store.raise(&subject, NOW).await.unwrap();
        let followed = store.to_look_at(NOW, 10).await.unwrap();
        assert_eq!(followed.len(), 1, "{subject:?}");
        assert!(store.look_again(&followed[0], NOW.plus(LOOK)).await.unwrap());
    }
}

async fn a_later_grant_keeps_the_bell_that_rang(bench: SqlBench) {
    granted(&bench, 1, &grant(1)).await;
    bench.open().await.raise(&SubjectKind::Moyen.of("appareil"), NOW).await.unwrap();
    granted(&bench, 2, &grant(2)).await;
    assert_eq!(looked_at(&bench, NOW).await, 1);
}

async fn a_grant_that_commits_after_the_end_is_found(bench: SqlBench) {
    let store = bench.open().await;
    granted(&bench, 1, &grant(1)).await;
    store.close_session(&session(), NOW, &[]).await.unwrap();
    granted(&bench, 2, &grant(2)).await;
    assert_eq!(looked_at(&bench, NOW.plus(LOOK)).await, 1);
}

async fn nobody_is_told_twice_of_one_thing(bench: SqlBench) {
    let store = bench.open().await;
    store.close_session(&session(), NOW, &[notice(1), notice(2)]).await.unwrap();
    let again = Notice { id: NoticeId::from("another"), ..notice(1) };
    Notices::queue(&*store, &[again, notice(3)]).await.unwrap();
    let ids: Vec<_> = store.notices_of(&session()).await.unwrap().into_iter().map(|one| one.id.to_string()).collect();
    assert_eq!(ids, ["notice-1", "notice-2", "notice-3"]);
}

async fn a_client_that_waits_for_many_notices_leaves_room_for_the_others(bench: SqlBench) {
    let store = bench.open().await;
    let late = Notice { client: "dmp".into(), next_at: NOW.plus(Seconds(1)), ..notice(9) };
    let of_one = |number| Notice { client: "dui".into(), ..notice(number) };
    Notices::queue(&*store, &[of_one(1), of_one(2), of_one(3), late]).await.unwrap();
    let due = store.due(NOW.plus(Seconds(1)), 2, 3).await.unwrap();
    let ids: Vec<_> = due.into_iter().map(|one| one.id.to_string()).collect();
    assert_eq!(ids, ["notice-1", "notice-2", "notice-9"]);
}

async fn one_of_twenty_takes_a_notice(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    Notices::queue(&*one, &[notice(1)]).await.unwrap();
    let seen = one.due(NOW, 10, 10).await.unwrap().remove(0);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let (node, seen) = (if n % 2 == 0 { one.clone() } else { other.clone() }, seen.clone());
        tasks.spawn(async move { node.claim(&seen, NOW.plus(Seconds(60))).await.unwrap() });
    }
    assert_eq!(tasks.join_all().await.into_iter().filter(|taken| *taken).count(), 1);
    assert_eq!(one.due(NOW, 10, 10).await.unwrap(), [], "leased");
    let again = one.due(NOW.plus(Seconds(60)), 10, 10).await.unwrap();
    assert_eq!(again[0].attempts, 1, "a node that died leaves it to another");
}

async fn a_settled_notice_keeps_its_receipt(bench: SqlBench) {
    let store = bench.open().await;
    Notices::queue(&*store, &[notice(1)]).await.unwrap();
    let at = NOW.plus(Seconds(1));
    let answered = Attempt { state: NoticeState::Answered, status: Some(204), at, next_at: at };
    store.settle(&notice(1).id, &answered).await.unwrap();
    let late = Attempt { state: NoticeState::GivenUp, status: None, at, next_at: at };
    store.settle(&notice(1).id, &late).await.unwrap();
    let kept = store.notices_of(&session()).await.unwrap().remove(0);
    assert_eq!((kept.state, kept.status, kept.settled_at), (NoticeState::Answered, Some(204), Some(at)));
    assert_eq!(store.due(NOW.plus(Seconds::hours(1)), 10, 10).await.unwrap(), []);
}

async fn a_notice_that_failed_comes_back_at_its_time(bench: SqlBench) {
    let store = bench.open().await;
    Notices::queue(&*store, &[notice(1)]).await.unwrap();
    let next_at = NOW.plus(Seconds(10));
    let failed = Attempt { state: NoticeState::Waiting, status: Some(503), at: NOW, next_at };
    store.settle(&notice(1).id, &failed).await.unwrap();
    assert_eq!(store.due(NOW.plus(Seconds(9)), 10, 10).await.unwrap(), []);
    let again = store.due(next_at, 10, 10).await.unwrap().remove(0);
    assert_eq!((again.status, again.settled_at), (Some(503), None));
}
