//! What a test needs before it can show anything.

use std::cell::Cell;

thread_local! {
    static BROKEN: Cell<bool> = const { Cell::new(false) };
}

/// Held while a client is registered or a person logs in: a panic meanwhile is of the set-up, and not what the test is about.
pub struct SetUp;

impl SetUp {
    /// Whether a set-up of this test, which has a thread of its own, ended with a panic.
    pub fn broke() -> bool {
        BROKEN.get()
    }
}

impl Drop for SetUp {
    fn drop(&mut self) {
        if std::thread::panicking() {
            BROKEN.set(true);
        }
    }
}
