//! OpenID Connect Core 1.0.

mod claims;
mod hints;
mod id_token;
mod implicit;
mod offline;
mod prompt;
mod request;
mod subject;
mod userinfo;
