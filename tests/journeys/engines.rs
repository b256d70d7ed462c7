//! The same path on PostgreSQL and Redis: `try` against a sandbox that stands on the production engines.

use harness::{Sandbox, succeed};
use serde_json::Value;

#[path = "../support/postgres.rs"]
pub mod postgres;
#[path = "../support/redis.rs"]
pub mod redis;

#[test]
fn the_main_job_is_done_on_postgresql_and_redis() {
    let folder = tempfile::tempdir().expect("a folder");
    let file = |name: &str, address: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, address).expect("the address of an engine");
        path.to_str().expect("a readable path").to_owned()
    };
    let provider = file("provider", &postgres::database());
    let registry = file("registry", &postgres::database());
    let redis = file("redis", &redis::url());
    let sandbox = Sandbox::start_with(&[
        "--people",
        "200",
        "--provider-sql-file",
        &provider,
        "--registry-sql-file",
        &registry,
        "--redis-file",
        &redis,
    ]);
    let base = sandbox.text("/dui").to_owned();
    let printed = succeed(&mut sandbox.command(&["try", "--json", "--base", &base]));
    let report: Value = serde_json::from_str(&printed).expect("try --json prints one JSON object");
    for means in ["ecps", "carte"] {
        for scope in ["sans_situation", "avec_situation"] {
            let checks = report[means][scope]["checks"].as_array().expect("checks");
            assert!(!checks.is_empty() && checks.iter().all(|check| check["holds"] == true), "{checks:#?}");
        }
    }
}
