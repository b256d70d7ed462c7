//! What the library makes of a device that does what WebAuthn says, and of those that do not.

#![allow(clippy::unwrap_used, reason = "a test stops at what it did not expect")]

mod authenticator;
mod devices;
mod vouched;
