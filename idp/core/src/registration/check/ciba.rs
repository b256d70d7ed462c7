//! OpenID Connect CIBA Core 1.0 §4.

use oidc::GrantType;

use super::unless;
use crate::ciba::REQUEST_ALGS;
use crate::registration::{Declaration, Delivery, Objection};

/// The grant and the way its answer comes go together; push is not offered (FAPI-CIBA §5.2.2).
pub fn delivery(declaration: &Declaration) -> Vec<Objection> {
    let (mode, key) = (declaration.backchannel_token_delivery_mode, "backchannel_token_delivery_mode");
    let mut found = unless(
        declaration.has(GrantType::Ciba) == mode.is_some(),
        key,
        "a client has the CIBA grant and a delivery mode, or neither",
        "send \"poll\" or \"ping\" with urn:openid:params:grant-type:ciba among grant_types",
    );
    found.extend(unless(
        mode != Some(Delivery::Push),
        key,
        "push is not offered: it would send tokens to an address without proof of who answers there",
        "use \"ping\" or \"poll\"",
    ));
    let endpoint = declaration.backchannel_client_notification_endpoint.is_some();
    found.extend(unless(
        mode != Some(Delivery::Ping) || endpoint,
        "backchannel_client_notification_endpoint",
        "ping has nowhere to go",
        "send the address that is to be called, or use \"poll\"",
    ));
    found.extend(unless(
        mode == Some(Delivery::Ping) || !endpoint,
        "backchannel_client_notification_endpoint",
        "nothing is notified without ping",
        "remove it, or use \"ping\"",
    ));
    found
}

pub fn user_code(declaration: &Declaration) -> Vec<Objection> {
    unless(
        !declaration.backchannel_user_code_parameter,
        "backchannel_user_code_parameter",
        "people have no user code here: they approve on their own phone",
        "leave it out",
    )
}

/// FAPI-CIBA §7.10.
pub fn request_alg(declaration: &Declaration) -> Vec<Objection> {
    let alg = declaration.backchannel_authentication_request_signing_alg;
    unless(
        alg.is_none_or(|alg| REQUEST_ALGS.contains(&alg)),
        "backchannel_authentication_request_signing_alg",
        "a signed request would be refused under this algorithm",
        "use PS256 or ES256",
    )
}
