//! Every specification, from outside: the same requirements against the sandbox and against npm `oidc-provider`. How to add
//! one: `README.md`.

#[macro_use]
mod world;

mod backchannel_logout;
mod discovery;
mod fapi2;
mod form_post;
mod frontchannel_logout;
mod jarm;
mod openid_core;
mod rfc6749;
mod rfc7009;
mod rfc7636;
mod rfc7662;
mod rfc9101;
mod rfc9126;
mod rfc9207;
mod rp_initiated_logout;
mod session_management;
