//! OAuth 2.0 Token Introspection.

mod introspection;
