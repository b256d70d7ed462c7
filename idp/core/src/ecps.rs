//! The e-CPS as the provider sees it: enrolment, requests, approvals (design §5, docs/ecps-protocol.md).

mod port;

pub use port::{Activation, Appareil, AppareilEtat, Appareils, Messages, Notification, Replaced};
