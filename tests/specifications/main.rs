//! Every specification, from outside: the same requirements against the sandbox and against npm `oidc-provider`. How to add
//! one: `README.md`.

#[macro_use]
mod world;

mod backchannel_logout;
mod ciba;
mod discovery;
mod fapi2;
mod fapi_ciba;
mod form_post;
mod frontchannel_logout;
mod jarm;
mod jwe;
mod openid_core;
mod openid_registration;
mod rfc6749;
mod rfc7009;
mod rfc7523;
mod rfc7591;
mod rfc7592;
mod rfc7636;
mod rfc7662;
mod rfc8628;
mod rfc8693;
mod rfc8705;
mod rfc8707;
mod rfc9068;
mod rfc9101;
mod rfc9126;
mod rfc9207;
mod rfc9449;
mod rfc9701;
mod rp_initiated_logout;
mod session_management;
mod ssf;
