//! A bill of materials in CycloneDX 1.6: what one of our programs is made of, by what Cargo itself resolved.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};

/// The bill of a program of the workspace at `root`, made by this `cargo`.
///
/// # Errors
/// What Cargo said, or that no program has this name.
pub fn of(program: &str, (cargo, root): (&str, &Path)) -> Result<Value, String> {
    let ask = |arguments: &[&str]| {
        let output = Command::new(cargo).args(arguments).arg("--locked").current_dir(root).output();
        let output = output.map_err(|error| format!("{cargo} does not run: {error}"))?;
        match output.status.success() {
            true => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
            false => Err(String::from_utf8_lossy(&output.stderr).into_owned()),
        }
    };
    let metadata =
        serde_json::from_str(&ask(&["metadata", "--format-version", "1"])?).map_err(|error| error.to_string())?;
    // the metadata follow every feature that somebody could ask for; the tree, those that this program has
    let tree = ask(&["tree", "-p", program, "-e", "normal", "--prefix", "none"])?;
    let lock = std::fs::read_to_string(root.join("Cargo.lock")).map_err(|error| format!("Cargo.lock: {error}"))?;
    bill(&metadata, (&lock, &tree), program).ok_or_else(|| format!("no program of this workspace is called {program}"))
}

/// `lock`: for the hashes. `tree`: a line for each part, `name vVERSION`.
fn bill(metadata: &Value, (lock, tree): (&str, &str), program: &str) -> Option<Value> {
    let built: BTreeSet<String> = tree
        .lines()
        .filter_map(|line| line.split_once(" v"))
        .map(|(name, rest)| format!("pkg:cargo/{name}@{}", rest.split(' ').next().unwrap_or_default()))
        .collect();
    let packages: BTreeMap<&str, &Value> = metadata["packages"].as_array()?.iter().filter_map(by_id).collect();
    let nodes: BTreeMap<&str, &Value> = metadata["resolve"]["nodes"].as_array()?.iter().filter_map(by_id).collect();
    let root = packages.iter().find(|(_, package)| package["name"] == program).map(|(id, _)| *id)?;
    let mut linked = BTreeMap::<&str, BTreeSet<&str>>::new();
    let mut next = vec![root];
    while let Some(id) = next.pop() {
        if !linked.contains_key(id) {
            let mut needed = needed(nodes.get(id)?);
            needed.retain(|id| packages.get(id).is_some_and(|package| built.contains(&reference(package))));
            next.extend(&needed);
            linked.insert(id, needed);
        }
    }
    let hashes = hashes(lock);
    let name = |id: &str| packages.get(id).map(|package| reference(package)).unwrap_or_default();
    let parts = linked.keys().filter(|id| **id != root).filter_map(|id| packages.get(id));
    let parts: Vec<Value> = parts.map(|package| component(package, "library", &hashes)).collect();
    let needs = linked.iter().map(
        |(id, needed)| json!({"ref": name(id), "dependsOn": needed.iter().map(|id| name(id)).collect::<Vec<_>>()}),
    );
    Some(json!({
        "bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
        "metadata": {"component": component(packages.get(root)?, "application", &hashes)},
        "components": parts, "dependencies": needs.collect::<Vec<_>>(),
    }))
}

fn by_id(value: &Value) -> Option<(&str, &Value)> {
    value["id"].as_str().map(|id| (id, value))
}

/// What is linked into the program; what only builds or tests it is not.
fn needed(node: &Value) -> BTreeSet<&str> {
    let edges = node["deps"].as_array().into_iter().flatten();
    let linked =
        edges.filter(|edge| edge["dep_kinds"].as_array().into_iter().flatten().any(|kind| kind["kind"].is_null()));
    linked.filter_map(|edge| edge["pkg"].as_str()).collect()
}

fn component(package: &Value, kind: &str, hashes: &BTreeMap<String, String>) -> Value {
    let (name, version) = (text(package, "name"), text(package, "version"));
    let reference = reference(package);
    let mut component =
        json!({"type": kind, "bom-ref": reference, "name": name, "version": version, "purl": reference});
    if let Some(licence) = package["license"].as_str() {
        component["licenses"] = json!([{"expression": licence.replace('/', " OR ")}]);
    }
    if let Some(hash) = hashes.get(&format!("{name} {version}")) {
        component["hashes"] = json!([{"alg": "SHA-256", "content": hash}]);
    }
    component
}

fn reference(package: &Value) -> String {
    format!("pkg:cargo/{}@{}", text(package, "name"), text(package, "version"))
}

fn text<'a>(package: &'a Value, key: &str) -> &'a str {
    package[key].as_str().unwrap_or_default()
}

/// `name version` → SHA-256 of what was fetched; our own crates have none.
fn hashes(lock: &str) -> BTreeMap<String, String> {
    let value = |entry: &str, key: &str| {
        let line = entry.lines().find_map(|line| line.strip_prefix(&format!("{key} = \"")).map(str::to_owned));
        line.map(|line| line.trim_end_matches('"').to_owned())
    };
    let named = |entry: &str| {
        Some((format!("{} {}", value(entry, "name")?, value(entry, "version")?), value(entry, "checksum")?))
    };
    lock.split("[[package]]").filter_map(named).collect()
}
