//! JSON Web Token Profile for OAuth 2.0 Access Tokens.

mod token;
