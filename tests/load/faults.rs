//! Two nodes on PostgreSQL and Redis lose one thing after another while people sign in. What was acknowledged is held against
//! the nodes and the database at the end; what must never happen is looked for all the time.
//!
//! * `lost`: clients told `201`, grants told revoked, sessions of which a service was given tokens, that the nodes or the
//!   journal do not know at the end; and a break of the journal's chains.
//! * `spent_twice`: a code taken by both nodes, or again later.
//! * `failed_open`: what was revoked, a wrong secret or a token that is none, accepted by a node at any moment.
//! * `worst_recovery_s`: from the restart of the process, the promotion, or the end of the fault, until the first second in
//!   which people sign in at [`FULL`] of the rate before the fault. What did not come back within [`PATIENCE`] is written
//!   down as that.

mod balancer;
mod certificate;
pub mod chart;
mod fault;
mod ledger;
mod link;
mod memory;
mod met;
mod nodes;
mod people;
mod postgres;
mod probes;
pub mod process;
mod redis;
mod services;
pub mod verdict;
pub mod world;

use std::collections::BTreeMap;
use std::io::Write as _;
use std::process::Command;
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::json;

use fault::{Fault, TURN};
use world::World;

/// People at once.
const PEOPLE: usize = 4;
/// Of the rate before the fault: logins of one second are few, and chance moves them.
const FULL: f64 = 0.7;
const BEFORE: Duration = Duration::from_millis(1_500);
const PATIENCE: Duration = Duration::from_secs(30);
const LIMIT: Duration = Duration::from_secs(5);

#[derive(Args)]
pub struct Faults {
    /// 50 faults instead of 1,000.
    #[arg(long)]
    reduced: bool,
    /// So many instead.
    #[arg(long)]
    faults: Option<usize>,
}

/// One fault that passed.
#[derive(Default)]
pub struct Passed {
    pub name: String,
    /// Seconds since the beginning, of the fault and of its end.
    pub began: f64,
    pub ended: f64,
    pub recovery: Duration,
    pub promotion: Option<Duration>,
    pub logins: usize,
    pub met: BTreeMap<String, u32>,
}

impl Faults {
    pub fn run(&self) {
        let faults = self.faults.unwrap_or(if self.reduced { 50 } else { 1_000 });
        among_own_mounts();
        let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let folder = folder();
        let runtime = tokio::runtime::Runtime::new().expect("a runtime");
        // on the main thread: processes end with the thread that started them
        let holds = runtime.block_on(pass_all(folder.path(), faults));
        drop(runtime);
        assert!(holds, "not every promise held: see the table above and tests/output/load-faults.json");
    }
}

/// As root, this program again where its small disks are nobody else's, and gone with it however it ends; this one waits
/// and ends as it did.
pub fn among_own_mounts() {
    const INSIDE: &str = "CADUCEE_LOAD_OWN_MOUNTS";
    if !postgres::root() || std::env::var_os(INSIDE).is_some() {
        return;
    }
    let own = std::env::current_exe().expect("this program knows where it is");
    let mut again = Command::new("setpriv");
    again.args(["--pdeathsig", "TERM", "--", "unshare", "--mount", "--propagation", "private", "--"]);
    again.arg(own).args(std::env::args_os().skip(1)).env(INSIDE, "yes");
    let ended = again.status().expect("unshare starts");
    std::process::exit(ended.code().unwrap_or(1));
}

/// One that the user of PostgreSQL may enter.
pub fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let open = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(folder.path(), open).expect("the rights of a folder");
    folder
}

async fn pass_all(folder: &std::path::Path, faults: usize) -> bool {
    say("PostgreSQL with a replica, Redis with a replica, the sandbox, two nodes");
    let mut world = World::start(folder, faults).await;
    let start = Instant::now();
    let mut people: Vec<_> = (0..PEOPLE).map(|_| tokio::spawn(world.crowd.clone().sign_in())).collect();
    people.push(tokio::spawn(world.crowd.clone().probe()));
    tokio::time::sleep(2 * BEFORE).await;
    let (small_disk, limits) = (world.postgres.small_disk(), memory::settable());
    let possible = TURN.iter().copied().filter(|fault| match fault {
        Fault::DiskFull => small_disk,
        Fault::MemoryTight(_) => limits,
        _ => true,
    });
    let turn: Vec<Fault> = possible.collect();
    let mut passed = Vec::new();
    for number in 0..faults {
        let one = pass(&mut world, turn[number % turn.len()], (number, start)).await;
        say(&format!(
            "{} of {faults}, {}: back after {:.1} s, {} logins meanwhile, met {:?}",
            number + 1,
            one.name,
            one.recovery.as_secs_f64(),
            one.logins,
            one.met
        ));
        passed.push(one);
    }
    people.iter().for_each(tokio::task::JoinHandle::abort);
    say("what was acknowledged is looked for");
    let verdict = verdict::of(&mut world).await;
    tell(&world, &passed, &verdict)
}

