//! What a collector is sent.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::{HeaderMap, StatusCode};
use axum::{Json, Router};
use serde_json::Value;
use tokio::net::TcpListener;

#[derive(Clone)]
pub struct Collector {
    pub url: String,
    answers: StatusCode,
    taken: Arc<Mutex<Vec<Value>>>,
}

impl Collector {
    pub async fn start(answers: StatusCode) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let url = format!("http://{}/v1/traces", listener.local_addr().expect("its address"));
        let collector = Self { url, answers, taken: Arc::default() };
        let here = collector.clone();
        let take = move |headers: HeaderMap, Json(body): Json<Value>| async move {
            assert_eq!(headers["content-type"], "application/json");
            here.taken.lock().unwrap_or_else(PoisonError::into_inner).push(body);
            (here.answers, Json(Value::Object(serde_json::Map::new())))
        };
        tokio::spawn(async move { axum::serve(listener, Router::new().fallback(take)).await });
        collector
    }

    /// The same, where nobody listens.
    pub fn gone(&self) -> Self {
        Self { url: "http://127.0.0.1:9/v1/traces".to_owned(), ..self.clone() }
    }

    /// Each span with the name of its service.
    pub fn spans(&self) -> Vec<(String, Value)> {
        let taken = self.taken.lock().unwrap_or_else(PoisonError::into_inner);
        let resources = taken.iter().flat_map(|body| body["resourceSpans"].as_array().expect("a list"));
        let named = resources.map(|resource| (attribute(&resource["resource"], "service.name"), resource));
        let scopes = named.flat_map(|(name, resource)| {
            resource["scopeSpans"].as_array().expect("a list").iter().map(move |scope| (name.clone(), scope))
        });
        let spans = scopes.flat_map(|(name, scope)| {
            scope["spans"].as_array().expect("a list").iter().map(move |span| (name.clone(), span))
        });
        spans.map(|(name, span)| (name, span.clone())).collect()
    }

    /// The only one of this name, of this service.
    pub fn span(&self, service: &str, name: &str) -> Value {
        let spans = self.spans();
        let found: Vec<_> = spans.iter().filter(|(of, span)| of == service && span["name"] == name).collect();
        assert_eq!(found.len(), 1, "{service} {name}: {spans:#?}");
        found[0].1.clone()
    }
}

/// As a text, empty where there is none.
pub fn attribute(of: &Value, name: &str) -> String {
    let attributes = of["attributes"].as_array().expect("a list");
    let found = attributes.iter().find(|attribute| attribute["key"] == name);
    let value = found.and_then(|attribute| attribute["value"].as_object()?.values().next().cloned());
    value.map(|value| value.as_str().map_or_else(|| value.to_string(), str::to_owned)).unwrap_or_default()
}
