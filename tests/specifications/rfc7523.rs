//! JWT Profile for OAuth 2.0 Client Authentication, with the rules of OpenID Connect Core 1.0 §9.

mod assertion;
