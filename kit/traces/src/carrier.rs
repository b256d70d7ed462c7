//! The exporter works on a thread of its own, which has no runtime: its requests are made on that of the process.

use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use opentelemetry_http::{Bytes, HttpClient, HttpError, Request, Response};
use reqwest::{Certificate, Client, redirect};
use tokio::runtime::Handle;

use crate::TracesError;

/// To open a connection, and from the first octet to the last: a collector is near.
const CONNECTION: Duration = Duration::from_secs(2);
const ANSWER: Duration = Duration::from_secs(5);

#[derive(Debug)]
pub struct Carrier {
    http: Client,
    runtime: Handle,
    refused: AtomicBool,
}

impl Carrier {
    /// On the runtime of the caller. No redirect, no proxy of the environment.
    pub fn new(authority: Option<&[u8]>) -> Result<Self, TracesError> {
        let said = |error: reqwest::Error| TracesError::Client(error.to_string());
        let client = Client::builder().connect_timeout(CONNECTION).timeout(ANSWER);
        let client = client.redirect(redirect::Policy::none()).referer(false).no_proxy();
        let client = match authority {
            Some(pem) => client.tls_certs_only(Certificate::from_pem_bundle(pem).map_err(said)?),
            None => client,
        };
        Ok(Self { http: client.build().map_err(said)?, runtime: Handle::current(), refused: AtomicBool::new(false) })
    }

    /// A collector that is down is told once, not at each turn.
    fn tell(&self, failed: Option<&str>) {
        let before = self.refused.swap(failed.is_some(), Ordering::Relaxed);
        match failed {
            Some(error) if !before => tracing::warn!(error, "the collector takes no traces: they are lost"),
            None if before => tracing::info!("the collector takes traces again"),
            Some(_) | None => {}
        }
    }
}

#[async_trait]
impl HttpClient for Carrier {
    async fn send_bytes(&self, request: Request<Bytes>) -> Result<Response<Bytes>, HttpError> {
        let request = reqwest::Request::try_from(request)?;
        let sent = self.runtime.spawn(sent(self.http.clone(), request)).await;
        let answer = sent.map_err(HttpError::from).and_then(|answer| answer.map_err(HttpError::from));
        match &answer {
            Ok(answer) if answer.status().is_success() => self.tell(None),
            Ok(answer) => self.tell(Some(answer.status().as_str())),
            Err(error) => self.tell(Some(&error.to_string())),
        }
        answer
    }
}

/// Only the status of an answer is of use: its body is not read.
async fn sent(http: Client, request: reqwest::Request) -> Result<Response<Bytes>, reqwest::Error> {
    let answer = http.execute(request).await.map_err(reqwest::Error::without_url)?;
    let mut taken = Response::new(Bytes::new());
    *taken.status_mut() = answer.status();
    Ok(taken)
}
