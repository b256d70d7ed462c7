//! OpenID Connect Dynamic Client Registration 1.0.

mod metadata;
mod sector;
