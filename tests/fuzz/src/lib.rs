//! What strangers send, made up by a fuzzer: one function a target, each with what must hold whatever comes.
//! `tests/fuzz/run` drives them by coverage for an hour and more; `replay.rs` runs the kept inputs in every test run.

mod assertion;
#[path = "../../../idp/webauthn/tests/it/authenticator.rs"]
#[allow(dead_code, reason = "shared with the tests of the crate that reads what it says")]
mod authenticator;
mod authorization;
mod cards;
mod certificate;
mod crl;
mod dpop;
#[path = "../../../idp/core/src/fakes/mod.rs"]
#[allow(
    dead_code,
    unused_imports,
    clippy::unwrap_used,
    reason = "the ports in memory, shared with the provider's own tests"
)]
mod fakes;
mod house;
mod jwe;
mod jws;
mod logout_hint;
mod ocsp;
mod pkcs10;
mod signed;
mod webauthn;

/// A target and what it runs.
pub type Target = (&'static str, fn(&[u8]));

pub const TARGETS: &[Target] = &[
    ("authorization", authorization::run),
    ("assertion", assertion::run),
    ("certificate", certificate::run),
    ("crl", crl::run),
    ("dpop", dpop::run),
    ("jwe", jwe::run),
    ("jws", jws::run),
    ("logout_hint", logout_hint::run),
    ("ocsp", ocsp::run),
    ("pkcs10", pkcs10::run),
    ("webauthn", webauthn::run),
];

/// Runs one input through the target of this name.
pub fn run(target: &str, input: &[u8]) {
    let found = TARGETS.iter().find(|(name, _)| *name == target);
    let (_, run) = found.unwrap_or_else(|| panic!("no target is called {target}"));
    run(input);
}
