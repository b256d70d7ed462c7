//! What the requirements are passed with: two targets, clients, keys, tokens with one deliberate defect.

mod answer;
mod bits;
mod browser;
mod caducee;
mod call;
pub mod callback;
mod certificate;
mod client;
mod control;
mod dpop;
mod feature;
mod form;
mod jwt;
mod key;
mod later;
mod openssl;
mod phone;
mod receiver;
mod request;
mod set_up;
mod target;
mod which;

pub use answer::Answer;
pub use bits::{b64, digest, random, unb64};
pub use browser::{Browser, Outcome};
pub use call::Call;
pub use callback::Callback;
pub use certificate::Certificate;
pub use client::Client;
pub use dpop::Dpop;
pub use feature::Feature;
pub use form::Form;
pub use jwt::{Jwt, Read, now};
pub use key::Key;
pub use later::Later;
pub use phone::Phone;
pub use receiver::{Received, Receiver};
pub use request::Request;
pub use serde_json::{Value, json};
pub use target::Target;
pub use which::{apply, passes, passes_not};

/// One requirement, passed against both targets: `README.md`.
macro_rules! specification {
    ($name:ident, $what:literal, [$($feature:ident),*], $test:expr) => {
        specification!(@requirement $name, [$($feature),*], $test, {
            #[test]
            fn control() {
                $crate::world::passes("control", FEATURES, requirement);
            }
        });
    };
    ($name:ident, $what:literal, [$($feature:ident),*], differs($reason:literal), $test:expr) => {
        specification!(@requirement $name, [$($feature),*], $test, {
            #[test]
            fn control() {
                $crate::world::passes_not("control", FEATURES, requirement, $reason);
            }
        });
    };
    ($name:ident, $what:literal, [$($feature:ident),*], alone($reason:literal), $test:expr) => {
        specification!(@requirement $name, [$($feature),*], $test, {});
    };
    (@requirement $name:ident, [$($feature:ident),*], $test:expr, {$($control:item)?}) => {
        mod $name {
            #[allow(unused_imports, reason = "a requirement names what it needs, or nothing")]
            use super::*;

            const FEATURES: &[$crate::world::Feature] = &[$($crate::world::Feature::$feature),*];

            async fn requirement(target: &'static $crate::world::Target) {
                $crate::world::apply(target, $test).await;
            }

            #[test]
            fn caducee() {
                $crate::world::passes("caducee", FEATURES, requirement);
            }

            $($control)?
        }
    };
}
