//! facts/psc.md §1.4: `kc_idp_hint` names a local identity provider. None is offered yet, and the client is told.

use oidc::Parameters;

use super::Fault;

pub fn check(params: &Parameters) -> Result<(), Fault> {
    match params.get("kc_idp_hint") {
        Some(_) => Err(Fault::request("kc_idp_hint: no local identity provider is offered")),
        None => Ok(()),
    }
}
