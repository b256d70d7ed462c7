//! The service against a stand-in provider on the loopback: what opens, what stays closed and why, what the patient reads.

mod browser;
mod pages;
mod programs;
mod provider;
