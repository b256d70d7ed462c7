//! Two services in one process, each with a subscriber of its own, and a collector that keeps what it is sent.

mod collector;

use axum::http::{HeaderMap, Method, StatusCode};
use collector::{Collector, attribute};
use traces::{Destination, Export};
use tracing::{Dispatch, dispatcher};
use tracing_subscriber::layer::SubscriberExt as _;

const TRACEPARENT: &str = "traceparent";

fn service(name: &'static str, collector: &Collector, one_in: u32) -> (Dispatch, Export) {
    // a second call changes nothing
    let _ = rustls::crypto::aws_lc_rs::default_provider().install_default();
    let url = collector.url.clone();
    let to = Destination { service: name, version: "1", url, one_in, authority: None };
    let (layer, export) = traces::open(to).expect("a layer");
    (Dispatch::new(tracing_subscriber::registry().with(layer)), export)
}

/// A request that calls another service: what it sends there.
fn asks(dispatch: &Dispatch) -> HeaderMap {
    dispatcher::with_default(dispatch, || {
        let request = tracing::info_span!("request", request.id = "7K3F", method = "POST", route = "/token");
        request.in_scope(|| {
            tracing::info!(client.id = "essai", "a line of the log");
            let call = traces::call(&Method::GET, "/v1/personnes/{identifiant}");
            let mut headers = HeaderMap::new();
            traces::carry(&call, &mut headers);
            traces::answered(&call, StatusCode::OK);
            headers
        })
    })
}

/// The other service; `known`: its caller has proven itself.
fn answers(dispatch: &Dispatch, headers: &HeaderMap, known: bool) {
    dispatcher::with_default(dispatch, || {
        let request = tracing::info_span!("request", request.id = "Q2M9", method = "GET", route = "/v1/personnes");
        request.in_scope(|| {
            if known {
                traces::follow(headers);
            }
        });
        traces::answered(&request, StatusCode::BAD_GATEWAY);
    });
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn one_trace_goes_through_two_services() {
    let collector = Collector::start(StatusCode::OK).await;
    let (provider, of_provider) = service("provider", &collector, 1);
    let (registry, of_registry) = service("registry", &collector, 1);
    let sent = asks(&provider);
    answers(&registry, &sent, true);
    of_provider.close().await;
    of_registry.close().await;
    let [request, call] = ["request", "call"].map(|name| collector.span("provider", name));
    let other = collector.span("registry", "request");
    assert_eq!(request["traceId"], call["traceId"]);
    assert_eq!(call["traceId"], other["traceId"]);
    assert_eq!(call["parentSpanId"], request["spanId"]);
    assert_eq!(other["parentSpanId"], call["spanId"]);
    assert_eq!([attribute(&call, "status"), attribute(&other, "status")], ["200", "502"]);
    assert_eq!(attribute(&request, "request.id"), "7K3F");
    assert!(request["events"].as_array().is_none_or(Vec::is_empty), "a line of the log does not leave");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_caller_that_has_not_proven_itself_chooses_no_trace() {
    let collector = Collector::start(StatusCode::OK).await;
    let (registry, export) = service("registry", &collector, 1);
    let mut strange = HeaderMap::new();
    strange.insert(TRACEPARENT, "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01".parse().unwrap());
    answers(&registry, &strange, false);
    export.close().await;
    let span = collector.span("registry", "request");
    assert_ne!(span["traceId"], "0af7651916cd43dd8448eb211c80319c");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_not_on_the_list_does_not_leave() {
    let collector = Collector::start(StatusCode::OK).await;
    let (provider, export) = service("provider", &collector, 1);
    dispatcher::with_default(&provider, || {
        tracing::info_span!("request", request.id = "1", nom = "FICTIF").in_scope(|| {});
        tracing::info_span!("statement", sql = "SELECT").in_scope(|| {});
        tracing::info_span!("request", request.id = "2").in_scope(|| {});
    });
    export.close().await;
    let spans = collector.spans();
    assert_eq!(spans.len(), 1, "{spans:#?}");
    assert_eq!(attribute(&spans[0].1, "request.id"), "2");
    for (_, span) in spans {
        let names: Vec<_> = span["attributes"].as_array().unwrap().iter().map(|one| one["key"].clone()).collect();
        assert!(names.iter().all(|name| traces::ATTRIBUTES.contains(&name.as_str().unwrap())), "{names:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_share_of_the_traces_is_kept_and_nothing_is_made_by_itself() {
    let collector = Collector::start(StatusCode::OK).await;
    let (provider, export) = service("provider", &collector, u32::MAX);
    let sent = asks(&provider);
    assert!(sent[TRACEPARENT].to_str().unwrap().ends_with("-00"), "the other service hears that it is not kept");
    dispatcher::with_default(&provider, || {
        assert!(traces::call(&Method::GET, "/v1/evenements").is_none(), "nobody's request");
    });
    export.close().await;
    assert!(collector.spans().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_collector_that_refuses_loses_traces_and_stops_nobody() {
    let collector = Collector::start(StatusCode::SERVICE_UNAVAILABLE).await;
    let (provider, export) = service("provider", &collector, 1);
    assert!(asks(&provider).contains_key(TRACEPARENT));
    export.close().await;
    let (provider, export) = service("provider", &collector.gone(), 1);
    assert!(asks(&provider).contains_key(TRACEPARENT));
    export.close().await;
}
