use std::io::Write as _;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use clap::Args;
use serde_json::{Value, json};

use crate::chart::{self, Bar};

/// The sandbox that stands beside this program, in a folder of its own.
#[derive(Args)]
pub struct Start {
    /// One run instead of three, and 3 s of rest instead of 30.
    #[arg(long)]
    reduced: bool,
}

/// What one start showed.
struct Seen {
    first_run: Duration,
    first_answer: Duration,
    idle_mb: f64,
    people: u64,
}

impl Start {
    pub fn run(&self) {
        let (runs, rest) = if self.reduced { (1, 3) } else { (3, 30) };
        let mut seen: Vec<Seen> = Vec::new();
        for run in 1..=runs {
            // what a person watches; the record is on standard output
            let _ = writeln!(std::io::stderr(), "start: run {run} of {runs}, {rest} s of rest");
            seen.push(measure(Duration::from_secs(rest)));
        }
        let middle = |mut values: Vec<f64>| {
            values.sort_by(f64::total_cmp);
            values[values.len() / 2]
        };
        let first_run_ms = middle(seen.iter().map(|seen| seen.first_run.as_secs_f64() * 1e3).collect()).round();
        let first_answer_ms = middle(seen.iter().map(|seen| seen.first_answer.as_secs_f64() * 1e3).collect()).round();
        let idle_mb = (middle(seen.iter().map(|seen| seen.idle_mb).collect()) * 10.0).round() / 10.0;
        let last = json!({
            "first_run_ms": first_run_ms,
            "first_answer_ms": first_answer_ms,
            "idle_mb": idle_mb,
            "people": seen[0].people,
        });
        let bars = [
            Bar::under("first_run_ms", first_run_ms, 8_000.0),
            Bar::under("first_answer_ms", first_answer_ms, 1_000.0),
            Bar::under("idle_mb", idle_mb, 60.0),
        ];
        let output = harness::output();
        std::fs::write(output.join("load-start.svg"), chart::bars("load start", &bars)).expect("the chart");
        let record = json!({ "figures": last, "runs": runs, "rest_s": rest, "machine": machine() });
        std::fs::write(output.join("load-start.json"), record.to_string()).expect("the record");
        println!("{last}");
    }
}

fn measure(rest: Duration) -> Seen {
    let folder = tempfile::tempdir().expect("a folder");
    let data = folder.path().join("data");
    let ports = harness::free_ports();
    let (mut child, first_run) = until_answer(&data, ports);
    stop(&mut child);
    let (mut child, first_answer) = until_answer(&data, ports);
    std::thread::sleep(rest);
    let idle_mb = resident_mb(child.id());
    let manifest = std::fs::read(data.join("sandbox.json")).expect("the manifest");
    let manifest: Value = serde_json::from_slice(&manifest).expect("the manifest is JSON");
    stop(&mut child);
    Seen { first_run, first_answer, idle_mb, people: manifest["registre"]["personnes"].as_u64().unwrap_or_default() }
}

/// From the start of the process to the first discovery document.
fn until_answer(data: &Path, ports: u16) -> (Child, Duration) {
    let started = Instant::now();
    let mut child = Command::new(harness::program("caducee"))
        .args(["--data".as_ref(), data.as_os_str()])
        .args(["--port-base", &ports.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("the sandbox starts");
    let address = format!("https://localhost:{ports}/auth/realms/esante-wallet/.well-known/openid-configuration");
    let curl = ["-ksf", "--max-time", "2", "-o", "/dev/null", &address];
    while !Command::new("curl").args(curl).status().expect("curl runs").success() {
        assert!(started.elapsed() < Duration::from_secs(120), "no answer after 120 s");
        if let Ok(Some(status)) = child.try_wait() {
            panic!("the sandbox ended with {status}");
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    (child, started.elapsed())
}

fn stop(child: &mut Child) {
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
    let _ = child.wait();
}

/// `VmRSS` of a process, in MB of 1,000,000 bytes.
pub fn resident_mb(pid: u32) -> f64 {
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).expect("the process is there");
    let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("VmRSS");
    let kib: f64 = line.split_whitespace().nth(1).and_then(|kib| kib.parse().ok()).expect("a number of kB");
    kib * 1_024.0 / 1e6
}

/// What the figures were measured on.
pub fn machine() -> Value {
    let cpu = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = cpu
        .lines()
        .find_map(|line| line.strip_prefix("model name"))
        .map(|name| name.trim_start_matches([' ', '\t', ':']));
    json!({ "cpu": model, "cores": std::thread::available_parallelism().map(usize::from).unwrap_or(1) })
}
