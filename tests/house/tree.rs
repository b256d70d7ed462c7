//! The workspace as the tests of the house see it.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

pub fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().expect("tests/ stands in the workspace").to_owned()
}

/// `cargo metadata --no-deps`: the members and what they declare.
pub fn metadata() -> Value {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo answers");
    serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON")
}

/// Files that git follows or would follow, relative to the root, in the order of their names: git lists new ones first.
pub fn files() -> Vec<String> {
    let output = Command::new("git").args(["ls-files", "-co", "--exclude-standard"]).current_dir(root()).output();
    let output = output.expect("git answers");
    let listed = String::from_utf8_lossy(&output.stdout).into_owned();
    let mut files: Vec<_> = listed.lines().map(str::to_owned).filter(|file| root().join(file).is_file()).collect();
    files.sort();
    files.dedup();
    files
}

pub fn read(file: &str) -> String {
    std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}
