//! idp-core
