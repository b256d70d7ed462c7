//! Container files and the composition, read as what they say.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::tree;

const COMPOSE: &str = "deploy/compose/compose.yaml";

/// The instructions of each stage, comments and continuations resolved.
fn stages(file: &str) -> Vec<Vec<(String, String)>> {
    let text = tree::read(file).replace("\\\n", " ");
    let mut stages: Vec<Vec<(String, String)>> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
        let (word, rest) = line.split_once(' ').unwrap_or_else(|| panic!("{file}: {line}"));
        if word == "FROM" {
            stages.push(Vec::new());
        }
        stages.last_mut().expect("FROM comes first").push((word.to_owned(), rest.trim().to_owned()));
    }
    stages
}

fn composed() -> Value {
    let mut read: serde_norway::Value = serde_norway::from_str(&tree::read(COMPOSE)).expect("a composition is YAML");
    // an anchor that merges another one is whole after the second pass
    (0..2).for_each(|_| read.apply_merge().expect("its anchors hold"));
    serde_json::to_value(read).expect("its keys are words")
}

// requirement: O05
#[test]
fn an_image_has_one_program_no_shell_and_no_root() {
    for (file, program) in [("idp", "idp-server"), ("registre", "registry-server")] {
        let file = format!("deploy/container/{file}.Containerfile");
        let stages = stages(&file);
        assert_eq!(stages.len(), 2, "{file}: built in one stage, served in another");
        let last = &stages[1];
        let of = |word: &str| -> Vec<&str> {
            last.iter().filter(|(named, _)| named == word).map(|(_, rest)| rest.as_str()).collect()
        };
        assert!(of("FROM")[0].contains("distroless") && of("FROM")[0].ends_with(":nonroot"), "{file}");
        assert!(of("RUN").is_empty(), "{file}: nothing runs where there is no shell");
        let user: u32 = of("USER")[0].split(':').next().and_then(|user| user.parse().ok()).expect("a number");
        assert!(user > 0, "{file}: not root");
        let entry: Vec<String> = serde_json::from_str(of("ENTRYPOINT")[0]).expect("a list, not a line for a shell");
        assert_eq!(entry[0], format!("/usr/bin/{program}"));
        let built = stages[0].iter().find(|(word, _)| word == "RUN").expect("a build");
        assert!(built.1.contains("--locked") && built.1.contains(&format!("-p {program}")), "{file}: {}", built.1);
        for (word, rest) in stages.iter().flatten().filter(|(word, _)| word == "FROM") {
            assert!(rest.contains(':') && !rest.contains(":latest"), "{file}: {word} {rest} may change by itself");
        }
    }
}

#[test]
fn the_composition_names_what_it_has_and_gives_no_right_that_is_not_needed() {
    let composed = composed();
    let services = composed["services"].as_object().expect("services");
    let declared: BTreeSet<&String> = composed["secrets"].as_object().expect("secrets").keys().collect();
    let mut used = BTreeSet::new();
    for (name, service) in services {
        let image = service["image"].as_str().unwrap_or_default();
        assert!(image.contains(':') && !image.ends_with(":latest"), "{name}: {image} may change by itself");
        let options = service["security_opt"].to_string();
        assert!(options.contains("no-new-privileges:true"), "{name}");
        if image.starts_with("caducee/") {
            assert_eq!((&service["read_only"], service["cap_drop"][0].as_str()), (&true.into(), Some("ALL")), "{name}");
            let file = service["build"]["dockerfile"].as_str().expect("how it is built");
            assert!(tree::root().join(file).is_file(), "{name}: {file}");
        }
        assert!(service["environment"].to_string().find("PASSWORD\":").is_none(), "{name}: a secret stands in a file");
        used.extend(service["secrets"].as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned));
        for other in service["depends_on"].as_object().into_iter().flat_map(|others| others.keys()) {
            assert!(services.contains_key(other), "{name} waits for {other}");
        }
        for net in service["networks"].as_array().into_iter().flatten() {
            assert!(composed["networks"].get(net.as_str().unwrap_or_default()).is_some(), "{name}: {net}");
        }
    }
    assert_eq!(used.iter().collect::<BTreeSet<_>>(), declared, "each secret is declared, and used");
    let nodes = services.values().filter(|one| one["image"] == "caducee/idp-server:0.1.0").count();
    assert_eq!(nodes, 2, "two nodes of the provider");
}
