//! A process is held to less memory than it has: what it can give back it gives back, and otherwise it is killed, as on a
//! machine that has no more.

use std::path::{Path, PathBuf};

/// A control group of one process; it goes with this value.
pub struct Limit {
    group: PathBuf,
    /// Where the process is led back to.
    parent: &'static Path,
    process: u32,
}

/// A hierarchy of control groups, and the file in which it states a limit: version 1, version 2.
const KINDS: [(&str, &str); 2] = [("/sys/fs/cgroup/memory", "memory.limit_in_bytes"), ("/sys/fs/cgroup", "memory.max")];
/// Of what it holds.
const LEFT: f64 = 0.85;

/// Whether this machine lets us set one.
pub fn settable() -> bool {
    Limit::below(std::process::id()).is_some()
}

impl Limit {
    /// `None`: no hierarchy here can be written.
    pub fn below(process: u32) -> Option<Self> {
        let most = (crate::start::resident_mb(process) * 1e6 * LEFT) as u64;
        // for the process that only asks whether it can: no limit is laid on it
        let own = process == std::process::id();
        KINDS.into_iter().find_map(|(parent, file)| {
            let group = Path::new(parent).join(format!("caducee-load-{process}"));
            std::fs::create_dir_all(&group).ok()?;
            let limit = Self { group, parent: Path::new(parent), process };
            let written = |name: &str, value: u64| std::fs::write(limit.group.join(name), value.to_string()).is_ok();
            let laid = if own {
                limit.group.join(file).exists()
            } else {
                written("cgroup.procs", process.into()) && written(file, most)
            };
            laid.then_some(limit)
        })
    }
}

impl Drop for Limit {
    fn drop(&mut self) {
        // the process may be gone, and its group empty already
        let _ = std::fs::write(self.parent.join("cgroup.procs"), self.process.to_string());
        let _ = std::fs::remove_dir(&self.group);
    }
}
