//! idp-web
