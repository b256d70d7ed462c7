//! What the provider says over HTTP: the issuer, the authorization and card hosts, the device API of the e-CPS.


pub mod ecps;
pub mod oidc;
