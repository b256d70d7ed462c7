//! OAuth 2.0 Token Exchange.

mod exchange;
