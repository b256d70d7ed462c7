//! Real TLS connections to listeners on a free port.

mod carte;
mod limits;
mod site;
mod web;
