//! Whole journeys over the network: `try`, clients that nobody here wrote, a real browser.
//!
//! One sandbox serves all of them; each journey uses a person of its own.

mod browser;
mod clients;
mod sandbox;

use std::sync::LazyLock;

use harness::Sandbox;

/// Started once. A static is never dropped, so the last test of the binary cannot stop it: the sandbox watches its parent.
static SANDBOX: LazyLock<Sandbox> = LazyLock::new(Sandbox::start);
