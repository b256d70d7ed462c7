//! JSON Web Token (JWT) Response for OAuth Token Introspection.

mod jwt;
