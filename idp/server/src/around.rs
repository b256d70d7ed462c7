use std::sync::Arc;

use axum::Router;
use idp_core::signing::Signing;

/// One of the provider's own sites.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Site {
    Issuer,
    Authorization,
    /// The host for machines.
    Mtls,
}

/// What whoever composes the provider puts around a site, inside the limits and headers that every site has: nothing in
/// production. It is given the signer, so that a bench can sign what the provider would not.
pub type Around = Arc<dyn Fn(Site, Router, &Arc<Signing>) -> Router + Send + Sync>;

/// As they are.
pub fn nothing() -> Around {
    Arc::new(|_, router, _| router)
}
