//! The Helm chart: its templates have substitutions alone, so that this test renders what Helm would.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::tree;

const CHART: &str = "deploy/helm";

fn values() -> Value {
    serde_norway::from_str(&tree::read(&format!("{CHART}/values.yaml"))).expect("values are YAML")
}

fn templates() -> Vec<(String, String)> {
    let of_chart = |file: &String| file.starts_with(&format!("{CHART}/templates/"));
    tree::files()
        .into_iter()
        .filter(of_chart)
        .map(|file| (tree::read(&file), file))
        .map(|(text, file)| (file, text))
        .collect()
}

/// Renders one template; each value that it asks for is added to `used`.
fn rendered(file: &str, text: &str, used: &mut BTreeSet<String>) -> Value {
    let values = values();
    let mut out = String::new();
    let mut parts = text.split("{{ ");
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let (asked, rest) = part.split_once(" }}").unwrap_or_else(|| panic!("{file}: {part}"));
        let told = match asked.strip_prefix(".Values.") {
            Some(path) => {
                used.insert(path.to_owned());
                let value = values.pointer(&format!("/{}", path.replace('.', "/")));
                let value = value.unwrap_or_else(|| panic!("{file}: values.yaml has no {path}"));
                value.as_str().map_or_else(|| value.to_string(), str::to_owned)
            }
            None => {
                assert_eq!(asked, ".Release.Name", "{file}: substitutions alone");
                "essai".to_owned()
            }
        };
        out.push_str(&told);
        out.push_str(rest);
    }
    assert!(!out.contains("{{"), "{file}: something is not rendered");
    serde_norway::from_str(&out).unwrap_or_else(|error| panic!("{file}: {error}\n{out}"))
}

fn leaves(value: &Value, path: &str, found: &mut BTreeSet<String>) {
    match value.as_object() {
        Some(members) => members.iter().for_each(|(name, member)| {
            leaves(member, &if path.is_empty() { name.clone() } else { format!("{path}.{name}") }, found);
        }),
        None => drop(found.insert(path.to_owned())),
    }
}

#[test]
fn every_template_renders_and_every_value_is_used() {
    let mut used = BTreeSet::new();
    let templates = templates();
    assert!(templates.len() >= 4, "the scan finds the templates");
    for (file, text) in &templates {
        let read = rendered(file, text, &mut used);
        let named = ["apiVersion", "kind"].iter().all(|key| read[*key].is_string());
        assert!(named && read["metadata"]["name"] == "essai", "{file}: {read}");
    }
    let mut declared = BTreeSet::new();
    leaves(&values(), "", &mut declared);
    assert_eq!(used, declared);
}

#[test]
fn the_pod_has_no_right_that_it_does_not_need() {
    let (file, text) =
        templates().into_iter().find(|(file, _)| file.ends_with("deployment.yaml")).expect("a deployment");
    let deployment = rendered(&file, &text, &mut BTreeSet::new());
    let pod = &deployment["spec"]["template"]["spec"];
    assert_eq!(pod["securityContext"]["runAsNonRoot"], true);
    assert_eq!(pod["automountServiceAccountToken"], false);
    let container = &pod["containers"][0];
    let rights = &container["securityContext"];
    assert_eq!((&rights["allowPrivilegeEscalation"], &rights["readOnlyRootFilesystem"]), (&false.into(), &true.into()));
    assert_eq!(rights["capabilities"]["drop"][0], "ALL");
    let mounted: BTreeSet<&str> =
        container["volumeMounts"].as_array().expect("mounts").iter().filter_map(|one| one["name"].as_str()).collect();
    let volumes: BTreeSet<&str> =
        pod["volumes"].as_array().expect("volumes").iter().filter_map(|one| one["name"].as_str()).collect();
    assert_eq!(mounted, volumes);
    let ports: BTreeSet<&str> =
        container["ports"].as_array().expect("ports").iter().filter_map(|one| one["name"].as_str()).collect();
    for probe in ["startupProbe", "livenessProbe", "readinessProbe"] {
        let asked = &container[probe]["httpGet"];
        assert!(ports.contains(asked["port"].as_str().expect("a port")) && asked["scheme"] == "HTTPS", "{probe}");
        assert!(tree::read("kit/service/src/health.rs").contains(asked["path"].as_str().expect("a path")), "{probe}");
    }
    let (file, text) = templates().into_iter().find(|(file, _)| file.ends_with("service.yaml")).expect("a service");
    let service = rendered(&file, &text, &mut BTreeSet::new());
    for port in service["spec"]["ports"].as_array().expect("ports") {
        let target = port["targetPort"].as_str().expect("a name");
        assert!(ports.contains(target) && target != "admin", "the admin port is never a service: {port}");
    }
}
