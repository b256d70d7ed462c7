use ambient::Seconds;
use annuaire::Numero;
use idp_core::cursor::Cursor;
use idp_core::stamp::{Stamps, SubjectKind};
use tokio::task::JoinSet;

use crate::bench::{NOW, SqlBench};

crate::on_both_engines!(
    the_cursor_moves_with_its_stamps,
    a_cursor_that_somebody_moved_moves_nothing,
    one_of_twenty_moves_the_cursor,
);

async fn the_cursor_moves_with_its_stamps(bench: SqlBench) {
    let store = bench.open().await;
    assert_eq!(store.position().await.unwrap(), Numero(0));
    let stamps = [(SubjectKind::Personne.of("p"), NOW), (SubjectKind::Situation.of("s"), NOW.plus(Seconds(1)))];
    assert!(store.advance(Numero(0), Numero(12), &stamps).await.unwrap());
    let node = bench.open().await;
    assert_eq!(node.position().await.unwrap(), Numero(12));
    assert_eq!(node.latest(&[SubjectKind::Personne.of("p")]).await.unwrap(), Some(NOW));
    assert_eq!(node.latest(&[SubjectKind::Situation.of("s")]).await.unwrap(), Some(NOW.plus(Seconds(1))));
}

async fn a_cursor_that_somebody_moved_moves_nothing(bench: SqlBench) {
    let store = bench.open().await;
    assert!(store.advance(Numero(0), Numero(5), &[]).await.unwrap());
    assert!(!store.advance(Numero(0), Numero(9), &[(SubjectKind::Personne.of("p"), NOW)]).await.unwrap());
    assert_eq!(store.position().await.unwrap(), Numero(5));
    assert_eq!(store.latest(&[SubjectKind::Personne.of("p")]).await.unwrap(), None);
}

async fn one_of_twenty_moves_the_cursor(bench: SqlBench) {
    let (one, other) = (bench.open().await, bench.open().await);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        let stamp = [(SubjectKind::Personne.of(n), NOW)];
        tasks.spawn(async move { (n, node.advance(Numero(0), Numero(n + 1), &stamp).await.unwrap()) });
    }
    let moved: Vec<_> = tasks.join_all().await.into_iter().filter(|(_, moved)| *moved).collect();
    assert_eq!(moved.len(), 1);
    let winner = moved[0].0;
    assert_eq!(one.position().await.unwrap(), Numero(winner + 1));
    for n in 0..20 {
        let stamped = one.latest(&[SubjectKind::Personne.of(n)]).await.unwrap();
        assert_eq!(stamped.is_some(), n == winner, "{n}");
    }
}
