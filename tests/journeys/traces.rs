//! One login at a node of the provider, whose registry is another process: the collector that both send to sees one trace.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::{Arc, Mutex, PoisonError};

use axum::{Json, Router};
use harness::{Sandbox, free_ports, program, succeed};
use serde_json::{Value, json};
use tokio::net::TcpListener;

use crate::nodes::{FIRST, SECOND, served};
use crate::party::Party;
use crate::surfer::Surfer;

/// The parent that somebody names who has proven nothing.
const STRANGE: &str = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

/// What both processes sent, body by body.
#[derive(Clone, Default)]
struct Collector(Arc<Mutex<Vec<Value>>>);

/// One span, and the service that sent it.
#[derive(Debug)]
struct Sent {
    service: String,
    name: String,
    trace: String,
    id: String,
    parent: String,
    attributes: Vec<(String, String)>,
}

impl Collector {
    /// Gives its address.
    async fn start(&self) -> String {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address");
        let taken = self.0.clone();
        let take = move |Json(body): Json<Value>| async move {
            taken.lock().unwrap_or_else(PoisonError::into_inner).push(body);
            Json(json!({}))
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(take)).await });
        format!("http://{address}/v1/traces")
    }

    fn spans(&self) -> Vec<Sent> {
        let taken = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut spans = Vec::new();
        for resource in taken.iter().flat_map(|body| list(&body["resourceSpans"])) {
            let of = attributes(&resource["resource"]);
            let service = of.iter().find(|(name, _)| name == "service.name").expect("a service has a name");
            let scopes = list(&resource["scopeSpans"]);
            spans.extend(
                scopes.iter().flat_map(|scope| list(&scope["spans"])).map(|span| Sent::read(&service.1, &span)),
            );
        }
        spans
    }
}

impl Sent {
    fn read(service: &str, span: &Value) -> Self {
        let text = |name: &str| span[name].as_str().unwrap_or_default().to_owned();
        let [name, trace, id, parent] = ["name", "traceId", "spanId", "parentSpanId"].map(text);
        Self { service: service.to_owned(), name, trace, id, parent, attributes: attributes(span) }
    }

    fn says(&self, name: &str) -> &str {
        self.attributes.iter().find(|(found, _)| found == name).map_or("", |(_, value)| value)
    }
}

fn list(of: &Value) -> Vec<Value> {
    of.as_array().cloned().unwrap_or_default()
}

fn attributes(of: &Value) -> Vec<(String, String)> {
    let value = |one: &Value| one["value"].as_object().and_then(|value| value.values().next().cloned());
    let text = |value: Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let pairs = list(&of["attributes"]).into_iter();
    pairs
        .map(|one| (one["key"].as_str().unwrap_or_default().to_owned(), value(&one).map_or_else(String::new, text)))
        .collect()
}

fn written(folder: &Path, name: &str, text: &str) -> PathBuf {
    let path = folder.join(name);
    std::fs::write(&path, text).expect("a file of the test");
    path
}

/// A registry over the people of this sandbox; gives its configuration and the file of the key for a provider.
fn registry(sandbox: &Sandbox, folder: &Path, (port, traces): (u16, &str)) -> [PathBuf; 2] {
    let at = |name: &str| sandbox.data.join(name).display().to_string();
    let journal = format!("sqlite://{}?mode=rwc", folder.join("registre-journal.sqlite").display());
    let text = format!(
        "mode = \"sandbox\"\n[listen]\nweb = \"127.0.0.1:{port}\"\n[tls]\ncertificate_file = {:?}\nkey_file = {:?}\n\
         [store]\nsql = \"sqlite://{}?mode=rwc\"\njournal = {journal:?}\n[keys]\nrest_file = {:?}\njournal_file = {:?}\n{traces}",
        at("tls/localhost.pem"),
        at("tls/localhost.cle.pem"),
        at("registre.sqlite"),
        at("cles/registre-repos"),
        at("cles/registre-journal"),
    );
    let config = written(folder, "registre.toml", &text);
    let rights = ["cle", "fournisseur", "--droits", "lecture,correspondance,evenements,activation"];
    let said = succeed(Command::new(program("registry-server")).arg("--config").arg(&config).args(rights));
    let (first, table) = said.split_once('\n').expect("a key, then its table");
    let key = first.rsplit_once(": ").expect("a key that is shown once").1;
    written(folder, "registre.toml", &format!("{text}{table}"));
    [config, written(folder, "cle", key)]
}

