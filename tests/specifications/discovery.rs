//! OpenID Connect Discovery 1.0, and RFC 8414 where it adds to it.

mod document;
mod keys;
