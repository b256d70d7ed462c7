//! The OAuth 2.0 Authorization Framework.

mod authorization;
mod client_authentication;
mod client_credentials;
mod code;
mod redirect_uri;
mod refresh;
mod token;
