//! A crate depends only on lower floors (docs/architecture.md).

use crate::tree;

/// Floor of each crate, and of each edge inside a floor that is allowed.
fn floor(name: &str) -> u8 {
    match name {
        "ambient" => 0,
        "oidc" | "jose" | "carte-cps" | "certificat-org" | "sante" | "annuaire" | "ecps" => 10,
        "idp-core" | "registry-core" | "mobile-device" | "banc-core" => 20,
        // decides as the core does, on the words of the core
        "idp-partenaires" | "idp-exploitation" => 21,
        "database" | "traces" => 24,
        "service" | "pages" | "journal" | "outbox" => 25,
        // looks at what the kit opens
        "diagnosis" => 26,
        "idp-store"
        | "idp-outbound"
        | "idp-hsm"
        | "idp-webauthn"
        | "idp-web"
        | "idp-partenaires-web"
        | "idp-exploitation-web"
        | "registry-store"
        | "registry-outbound"
        | "registry-tableur"
        | "registry-web"
        | "registry-annuaire"
        | "registry-api"
        | "registry-portail"
        | "mobile-sim-web" => 30,
        "idp-server" | "registry-server" | "mobile-sim-server" | "dui" | "dmp" | "poste-lourd" | "exemple-rust" => 40,
        "igc" | "lecteur" | "messagerie" | "franceconnect" | "jumeau" => 45,
        // reads nothing but its own texts and the look
        "site" => 45,
        "sandbox" => 50,
        "banc" => 55,
        "tests" | "fuzz" => 60,
        other => panic!("{other} has no floor yet: give it one here and in docs/architecture.md"),
    }
}

/// The words of the trade may be used by the other words.
const INSIDE_A_FLOOR: &[(&str, &str)] =
    &[("annuaire", "sante"), ("carte-cps", "sante"), ("certificat-org", "carte-cps"), ("ecps", "sante")];

/// The kit's pages and journal are not for the cores; the relying parties are copied from, so they stand alone.
const ALONE: &[&str] = &["dui", "dmp", "poste-lourd", "exemple-rust", "jumeau"];

/// What decides names no transport, engine or runtime.
const FORBIDDEN_BELOW_ADAPTERS: &[&str] = &[
    "axum",
    "axum-extra",
    "hyper",
    "hyper-util",
    "lettre",
    "redis",
    "reqwest",
    "sqlx",
    "tokio",
    "tower",
    "tower-http",
];

struct Edge {
    from: String,
    to: String,
    kind: Option<String>,
}

fn edges() -> Vec<Edge> {
    let metadata = tree::metadata();
    let mut edges = Vec::new();
    for package in metadata["packages"].as_array().expect("packages") {
        for dependency in package["dependencies"].as_array().expect("dependencies") {
            edges.push(Edge {
                from: package["name"].as_str().expect("name").to_owned(),
                to: dependency["name"].as_str().expect("name").to_owned(),
                kind: dependency["kind"].as_str().map(str::to_owned),
            });
        }
    }
    edges
}

fn members() -> Vec<String> {
    let metadata = tree::metadata();
    let packages = metadata["packages"].as_array().expect("packages");
    packages.iter().map(|package| package["name"].as_str().expect("name").to_owned()).collect()
}

#[test]
fn a_crate_depends_only_on_lower_floors() {
    let members = members();
    let mut wrong = Vec::new();
    for edge in edges().iter().filter(|edge| edge.kind.as_deref() != Some("dev") && members.contains(&edge.to)) {
        let allowed =
            floor(&edge.to) < floor(&edge.from) || INSIDE_A_FLOOR.contains(&(edge.from.as_str(), edge.to.as_str()));
        if !allowed || ALONE.contains(&edge.from.as_str()) {
            wrong.push(format!("{} -> {}", edge.from, edge.to));
        }
    }
    assert!(wrong.is_empty(), "forbidden edges: {wrong:#?}");
}

#[test]
fn what_decides_names_no_transport_engine_or_runtime() {
    let members = members();
    let wrong: Vec<_> = edges()
        .into_iter()
        .filter(|edge| edge.kind.is_none() && members.contains(&edge.from))
        .filter(|edge| floor(&edge.from) <= 21 && FORBIDDEN_BELOW_ADAPTERS.contains(&edge.to.as_str()))
        .map(|edge| format!("{} -> {}", edge.from, edge.to))
        .collect();
    assert!(wrong.is_empty(), "{wrong:#?}");
}

// requirement: O01
#[test]
fn production_services_link_no_simulator() {
    let edges = edges();
    for service in ["idp-server", "registry-server"] {
        let mut reached = vec![service.to_owned()];
        let mut next = 0;
        while next < reached.len() {
            let from = reached[next].clone();
            for edge in edges.iter().filter(|edge| edge.from == from && edge.kind.as_deref() != Some("dev")) {
                if !reached.contains(&edge.to) {
                    reached.push(edge.to.clone());
                }
            }
            next += 1;
        }
        let simulators = [
            "igc",
            "lecteur",
            "messagerie",
            "franceconnect",
            "mobile-device",
            "mobile-sim-web",
            "mobile-sim-server",
            "sandbox",
            "dui",
            "dmp",
            "poste-lourd",
            "exemple-rust",
            "jumeau",
            "banc-core",
            "banc",
            "site",
        ];
        for simulator in simulators {
            assert!(!reached.iter().any(|name| name == simulator), "{service} links {simulator}");
        }
    }
}
