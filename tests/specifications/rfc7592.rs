//! OAuth 2.0 Dynamic Client Registration Management.

mod manage;
