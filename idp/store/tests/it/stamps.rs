use ambient::Seconds;
use idp_core::stamp::{Since, Stamps, SubjectKind};
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};

crate::on_both_engines!(
    the_latest_stamp_among_many_subjects_answers,
    each_subject_is_asked_about_since_its_own_time,
    a_stamp_never_goes_back,
    parallel_stamps_leave_the_latest,
);

async fn the_latest_stamp_among_many_subjects_answers(bench: SqlBench) {
    let store = bench.open().await;
    let (session, personne) = (SubjectKind::Session.of("s"), SubjectKind::Personne.of("899900000011"));
    let asked = [session.clone(), personne.clone(), SubjectKind::Client.of("dui"), SubjectKind::Moyen.of("a:b")];
    assert_eq!(store.latest(&asked).await.unwrap(), None);
    store.raise(&session, NOW).await.unwrap();
    store.raise(&personne, NOW.plus(Seconds(5))).await.unwrap();
    store.raise(&SubjectKind::Session.of("dui"), NOW.plus(Seconds(50))).await.unwrap();
    assert_eq!(store.latest(&asked).await.unwrap(), Some(NOW.plus(Seconds(5))));
    assert_eq!(store.latest(&asked[..1]).await.unwrap(), Some(NOW));
    assert_eq!(store.latest(&[]).await.unwrap(), None);
}

async fn each_subject_is_asked_about_since_its_own_time(bench: SqlBench) {
    let store = bench.open().await;
    let (session, client) = (SubjectKind::Session.of("s"), SubjectKind::Client.of("dui"));
    store.raise(&session, NOW).await.unwrap();
    store.raise(&client, NOW.plus(Seconds(9))).await.unwrap();
    let (before, after) = (NOW, NOW.plus(Seconds(10)));
    let never = SubjectKind::Session.of("dui").since(NOW.minus(Seconds(99)));
    let raised = async |among: &[Since]| store.raised(among).await.unwrap();
    assert!(raised(&[session.clone().since(before)]).await, "at that very time");
    assert!(!raised(&[session.clone().since(after), client.clone().since(after), never.clone()]).await);
    assert!(raised(&[session.since(after), never, client.since(before)]).await);
    assert!(!raised(&[]).await);
}

async fn a_stamp_never_goes_back(bench: SqlBench) {
    let store = bench.open().await;
    let token = SubjectKind::Token.of("jti");
    store.raise(&token, NOW).await.unwrap();
    store.raise(&token, NOW.minus(Seconds(1))).await.unwrap();
    assert_eq!(store.latest(&[token]).await.unwrap(), Some(NOW));
}

async fn parallel_stamps_leave_the_latest(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        let at = NOW.plus(Seconds(n * 7 % 40));
        tasks.spawn(async move { node.raise(&SubjectKind::Grant.of("g"), at).await.unwrap() });
    }
    tasks.join_all().await;
    assert_eq!(one.latest(&[SubjectKind::Grant.of("g")]).await.unwrap(), Some(NOW.plus(Seconds(39))));
}
