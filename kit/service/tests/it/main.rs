//! Real TLS connections to listeners on a free port.

mod carte;
mod hello;
mod http2;
mod limits;
mod site;
mod web;
