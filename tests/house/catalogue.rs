//! Generated pages: compared with what stands in `docs/`, or written when asked.

use crate::tree;

/// Fails when `file` differs from `text`; with `CADUCEE_WRITE_DOCS` set, writes it instead.
#[expect(clippy::disallowed_methods, reason = "a switch for the person who runs the test, not configuration")]
pub fn hold(file: &str, text: &str) {
    if std::env::var("CADUCEE_WRITE_DOCS").is_ok() {
        std::fs::write(tree::root().join(file), text).expect("the page can be written");
        return;
    }
    let stands = std::fs::read_to_string(tree::root().join(file)).unwrap_or_default();
    assert!(stands == text, "{file} is not up to date: CADUCEE_WRITE_DOCS=1 cargo test -p tests --test house");
}
