//! A code is spent once (T01), on the pairs in which the stores run: two nodes over one database and one presence.

use std::sync::Arc;

use ambient::Seconds;
use idp_core::grant::{Emitted, GrantId, Grants};
use idp_core::presence::{Presence, Shelf};
use idp_core::session::SessionId;
use idp_store::Sql;
use tokio::task::JoinSet;

use crate::bench::{PresenceBench, SqlBench};
use crate::samples::{emission, grant, refresh, resting};

mod sandbox {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn one_of_twenty_redeems_a_code() {
        super::one_of_twenty_redeems_a_code(SqlBench::sqlite(), PresenceBench::in_process()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_code_that_came_back_is_refused_and_names_its_grant() {
        super::a_code_that_came_back_is_refused(SqlBench::sqlite(), PresenceBench::in_process()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn one_of_twenty_spends_a_code_that_presence_gave_to_all() {
        super::one_of_twenty_spends_a_code_that_presence_gave_to_all(SqlBench::sqlite()).await;
    }
}

mod production {
    use super::*;

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn one_of_twenty_redeems_a_code() {
        super::one_of_twenty_redeems_a_code(SqlBench::postgresql(), PresenceBench::redis()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn one_of_twenty_redeems_a_code_on_a_cluster() {
        super::one_of_twenty_redeems_a_code(SqlBench::postgresql(), PresenceBench::cluster()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn a_code_that_came_back_is_refused_and_names_its_grant() {
        super::a_code_that_came_back_is_refused(SqlBench::postgresql(), PresenceBench::redis()).await;
    }

    #[tokio::test(flavor = "multi_thread", worker_threads = 4)]
    async fn one_of_twenty_spends_a_code_that_presence_gave_to_all() {
        super::one_of_twenty_spends_a_code_that_presence_gave_to_all(SqlBench::postgresql()).await;
    }
}

#[derive(Clone)]
struct Node {
    sql: Arc<Sql>,
    codes: Shelf<String>,
}

impl Node {
    async fn start(sql: &SqlBench, presence: &PresenceBench) -> Self {
        let presence: Arc<dyn Presence> = presence.open().await;
        Self { sql: sql.open().await, codes: Shelf::new(presence, "code") }
    }

    async fn issue(&self, code: &str) {
        assert!(self.codes.create(code, &"what was granted".to_owned(), Seconds(60)).await.unwrap());
    }

    /// `None`: the code is not there.
    async fn redeem(&self, code: &str, as_grant: usize) -> Option<Emitted> {
        self.codes.take(code).await.unwrap()?;
        Some(self.emit(code, as_grant).await)
    }

    async fn emit(&self, code: &str, as_grant: usize) -> Emitted {
        let (grant, refresh) = (grant(as_grant), refresh(as_grant, &format!("r{as_grant}")));
        self.sql.open(&grant, &emission(as_grant, &format!("code:{code}")), Some(&refresh)).await.unwrap()
    }
}

async fn one_of_twenty_redeems_a_code(sql: SqlBench, presence: PresenceBench) {
    let (one, other) = (Node::start(&sql, &presence).await, Node::start(&sql, &presence).await);
    one.issue("c").await;
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { node.redeem("c", n).await });
    }
    let answers: Vec<_> = tasks.join_all().await.into_iter().flatten().collect();
    assert_eq!(answers, [Emitted::Yes]);
}

async fn a_code_that_came_back_is_refused(sql: SqlBench, presence: PresenceBench) {
    let node = Node::start(&sql, &presence).await;
    node.issue("c").await;
    assert_eq!(node.redeem("c", 1).await, Some(Emitted::Yes));
    node.issue("c").await; // as a replica that had not heard of the redemption brings it back
    let by = GrantId::from("grant-1");
    assert_eq!(node.redeem("c", 2).await, Some(Emitted::AlreadySpent { by }));
    assert_eq!(node.sql.grant(&GrantId::from("grant-2")).await.unwrap(), None);
}

async fn one_of_twenty_spends_a_code_that_presence_gave_to_all(sql: SqlBench) {
    let presence = PresenceBench::in_process();
    let (one, other) = (Node::start(&sql, &presence).await, Node::start(&sql, &presence).await);
    let mut tasks = JoinSet::new();
    for n in 0..20 {
        let node = if n % 2 == 0 { one.clone() } else { other.clone() };
        tasks.spawn(async move { (n, node.emit("c", n).await) });
    }
    let answers = tasks.join_all().await;
    let winners: Vec<_> = answers.iter().filter(|(_, answer)| *answer == Emitted::Yes).collect();
    assert_eq!(winners.len(), 1);
    let winner = grant(winners[0].0);
    for (n, answer) in &answers {
        if *answer != Emitted::Yes {
            assert_eq!(*answer, Emitted::AlreadySpent { by: winner.id.clone() });
            assert_eq!(one.sql.refresh_token(&resting(&format!("r{n}"))).await.unwrap(), None);
        }
    }
    assert_eq!(one.sql.of_session(&SessionId::from("session")).await.unwrap(), [winner]);
}
