//! What a security profile adds: each profile is a list of these in [`super`].

use jose::JwsAlg;
use oidc::GrantType;

use super::{objection, unless};
use crate::claims::scope;
use crate::claims::subject::SubjectForm;
use crate::client::Profile;
use crate::registration::{Declaration, Method, Objection};

/// The word opens the drop-in rules, relaxed for compatibility (docs/ecarts.md): a client does not take them by itself.
pub fn named_by_the_operator(declaration: &Declaration) -> Vec<Objection> {
    unless(
        !declaration.by_itself(),
        "profile",
        "psc is given by the operator",
        "use \"oidc\", \"fapi2\", \"fapi2-message-signing\" or \"fapi-ciba\"",
    )
}

/// What is rehearsed is what Pro Santé Connect answers; `psi` and the federated form are the two that it has had.
pub fn rehearsal(declaration: &Declaration) -> Vec<Objection> {
    let asked = declaration.psc_levels.is_some() || declaration.psc_subject.is_some();
    let psc = declaration.profile() == Profile::Psc;
    let known = declaration.psc_subject != Some(SubjectForm::Pairwise);
    unless(
        !asked || (psc && known),
        "psc_levels",
        "psc_levels and psc_subject rehearse what Pro Santé Connect answers",
        "leave them out, or use the profile \"psc\" and \"federated\" or \"psi\"",
    )
}

/// EXI PSC 22.
pub fn server_side(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.auth() != Method::None,
        "profile",
        "psc clients keep a secret or a key on their server (EXI PSC 22)",
        "use \"oidc\", or an authentication method",
    )
}

pub fn openid(declaration: &Declaration) -> Vec<Objection> {
    let openid = declaration.scopes.iter().any(|word| word == oidc::Scope::OPENID);
    unless(openid, "scopes", "openid is not among them", "add \"openid\"")
}

/// Contact data and access beyond the session do not exist with Pro Santé Connect.
pub fn words_of_psc(declaration: &Declaration) -> Vec<Objection> {
    let foreign: Vec<&str> =
        declaration.scopes.iter().map(String::as_str).filter(|word| scope::NEVER_IN_PSC.contains(word)).collect();
    let reason = format!("psc has none of: {}", foreign.join(" "));
    unless(foreign.is_empty(), "scopes", reason, "remove them, or use \"oidc\"")
}

/// Relying parties of Pro Santé Connect read the national identifier in `sub`.
pub fn subject_as_it_is(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.subject_type.is_none() && declaration.sector_identifier_uri.is_none(),
        "subject_type",
        "psc names people as Pro Santé Connect does",
        "leave it out, or use \"oidc\"",
    )
}

/// FAPI 2.0 Security Profile §5.3.2.1-6, FAPI-CIBA §5.2.2: mutual TLS or `private_key_jwt`.
pub fn strong(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.auth().is_strong(),
        "auth",
        "this profile takes no client that proves itself by a secret, or not at all",
        "use private_key_jwt, tls_client_auth or self_signed_tls_client_auth",
    )
}

/// FAPI 2.0 Security Profile §5.3.2.1-4: sender-constrained access tokens.
pub fn bound(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.dpop_bound_access_tokens || declaration.tls_client_certificate_bound_access_tokens,
        "dpop_bound_access_tokens",
        "this profile binds access tokens, and no binding is named",
        "send dpop_bound_access_tokens or tls_client_certificate_bound_access_tokens: true",
    )
}

/// FAPI 2.0 Security Profile §5.4.1: PS256, ES256 or EdDSA.
pub fn algorithms(declaration: &Declaration) -> Vec<Objection> {
    none_of(declaration, &[JwsAlg::RS256], "use PS256, ES256 or EdDSA")
}

/// FAPI-CIBA §7.10: PS256 or ES256.
pub fn algorithms_of_ciba(declaration: &Declaration) -> Vec<Objection> {
    none_of(declaration, &[JwsAlg::RS256, JwsAlg::EdDSA], "use PS256 or ES256")
}

fn none_of(declaration: &Declaration, foreign: &[JwsAlg], remedy: &'static str) -> Vec<Objection> {
    let algs = [
        ("id_token_alg", declaration.id_token_alg),
        ("token_endpoint_auth_signing_alg", declaration.token_endpoint_auth_signing_alg),
        ("request_object_signing_alg", declaration.request_object_signing_alg),
        ("userinfo_signed_response_alg", declaration.userinfo_signed_response_alg),
        ("introspection_signed_response_alg", declaration.introspection_signed_response_alg),
        ("authorization_signed_response_alg", declaration.authorization_signed_response_alg),
        ("backchannel_authentication_request_signing_alg", declaration.backchannel_authentication_request_signing_alg),
    ];
    let weak = algs.into_iter().filter(|(_, alg)| alg.is_some_and(|alg| foreign.contains(&alg)));
    weak.flat_map(|(key, _)| objection(key, "the algorithm is not of this profile", remedy)).collect()
}

/// FAPI 2.0 Security Profile §5.3.2.2-2.
pub fn pushed(declaration: &Declaration) -> Vec<Objection> {
    unless(
        declaration.require_pushed_authorization_requests != Some(false),
        "require_pushed_authorization_requests",
        "this profile takes pushed requests only",
        "leave it out",
    )
}

/// FAPI 2.0 Security Profile §5.3.2.2: what a person is asked comes by a pushed request; that of a device does not.
pub fn no_device(declaration: &Declaration) -> Vec<Objection> {
    unless(
        !declaration.has(GrantType::DeviceCode),
        "grant_types",
        "this profile takes pushed requests only, and a device pushes none",
        "remove urn:ietf:params:oauth:grant-type:device_code, or use \"oidc\"",
    )
}

/// FAPI 2.0 Security Profile §5.3.2.2-5.
pub fn pkce(declaration: &Declaration) -> Vec<Objection> {
    unless(declaration.pkce_required != Some(false), "pkce_required", "this profile demands PKCE", "leave it out")
}

/// FAPI 2.0 Security Profile §5.3.2.2-8: https, whatever the kind of client.
pub fn web_only(declaration: &Declaration) -> Vec<Objection> {
    let clear = declaration.redirect_uris.iter().any(|uri| !uri.starts_with("https://"));
    unless(!clear, "redirect_uris", "this profile takes https only", "use a claimed https address")
}

/// FAPI 2.0 Message Signing §5.3.1.
pub fn signed(declaration: &Declaration) -> Vec<Objection> {
    let mut found = unless(
        declaration.require_signed_request_object != Some(false),
        "require_signed_request_object",
        "this profile takes signed requests only",
        "leave it out",
    );
    found.extend(unless(
        declaration.jwks.is_some() || declaration.jwks_uri.is_some(),
        "jwks",
        "signed requests cannot be checked without keys",
        "send jwks_uri, or jwks",
    ));
    found
}

/// FAPI-CIBA §5.2.2: signed authentication requests.
pub fn backchannel(declaration: &Declaration) -> Vec<Objection> {
    let mut found = unless(
        declaration.has(GrantType::Ciba),
        "grant_types",
        "this profile is that of CIBA, and the grant is missing",
        "add urn:openid:params:grant-type:ciba",
    );
    found.extend(unless(
        declaration.jwks.is_some() || declaration.jwks_uri.is_some(),
        "jwks",
        "signed requests cannot be checked without keys",
        "send jwks_uri, or jwks",
    ));
    found
}
