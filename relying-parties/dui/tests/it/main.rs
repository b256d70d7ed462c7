//! The service against a stand-in provider on the loopback: what it refuses, and what it shows once signed in.

mod login;
mod niveau;
mod provider;
