use std::time::{Duration, Instant};

use idp_core::port::PortError;
use idp_core::spent::Spent;
use idp_store::Sql;
use sqlx::Connection as _;

use crate::bench::{NOW, SqlBench};
use crate::postgres::Postgres;
use crate::samples::resting;

crate::on_both_engines!(opening_again_keeps_everything);

async fn opening_again_keeps_everything(bench: SqlBench) {
    bench.open().await.spend("jti", &resting("a"), NOW).await.unwrap();
    assert!(!bench.open().await.spend("jti", &resting("a"), NOW).await.unwrap());
}

/// The best of ten: other tests run beside this one.
#[tokio::test]
async fn opening_a_new_sqlite_store_takes_less_than_a_tenth_of_a_second() {
    let mut best = Duration::MAX;
    for _ in 0..10 {
        let bench = SqlBench::sqlite();
        let start = Instant::now();
        bench.open().await;
        best = best.min(start.elapsed());
    }
    println!("opened in {best:?}");
    assert!(best < Duration::from_millis(100), "{best:?}");
}

#[tokio::test]
async fn an_address_that_is_no_database_is_refused() {
    for url in ["mysql://localhost/idp", "idp.db", "sqlite:///nowhere/at/all/idp.db?mode=rwc"] {
        assert!(matches!(Sql::open(url).await, Err(PortError::Unavailable { .. })), "{url}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_database_that_died_refuses() {
    let server = Postgres::start();
    let store = Sql::open(&server.database()).await.unwrap();
    assert!(store.spend("jti", &resting("a"), NOW).await.unwrap());
    drop(server);
    assert!(matches!(store.spend("jti", &resting("b"), NOW).await, Err(PortError::Unavailable { .. })));
}

/// What a replica is before it is promoted, and a server whose operator stopped writes.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_that_only_reads_takes_no_writes_until_it_does_again() {
    let server = Postgres::start();
    let url = server.database();
    let store = Sql::open(&url).await.unwrap();
    assert!(store.takes_writes().await);
    let order = async |order: &'static str| {
        let mut operator = sqlx::AnyConnection::connect(&url).await.unwrap();
        for said in [order, "SELECT pg_reload_conf()"] {
            sqlx::query(said).execute(&mut operator).await.unwrap();
        }
        tokio::time::sleep(Duration::from_millis(500)).await;
    };
    order("ALTER SYSTEM SET default_transaction_read_only = on").await;
    assert!(!store.takes_writes().await, "it still answers, and can spend nothing");
    order("ALTER SYSTEM RESET default_transaction_read_only").await;
    assert!(store.takes_writes().await);
}
