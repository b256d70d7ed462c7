//! `response_type`: RFC 6749 §3.1.1. One value only: nothing that carries a token travels by the browser.

pub const CODE: &str = "code";
