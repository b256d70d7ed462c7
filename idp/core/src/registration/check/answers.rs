//! How what is answered is protected.

use super::keys::encryptions;
use super::unless;
use crate::registration::{Declaration, Objection};

/// OpenID Connect Registration 1.0 §2: an `enc` goes with its `alg`.
pub fn encryption(declaration: &Declaration) -> Vec<Objection> {
    let contents = [
        ("id_token_encrypted_response_enc", declaration.id_token_encrypted_response_enc),
        ("userinfo_encrypted_response_enc", declaration.userinfo_encrypted_response_enc),
        ("introspection_encrypted_response_enc", declaration.introspection_encrypted_response_enc),
        ("authorization_encrypted_response_enc", declaration.authorization_encrypted_response_enc),
    ];
    let pairs = contents.into_iter().zip(encryptions(declaration));
    let alone = pairs.filter(|((_, enc), (_, alg))| enc.is_some() && alg.is_none());
    alone
        .flat_map(|((key, _), _)| {
            unless(false, key, "stands without its alg", "send the …_response_alg too, or remove it")
        })
        .collect()
}

/// A token is bound to one thing.
pub fn one_binding(declaration: &Declaration) -> Vec<Objection> {
    unless(
        !(declaration.dpop_bound_access_tokens && declaration.tls_client_certificate_bound_access_tokens),
        "dpop_bound_access_tokens",
        "tls_client_certificate_bound_access_tokens is also true",
        "choose one: tokens are bound to a DPoP key or to a certificate",
    )
}
