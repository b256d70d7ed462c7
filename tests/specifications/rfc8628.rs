//! OAuth 2.0 Device Authorization Grant.

mod device;
