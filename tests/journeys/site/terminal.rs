//! A terminal of the reader: one shell, what is pasted into it, and what it shows.

use std::fs::File;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};
use std::time::{Duration, Instant};

use harness::output;

/// A command of the guide ends within it.
const PATIENCE: Duration = Duration::from_secs(240);

pub struct Terminal {
    outer: Child,
    keys: Option<ChildStdin>,
    log: PathBuf,
    pasted: usize,
    folder: PathBuf,
}

/// The shell runs in a group of its own, and stops at the first command that fails. When the pipe closes that only this process
/// holds, however this process ended, the group ends.
const AROUND: &str = r#"mkfifo "$0"; setsid bash --noprofile --norc -euo pipefail "$1" <"$0" & group=$!
    cat >"$0"; kill -TERM -- -$group 2>/dev/null
    for wait in $(seq 100); do kill -0 -- -$group 2>/dev/null || break; sleep 0.1; done
    kill -KILL -- -$group 2>/dev/null"#;

const LISTEN: &str = r#"trap 'echo "the terminal ended"' EXIT; while read -r block; do . "$block" </dev/null; echo "end of $block"; done"#;

impl Terminal {
    /// In this folder. `keep`: where its fifo and the pasted blocks are kept.
    pub fn open(number: u8, folder: &Path, keep: &Path, environment: &[(&str, String)]) -> Self {
        let log = output().join(format!("guide-terminal-{number}.log"));
        let shown = File::create(&log).expect("a log");
        let listen = keep.join(format!("listen-{number}.sh"));
        std::fs::write(&listen, LISTEN).expect("the shell's loop");
        let mut outer = Command::new("bash")
            .args(["-c", AROUND])
            .args([keep.join(format!("keys-{number}")), listen])
            .current_dir(folder)
            .envs(environment.iter().map(|(name, value)| (name, value)))
            .stdin(Stdio::piped())
            .stderr(shown.try_clone().expect("the log twice"))
            .stdout(shown)
            .spawn()
            .expect("a shell");
        let keys = outer.stdin.take();
        Self { outer, keys, log, pasted: 0, folder: keep.join(format!("{number}")) }
    }

    /// Pastes these commands and waits until they have ended, or until they show `until` and go on; what they showed.
    pub fn paste(&mut self, commands: &str, until: Option<&str>) -> String {
        std::fs::create_dir_all(&self.folder).expect("a folder");
        self.pasted += 1;
        let block = self.folder.join(format!("block-{}.sh", self.pasted));
        std::fs::write(&block, commands).expect("the block");
        let before = self.shown().len();
        let keys = self.keys.as_mut().expect("an open terminal");
        writeln!(keys, "{}", block.display()).expect("the terminal takes it");
        let end = format!("end of {}", block.display());
        let deadline = Instant::now() + PATIENCE;
        loop {
            let shown = self.shown().split_off(before);
            if shown.contains(until.unwrap_or(&end)) {
                return shown;
            }
            let over = shown.contains("the terminal ended") || shown.contains(&end);
            assert!(
                !over,
                "these commands of the guide failed, or ended too soon:\n{commands}\n--- and showed:\n{shown}"
            );
            assert!(Instant::now() < deadline, "not done after {PATIENCE:?}:\n{commands}\n--- and showed:\n{shown}");
            std::thread::sleep(Duration::from_millis(50));
        }
    }

    fn shown(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap_or_default()).into_owned()
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        drop(self.keys.take());
        let _ = self.outer.wait();
    }
}
