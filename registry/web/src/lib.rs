//! registry-web
