//! The token endpoint: RFC 6749 §3.2, OpenID Connect Core 1.0 §3.1.3 and §12.

mod authorization_code;
mod by_browser;
mod ciba;
mod client_credentials;
mod device_code;
mod emission;
mod fallen;
mod issue;
mod port;
pub(crate) mod purpose;
mod refresh_token;
mod refusal;
mod resource;
mod revoke;
mod service;
mod shapes;
mod standing;
mod token_exchange;

pub use by_browser::ByBrowser;
pub(crate) use fallen::{Fall, Fallen};
pub use port::SessionsVivantes;
pub use refusal::{PublicRefusal, TokenRefusal};
pub(crate) use revoke::revoke_grant;
pub use service::{Deps, Tokens};
pub(crate) use standing::Token;
pub use standing::{Standing, StandingRefusal};

#[cfg(test)]
mod tests;
