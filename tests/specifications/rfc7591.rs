//! OAuth 2.0 Dynamic Client Registration.

mod register;
