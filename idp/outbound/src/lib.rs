//! idp-outbound
