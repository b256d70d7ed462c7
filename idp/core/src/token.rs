//! The token endpoint: RFC 6749 §3.2, OpenID Connect Core 1.0 §3.1.3 and §12.

mod port;

pub use port::SessionsVivantes;
