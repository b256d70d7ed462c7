//! A drill: a base backup and an archive of the log are made while people sign in, then both servers of PostgreSQL lose their
//! disks, and Redis comes back as an older copy of itself. What was acknowledged must be there, what was spent must stay spent.
//!
//! * `lost`: clients, grants, sessions and records of the journal that were acknowledged and are not known after the restore.
//! * `resurrected`: codes that were spent before and are taken again (the copy of Redis holds those that were on their way when
//!   it was made), refresh tokens and access tokens that were revoked and are accepted.

use std::io::Write as _;
use std::path::Path;
use std::time::{Duration, Instant};

use clap::Args;
use futures::StreamExt as _;
use serde_json::json;
use tokio::task::JoinHandle;

use crate::faults::world::World;
use crate::faults::{Passed, chart, verdict};

/// People at once: many, so that codes are on their way when Redis is copied.
const PEOPLE: usize = 12;

#[derive(Args)]
pub struct Restore {
    /// Ten seconds of people before and after the backup instead of a minute.
    #[arg(long)]
    reduced: bool,
}

impl Restore {
    pub fn run(&self) {
        let span = Duration::from_secs(if self.reduced { 10 } else { 60 });
        crate::faults::among_own_mounts();
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let folder = crate::faults::folder();
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        let holds = runtime.block_on(drill(folder.path(), span));
        drop(runtime);
        assert!(holds, "the restore lost something, or brought something back: see tests/output/load-restore.json");
    }
}

async fn drill(folder: &Path, span: Duration) -> bool {
    say("PostgreSQL with a replica, Redis, the sandbox, two nodes");
    let mut world = World::start(folder, 0).await;
    let archive = world.postgres.archive().await;
    let start = Instant::now();
    let people: Vec<_> = (0..PEOPLE).map(|_| tokio::spawn(world.crowd.clone().sign_in())).collect();
    tokio::time::sleep(span).await;
    say("the base backup, while people sign in");
    world.postgres.back_up();
    tokio::time::sleep(span).await;
    world.redis.back_up();
    // shorter than the life of a code
    tokio::time::sleep(Duration::from_secs(10)).await;
    say("everything is lost");
    let lost_at = Instant::now();
    world.redis.kill();
    world.postgres.lose_everything();
    drop(archive);
    world.postgres.restore().await;
    let brought_back = world.redis.restore().await;
    world.lead_to_postgres(world.postgres.port());
    let restored_in = lost_at.elapsed();
    let taken_again = spent_again(&world).await;
    world.postgres.follow().await;
    let back = Instant::now();
    tokio::time::sleep(Duration::from_secs(5)).await;
    let logins_after = world.ledger.logins_since(back);
    people.iter().for_each(JoinHandle::abort);
    say("what was acknowledged is looked for");
    let verdict = verdict::of(&mut world).await;
    let resurrected = taken_again + verdict.failed_open.len() + verdict.spent_twice.len();
    let last = json!({ "lost": verdict.lost.len(), "resurrected": resurrected });
    let record = json!({
        "figures": last, "verdict": verdict, "restored_s": restored_in.as_secs_f64(), "keys_brought_back": brought_back,
        "logins_in_5_s_after": logins_after, "machine": crate::start::machine(), "release": !cfg!(debug_assertions),
    });
    std::fs::write(harness::output().join("load-restore.json"), record.to_string()).expect("the record");
    let (began, ended) = ((lost_at - start).as_secs_f64(), (back - start).as_secs_f64());
    let name = "both disks lost".to_owned();
    let band = Passed { name, began, ended, ..Passed::default() };
    let picture = chart::over_time("restore", &world.ledger, &[band]);
    std::fs::write(harness::output().join("load-restore.svg"), picture).expect("the chart");
    say(&format!(
        "restored in {:.1} s; {brought_back} keys of Redis brought back; {logins_after} logins in the 5 s after",
        restored_in.as_secs_f64()
    ));
    println!("{last}");
    resurrected == 0 && verdict.lost.is_empty() && logins_after > 0
}

/// Codes that were spent since Redis was copied, and before everything was lost, are presented again.
async fn spent_again(world: &World) -> usize {
    let recent = Instant::now() - Duration::from_secs(50);
    let spent = world.ledger.write(|entries| entries.spent.clone());
    let service = world.balancer.caller(false);
    let recent: Vec<_> = spent.into_iter().filter(|one| one.at > recent).collect();
    say(&format!("{} codes that were spent are presented again", recent.len()));
    let again = futures::stream::iter(&recent).map(|one| world.crowd.accepted_again(&service, one));
    again.buffer_unordered(8).filter(|again| std::future::ready(*again)).count().await
}

/// What a person watches; the record is on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "restore: {text}");
}
