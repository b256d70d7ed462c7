//! idp-store
