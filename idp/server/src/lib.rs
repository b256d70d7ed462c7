//! idp-server
