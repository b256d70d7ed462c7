//! What the system says of this process (Linux: `/proc/self`), under the names that every Prometheus client gives.

use std::fs;

use ambient::Ambient;

use super::{Measure, Metrics, Sample};

pub const CPU: Measure =
    Measure::counter("process_cpu_seconds_total", "Time of processor that this process has used.", &[]);
pub const MEMORY: Measure =
    Measure::gauge("process_resident_memory_bytes", "Memory that this process holds in RAM.", &[]);
pub const FILES: Measure = Measure::gauge("process_open_fds", "Files and connections that this process has open.", &[]);
pub const STARTED: Measure =
    Measure::gauge("process_start_time_seconds", "When this process started, in seconds since 1970.", &[]);

/// `USER_HZ` of Linux, in which `/proc` counts on every architecture.
const TICKS: f64 = 100.0;

impl Metrics {
    /// The four of them, and the clock that they are read by; those that the system does not tell have no value.
    #[must_use]
    pub fn process(self, ambient: &Ambient) -> Self {
        let started = ambient.now().seconds() as f64;
        self.gauge(&CPU, || told(cpu()))
            .gauge(&MEMORY, || told(memory()))
            .gauge(&FILES, || told(fs::read_dir("/proc/self/fd").ok().map(|open| open.count() as f64)))
            .gauge(&STARTED, move || told(Some(started)))
            .clock(ambient)
    }
}

fn told(value: Option<f64>) -> Vec<Sample> {
    value.into_iter().map(|value| Sample { labels: Vec::new(), value }).collect()
}

/// The 14th and 15th fields of `/proc/self/stat`; the name in parentheses may hold spaces.
fn cpu() -> Option<f64> {
    let stat = fs::read_to_string("/proc/self/stat").ok()?;
    let (_, fields) = stat.rsplit_once(") ")?;
    let mut ticks = fields.split(' ').skip(11).map(str::parse::<f64>);
    Some((ticks.next()?.ok()? + ticks.next()?.ok()?) / TICKS)
}

fn memory() -> Option<f64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.split_whitespace().next()?.parse().ok().map(|kilobytes: f64| kilobytes * 1_024.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn this_process_uses_time_and_memory() {
        let (before, mut sum) = (cpu().unwrap(), 0_u64);
        while cpu().unwrap() <= before {
            sum = (0..100_000).fold(sum, u64::wrapping_add);
        }
        assert!(memory().unwrap() > 1_000_000.0, "{sum}");
    }
}
