//! Real TLS connections to listeners on a free port.
#![allow(clippy::unwrap_used, reason = "a test that cannot be set up fails")]

mod carte;
mod deployed;
mod hello;
mod http2;
mod limits;
mod mtls;
mod proxy;
mod site;
mod web;