async fn pass(world: &mut World, fault: Fault, (number, start): (usize, Instant)) -> Passed {
    tokio::time::sleep(BEFORE).await;
    let calm = world.ledger.logins_since(Instant::now() - BEFORE) as f64 / BEFORE.as_secs_f64();
    world.ledger.write(|entries| entries.met.clear());
    let began = Instant::now();
    // from a third of a second to two: no two faults meet a login at the same step
    let hold = Duration::from_millis(300 + (number as u64 * 373) % 1_700);
    let (from, promotion) = fault.pass(world, hold).await;
    let recovery = recovered(world, (from, calm)).await;
    let (logins, met) =
        (world.ledger.logins_since(began), world.ledger.write(|entries| std::mem::take(&mut entries.met)));
    fault.restore(world).await;
    let since = |at: Instant| at.duration_since(start).as_secs_f64();
    Passed { name: fault.name(), began: since(began), ended: since(from), recovery, promotion, logins, met }
}

/// From `from` to the beginning of the first second at the full rate, and both nodes ready.
async fn recovered(world: &mut World, (from, calm): (Instant, f64)) -> Duration {
    const SECOND: Duration = Duration::from_secs(1);
    while from.elapsed() < PATIENCE {
        for node in &mut world.nodes {
            if node.supervised() {
                say("a node had ended, and was started again");
            }
        }
        let now = Instant::now();
        let rate = world.ledger.logins_since((now - SECOND).max(from)) as f64;
        if rate >= (calm * FULL).floor().max(1.0) && world.balancer.ready() == [true, true] {
            return now.duration_since(from).saturating_sub(SECOND);
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    PATIENCE
}

fn tell(world: &World, passed: &[Passed], verdict: &verdict::Verdict) -> bool {
    let worst = passed.iter().map(|one| one.recovery).max().unwrap_or_default();
    let promotion = passed.iter().filter_map(|one| one.promotion).max().unwrap_or_default();
    let last = json!({
        "faults": passed.len(), "lost": verdict.lost.len(), "spent_twice": verdict.spent_twice.len(),
        "failed_open": verdict.failed_open.len(), "worst_recovery_s": seconds(worst), "promotion_s": seconds(promotion),
    });
    let kinds = table(passed);
    let each: Vec<_> = passed
        .iter()
        .map(|one| json!({ "fault": one.name, "at_s": one.began, "recovery_s": seconds(one.recovery), "logins": one.logins, "met": one.met }))
        .collect();
    let record = json!({
        "figures": last, "kinds": kinds, "each": each, "verdict": verdict, "people_at_once": PEOPLE,
        "machine": crate::start::machine(), "release": !cfg!(debug_assertions), "small_disk": world.postgres.small_disk(), "memory_limits": memory::settable(),
    });
    let output = harness::output();
    std::fs::write(output.join("load-faults.svg"), chart::over_time("faults", &world.ledger, passed))
        .expect("the chart");
    std::fs::write(output.join("load-faults.json"), record.to_string()).expect("the record");
    println!("{last}");
    verdict.holds() && worst <= LIMIT
}

/// A row a kind of fault, on the screen and in the record.
fn table(passed: &[Passed]) -> serde_json::Value {
    let mut kinds: BTreeMap<&str, Vec<&Passed>> = BTreeMap::new();
    for one in passed {
        kinds.entry(&one.name).or_default().push(one);
    }
    let row = |name: &str, all: &[&Passed]| {
        let mut met: BTreeMap<&str, u32> = BTreeMap::new();
        for (what, times) in all.iter().flat_map(|one| &one.met) {
            *met.entry(what).or_default() += times;
        }
        let (logins, worst) =
            (all.iter().map(|one| one.logins).sum::<usize>(), all.iter().map(|one| one.recovery).max());
        let of = |who: &str| {
            let mine = met.iter().filter_map(|(what, times)| Some(format!("{times} × {}", what.strip_prefix(who)?)));
            mine.collect::<Vec<_>>().join("; ")
        };
        let (people, services) = (of("person, "), of("service, "));
        let worst = seconds(worst.unwrap_or_default());
        say(&format!("| {name} | {} | {logins} | {worst} | {people} | {services} |", all.len()));
        (
            name.to_owned(),
            json!({ "faults": all.len(), "logins": logins, "worst_recovery_s": worst, "people_met": people, "services_met": services }),
        )
    };
    say("| fault | times | logins meanwhile | worst recovery, s | what people met | what services met |");
    serde_json::Value::Object(kinds.iter().map(|(name, all)| row(name, all)).collect())
}

/// To a tenth.
fn seconds(took: Duration) -> f64 {
    (took.as_secs_f64() * 10.0).round() / 10.0
}

/// What a person watches; the record is on standard output.
fn say(text: &str) {
    let _ = writeln!(std::io::stderr(), "faults: {text}");
}
