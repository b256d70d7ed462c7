//! What the pages of the examples say holds of this repository.

use std::collections::BTreeSet;

use harness::root;

use super::service::examples;

fn read(path: impl AsRef<std::path::Path>) -> String {
    std::fs::read_to_string(path.as_ref()).unwrap_or_else(|error| panic!("{}: {error}", path.as_ref().display()))
}

/// `tests/run` installs what the examples say to install from Debian.
#[test]
fn debian_packages_of_the_examples_are_those_of_the_tests() {
    let run = read(root().join("tests/run"));
    let list = run.split_once("packages=(").and_then(|(_, rest)| rest.split_once(')')).expect("the list of packages").0;
    let installed: BTreeSet<&str> = list.split_whitespace().collect();
    let mut asked = 0;
    for name in ["apache", "lemonldap"] {
        let page = read(examples().join(name).join("README.md"));
        let line = page.lines().find(|line| line.contains("apt-get install")).expect("what to install");
        for package in line.split_whitespace().skip_while(|word| *word != "install").skip(1) {
            assert!(installed.contains(package), "{name}: {package} is not in tests/run");
            asked += 1;
        }
    }
    assert!(asked > 0);
}

/// They can be copied as they are.
#[test]
fn examples_name_nothing_of_this_workspace() {
    let manifest = read(examples().join("rust/Cargo.toml"));
    assert!(!manifest.contains("path =") && !manifest.contains("workspace = true"), "{manifest}");
    for name in ["node", "spa"] {
        let manifest = read(examples().join(name).join("package.json"));
        assert!(!manifest.contains("file:"), "{manifest}");
    }
}

#[test]
fn every_example_is_in_the_table_of_the_integrators() {
    let table = read(root().join("docs/integration.md"));
    for folder in std::fs::read_dir(examples()).expect("the examples").flatten().filter(|entry| entry.path().is_dir()) {
        let name = folder.file_name().into_string().expect("a readable name");
        assert!(folder.path().join("README.md").is_file(), "{name} has no page");
        assert!(table.contains(&format!("(../exemples/{name}/README.md)")), "{name} is not in docs/integration.md");
    }
}
