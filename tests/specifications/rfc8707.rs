//! Resource Indicators for OAuth 2.0.

mod resource;
