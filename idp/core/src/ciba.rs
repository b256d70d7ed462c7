//! Client-initiated backchannel authentication: OpenID Connect CIBA Core 1.0, FAPI-CIBA, and the dialect of Pro Santé
//! Connect (facts/psc.md §4.4). The same approval as behind the login page: the screen of the service shows a number, the
//! person types it on the phone and signs what the phone shows; or, with `channel=CARD`, types it beside the card in their reader.

mod approval;
mod ask;
mod channel;
mod check;
mod devices;
mod ping;
mod redeem;
mod refusal;
mod request;
mod sealed;
mod service;
mod settings;

pub use ask::Metiers;
pub use channel::Channel;
pub use check::REQUEST_ALGS;
pub use devices::AuthenticationDevices;
pub use ping::{Pause, PingDeps, Pings};
pub use redeem::Redeemed;
pub use refusal::CibaRefusal;
pub use request::CibaRequest;
pub use service::{Accepted, Ciba, Deps};
pub use settings::CibaSettings;

#[cfg(test)]
mod tests;
