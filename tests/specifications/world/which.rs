//! Which target a requirement is passed against.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::LazyLock;

use tokio::runtime::Runtime;
use tokio::sync::OnceCell;

use super::set_up::SetUp;
use super::{Feature, Target, caducee, control};

/// One for the whole run: connections and sessions are shared between the tests.
static RUNTIME: LazyLock<Runtime> = LazyLock::new(|| {
    let mut builder = tokio::runtime::Builder::new_multi_thread();
    builder.enable_all().build().expect("a runtime")
});

async fn target(name: &str) -> &'static Target {
    static CADUCEE: OnceCell<Target> = OnceCell::const_new();
    static CONTROL: OnceCell<Target> = OnceCell::const_new();
    match name {
        "caducee" => CADUCEE.get_or_init(caducee::start).await,
        _ => CONTROL.get_or_init(control::start).await,
    }
}

/// The requirement holds, and the target announces what it speaks of.
pub fn passes(name: &str, features: &[Feature], requirement: impl AsyncFnOnce(&'static Target)) {
    let target = announcing(name, features);
    RUNTIME.block_on(requirement(target));
}

/// A difference that is known: the requirement does not hold here, and whoever mends it takes the declaration away. What
/// goes wrong before there is anything to compare is no difference.
pub fn passes_not(name: &str, features: &[Feature], requirement: impl AsyncFnOnce(&'static Target), reason: &str) {
    let target = announcing(name, features);
    let outcome = catch_unwind(AssertUnwindSafe(|| RUNTIME.block_on(requirement(target))));
    assert!(outcome.is_err(), "{name} holds this now; it was declared to differ: {reason}");
    assert!(!SetUp::broke(), "{name} was not set up, so nothing shows that it differs: {reason}");
}

fn announcing(name: &str, features: &[Feature]) -> &'static Target {
    let target = RUNTIME.block_on(target(name));
    features.iter().for_each(|feature| feature.assert_announced(target));
    target
}

/// Gives a closure its argument's type.
pub async fn apply(target: &'static Target, requirement: impl AsyncFnOnce(&'static Target)) {
    requirement(target).await;
}
