//! `docs/metrics.md` is made from the measures themselves, and dashboards and alert rules name no others.

use std::collections::BTreeSet;

use serde_json::Value;
use service::metrics::{Kind, Measure};

use crate::catalogue;
use crate::tree;

const DASHBOARDS: [&str; 2] = ["deploy/grafana/provider.json", "deploy/grafana/registry.json"];
const ALERTS: &str = "deploy/prometheus/alerts.yml";
/// Labels that the monitoring system adds to what it reads.
const ADDED: [&str; 2] = ["job", "instance"];

fn measures() -> Vec<&'static Measure> {
    service::metrics::MEASURES.iter().chain(idp_server::MEASURES).chain(registry_server::MEASURES).collect()
}

/// Every name under which a measure is told.
fn told(measure: &Measure) -> Vec<String> {
    match measure.kind {
        Kind::Histogram => ["_bucket", "_sum", "_count"].map(|end| format!("{}{end}", measure.name)).into(),
        Kind::Gauge | Kind::Counter => vec![measure.name.to_owned()],
    }
}

/// The words of a query that name a measure of ours.
fn names(query: &str) -> BTreeSet<String> {
    let words = query.split(|sign: char| !(sign.is_ascii_alphanumeric() || sign == '_'));
    words.filter(|word| word.starts_with("caducee_") || word.starts_with("process_")).map(str::to_owned).collect()
}

/// The labels by which a query chooses or groups.
fn labels(query: &str) -> BTreeSet<String> {
    let lists = |open: &str, close: char| -> Vec<String> {
        let inside = query.split(open).skip(1).filter_map(|rest| rest.split(close).next().map(str::to_owned));
        inside.flat_map(|list| list.split(',').map(str::to_owned).collect::<Vec<_>>()).collect()
    };
    let chosen = lists("{", '}').into_iter().filter_map(|pair| pair.split('=').next().map(str::to_owned));
    let grouped = lists("by (", ')').into_iter();
    chosen.chain(grouped).map(|label| label.trim().to_owned()).collect()
}

fn dashboard(file: &str) -> Vec<String> {
    let board: Value = serde_json::from_str(&tree::read(file)).expect("a dashboard is JSON");
    let panels = board["panels"].as_array().expect("panels");
    assert!(panels.iter().all(|panel| panel["title"].is_string() && panel["gridPos"]["w"].is_u64()));
    let targets = panels.iter().flat_map(|panel| panel["targets"].as_array().expect("targets"));
    targets.map(|target| target["expr"].as_str().expect("a query").to_owned()).collect()
}

fn alerts() -> Vec<Value> {
    let rules: Value = serde_norway::from_str(&tree::read(ALERTS)).expect("alert rules are YAML");
    let groups = rules["groups"].as_array().expect("groups").clone();
    groups.iter().flat_map(|group| group["rules"].as_array().expect("rules").clone()).collect()
}

fn queries() -> Vec<String> {
    let alerts = alerts().into_iter().map(|rule| rule["expr"].as_str().expect("a query").to_owned());
    DASHBOARDS.into_iter().flat_map(dashboard).chain(alerts).collect()
}

#[test]
fn dashboards_and_alerts_name_measures_and_labels_that_exist() {
    let queries = queries();
    assert!(queries.len() > 25, "the scan finds the queries: {}", queries.len());
    let known: BTreeSet<String> = measures().into_iter().flat_map(told).collect();
    let unknown: Vec<_> = queries.iter().flat_map(|query| names(query)).filter(|name| !known.contains(name)).collect();
    assert!(unknown.is_empty(), "nothing tells these: {unknown:?}");
    let mut wrong = Vec::new();
    for query in &queries {
        let named = names(query);
        let of = measures().into_iter().filter(|measure| told(measure).iter().any(|name| named.contains(name)));
        let mut has: BTreeSet<&str> = of.flat_map(|measure| measure.labels).copied().collect();
        has.extend(ADDED);
        has.insert("le");
        wrong.extend(
            labels(query).into_iter().filter(|label| !has.contains(label.as_str())).map(|label| (query, label)),
        );
    }
    assert!(wrong.is_empty(), "no measure of the query has this label: {wrong:?}");
}

/// The words of `event=…` in a query.
fn events(query: &str) -> Vec<String> {
    let words = query.split("event=").skip(1).filter_map(|rest| rest.split('"').nth(1));
    words.flat_map(|words| words.split('|')).map(str::to_owned).collect()
}

// requirement: O10
#[test]
fn what_an_alert_counts_is_a_word_of_the_journal() {
    let page = tree::read("docs/events.md");
    let named: BTreeSet<String> = queries().iter().flat_map(|query| events(query)).collect();
    let watched =
        ["login.failed", "ecps.demande.refusee", "client.authentication_failed", "grant.revoked", "ecps.alerte"];
    assert!(watched.iter().all(|word| named.contains(*word)), "nobody watches all of {watched:?}: {named:?}");
    let unknown: Vec<_> = named.iter().filter(|word| !page.contains(&format!("| `{word}` |"))).collect();
    assert!(unknown.is_empty(), "no event: {unknown:?}");
}

#[test]
fn every_measure_is_seen_somewhere() {
    let seen: BTreeSet<String> = queries().iter().flat_map(|query| names(query)).collect();
    let unseen: Vec<_> =
        measures().into_iter().filter(|one| told(one).iter().all(|name| !seen.contains(name))).collect();
    assert!(unseen.is_empty(), "measured, and looked at by nobody: {unseen:?}");
}

#[test]
fn every_alert_says_what_happened_and_what_to_do() {
    for rule in alerts() {
        let name = rule["alert"].as_str().expect("a name");
        assert!(name.starts_with("Caducee"), "{name}");
        for said in ["summary", "remedy"] {
            assert!(rule["annotations"][said].as_str().is_some_and(|text| text.len() > 20), "{name} has no {said}");
        }
        let severity = rule["labels"]["severity"].as_str();
        assert!(matches!(severity, Some("page" | "ticket" | "notice")), "{name}: {severity:?}");
    }
}

#[test]
fn a_name_says_its_unit_and_is_told_once() {
    let mut seen = BTreeSet::new();
    for measure in measures() {
        assert!(seen.insert(measure.name), "{} stands twice", measure.name);
        assert_eq!(measure.name.ends_with("_total"), measure.kind == Kind::Counter, "{}", measure.name);
        assert!(measure.help.ends_with('.'), "{}: a sentence", measure.name);
    }
}

#[test]
fn the_catalogue_of_measures_is_up_to_date() {
    let mut text = String::from(
        "# Measures\n\nWhat `/sante/mesures` tells on the address that is never public, in the text format of Prometheus. No label \
         holds a person, a client's secret or an address of somebody. The dashboards are `deploy/grafana/provider.json` and `deploy/grafana/registry.json`, the alert \
         rules are `deploy/prometheus/alerts.yml`.\n\nGenerated: `CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house`.\n\n\
         | name | kind | labels | what it tells |\n| --- | --- | --- | --- |\n",
    );
    for Measure { name, help, kind, labels } in measures() {
        let labels: Vec<_> = labels.iter().map(|label| format!("`{label}`")).collect();
        text.push_str(&format!("| `{name}` | {} | {} | {help} |\n", kind.word(), labels.join(", ")));
    }
    catalogue::hold("docs/metrics.md", &text);
}
