use std::sync::atomic::{AtomicBool, Ordering};

use ambient::{Ambient, Timestamp};
use idp_core::introspection::StampsKnown;

/// The stamps are up to date, until a test says otherwise.
pub struct FakeKnown {
    ambient: Ambient,
    pub lost: AtomicBool,
}

impl FakeKnown {
    pub fn new(ambient: &Ambient) -> Self {
        Self { ambient: ambient.clone(), lost: AtomicBool::new(false) }
    }
}

impl StampsKnown for FakeKnown {
    fn known_at(&self) -> Option<Timestamp> {
        (!self.lost.load(Ordering::SeqCst)).then(|| self.ambient.now())
    }
}
