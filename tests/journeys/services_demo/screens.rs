//! Both services in a real Chromium: axe on each page, photographs on a phone and on a desk.

use harness::{Sandbox, node, succeed};
use serde_json::json;

use crate::browser::{PIN, activate, browser_home, screens};

// requirement: USE-08
#[test]
fn both_services_are_readable_on_a_phone_and_on_a_desk() {
    let sandbox = Sandbox::start();
    for qui in ["aide-soignante", "autre-activite"] {
        activate(&sandbox, qui);
    }
    let home = browser_home(&sandbox, None);
    let options =
        json!({ "manifest": sandbox.manifest, "home": home.path(), "screens": screens("services-demo"), "pin": PIN });
    succeed(&mut node(&sandbox, "journeys/services-demo.mjs", &options));
}