/// The sandbox's provider on another address, with a database of its own, before this registry.
fn provider(sandbox: &Sandbox, folder: &Path, (port, key, traces): (u16, &Path, &str)) -> PathBuf {
    let first = std::fs::read_to_string(sandbox.data.join("fournisseur.toml")).expect("the sandbox's provider");
    let line = |line: &str| match line.split(" = ").next() {
        Some("sql") => format!("sql = \"sqlite://{}?mode=rwc\"", folder.join("fournisseur.sqlite").display()),
        Some("journal") => {
            format!("journal = \"sqlite://{}?mode=rwc\"", folder.join("fournisseur-journal.sqlite").display())
        }
        Some("url") if line.contains(&format!(":{}/\"", sandbox.ports + 3)) => {
            format!("url = \"https://localhost:{port}/\"")
        }
        Some("key_file") if line.contains("registre-api") => format!("key_file = {:?}", key.display().to_string()),
        _ => line.replace(&format!("\"{FIRST}:"), &format!("\"{SECOND}:")),
    };
    let text: Vec<String> = first.lines().map(line).collect();
    written(folder, "fournisseur.toml", &format!("{}\n{traces}", text.join("\n")))
}

// requirement: O02
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_login_is_one_trace_through_provider_and_registry_and_tells_nobody() {
    let collector = Collector::default();
    let traces = format!("[traces]\nurl = {:?}\none_in = 1\n", collector.start().await);
    let sandbox = tokio::task::spawn_blocking(Sandbox::start).await.expect("a sandbox");
    let folder = tempfile::tempdir().expect("a folder");
    let port = free_ports();
    let [config, key] = registry(&sandbox, folder.path(), (port, &traces));
    let node = provider(&sandbox, folder.path(), (port, &key, &traces));
    let said = |name: &str| format!("traces-{name}.log");
    let asked = served("registry-server", &config, (&said("registre"), &format!("https://127.0.0.1:{port}/")));
    let asks = served("idp-server", &node, (&said("fournisseur"), &format!("https://{SECOND}:{}/", sandbox.ports)));
    let party = Party::essai(&sandbox);
    let surfer = Surfer::presenting(&sandbox, "medecin", SECOND);
    let back = party.log_in(&surfer, &party.demand()).await;
    assert!(back.given("code").is_some());
    let stranger = Surfer::new(&sandbox, None);
    let before = stranger.at(&sandbox, SECOND, None);
    let [discovery, events] = [
        format!("{}/.well-known/openid-configuration", party.issuer),
        format!("https://localhost:{port}/v1/evenements"),
    ];
    assert_eq!(before.send(before.http.get(discovery).header("traceparent", STRANGE)).await.status, 200);
    assert_eq!(stranger.send(stranger.http.get(events).header("traceparent", STRANGE)).await.status, 401);
    // what waits is sent at the end of a process
    tokio::task::spawn_blocking(move || drop((asks, asked))).await.expect("both end");
    let spans = collector.spans();
    one_trace(&spans);
    assert!(spans.iter().all(|span| !STRANGE.contains(&span.trace)), "a stranger chose a trace: {spans:#?}");
    tells_nobody(&sandbox, &collector, &spans);
}

/// The request at the provider, its call, and the request at the registry.
fn one_trace(spans: &[Sent]) {
    let found = spans.iter().find(|span| span.service == "caducee-registre" && !span.parent.is_empty());
    let answered = found.unwrap_or_else(|| panic!("the registry follows the provider: {spans:#?}"));
    let call = spans.iter().find(|span| span.id == answered.parent).expect("the provider's call");
    assert_eq!([call.service.as_str(), &call.name, call.says("status")], ["caducee-idp", "call", "200"]);
    let request = spans.iter().find(|span| span.id == call.parent).expect("the request that asked for it");
    assert_eq!([request.service.as_str(), &request.name, &request.parent], ["caducee-idp", "request", ""]);
    assert!(request.trace == call.trace && call.trace == answered.trace, "{request:?} {call:?} {answered:?}");
    assert_eq!(answered.says("route"), "/v1/personnes/{identifiant}");
    assert!(!request.says("request.id").is_empty());
}

/// Four words a span, and nowhere the number or the name of who signed in.
fn tells_nobody(sandbox: &Sandbox, collector: &Collector, spans: &[Sent]) {
    let names = spans.iter().flat_map(|span| span.attributes.iter().map(|(name, _)| name));
    let more: Vec<_> = names.filter(|name| !traces::ATTRIBUTES.contains(&name.as_str())).collect();
    assert!(more.is_empty(), "{more:?}");
    let all = json!(*collector.0.lock().unwrap_or_else(PoisonError::into_inner)).to_string();
    let people = sandbox.manifest["personnes"].as_array().expect("people");
    let numbers: Vec<&str> = people.iter().filter_map(|person| person["identifiant"].as_str()).collect();
    assert!(!numbers.is_empty(), "the manifest tells numbers");
    assert!(numbers.iter().all(|number| !all.contains(number)), "{all}");
}
