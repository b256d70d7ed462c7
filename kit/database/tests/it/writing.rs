use database::is_unique_violation;
use sqlx::Error;
use tokio::task::JoinSet;

use crate::bench::{Bench, Count, Make};

crate::on_both_engines!(
    forty_who_count_together_on_two_nodes_each_reach_a_number_of_their_own,
    who_refuses_leaves_nothing_and_takes_nothing_from_the_others,
    a_name_that_is_taken_is_told_as_such,
    what_one_way_wrote_the_other_sees,
);

async fn forty_who_count_together_on_two_nodes_each_reach_a_number_of_their_own(bench: Bench) {
    let nodes = [bench.open().await, bench.open().await];
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let node = nodes[n % 2].clone();
        tasks.spawn(async move { node.write_together(Count { name: "a", refused: false }).await.unwrap() });
    }
    let mut reached = tasks.join_all().await;
    reached.sort_unstable();
    assert_eq!(reached, (1..=40).collect::<Vec<i64>>());
}

async fn who_refuses_leaves_nothing_and_takes_nothing_from_the_others(bench: Bench) {
    let database = bench.open().await;
    let mut tasks = JoinSet::new();
    for n in 0..40 {
        let database = database.clone();
        tasks.spawn(async move { database.write_together(Count { name: "a", refused: n % 4 == 0 }).await });
    }
    let outcomes = tasks.join_all().await;
    assert_eq!(outcomes.iter().filter(|outcome| matches!(outcome, Err(Error::RowNotFound))).count(), 10);
    let number: Option<(i64,)> = database.find("SELECT number FROM thing", &[]).await.unwrap();
    assert_eq!(number, Some((30,)));
}

async fn a_name_that_is_taken_is_told_as_such(bench: Bench) {
    let database = bench.open().await;
    database.write_together(Make("a", None, None)).await.unwrap();
    assert!(is_unique_violation(&database.write_together(Make("a", None, None)).await.unwrap_err()));
    assert!(is_unique_violation(&database.write_one(Make("a", None, None)).await.unwrap_err()));
}

/// Beside the hot way there is the driver's, on the same rows, while both write.
async fn what_one_way_wrote_the_other_sees(bench: Bench) {
    let database = bench.open().await;
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let database = database.clone();
        tasks.spawn(async move {
            if n % 2 == 0 {
                database.write_together(Count { name: "a", refused: false }).await.unwrap();
                return;
            }
            let mut writing = database.begin_write().await.unwrap();
            let count = "INSERT INTO thing (name, number) VALUES ($1, 1)
                ON CONFLICT (name) DO UPDATE SET number = thing.number + 1";
            sqlx::query(count).bind("a").execute(&mut *writing).await.unwrap();
            writing.commit().await.unwrap();
        });
    }
    tasks.join_all().await;
    let found: Option<(i64,)> = database.find("SELECT number FROM thing WHERE name = $1", &["a".into()]).await.unwrap();
    let (read,): (i64,) = sqlx::query_as("SELECT number FROM thing").fetch_one(database.read()).await.unwrap();
    assert_eq!((found, read), (Some((20,)), 20));
}
