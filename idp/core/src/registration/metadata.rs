//! The JSON of RFC 7591 and OpenID Connect Registration: what a client sends becomes a [`Declaration`], and a
//! registration becomes what the client reads.

mod read;
mod told;

pub use read::{Given, Sent, declare};
pub use told::told;

/// Members whose key in a [`Declaration`] is another word; the rest have the same name.
const RENAMED: &[(&str, &str)] = &[
    ("client_id", "id"),
    ("client_name", "name"),
    ("client_secret", "secret"),
    ("scope", "scopes"),
    ("token_endpoint_auth_method", "auth"),
    ("id_token_signed_response_alg", "id_token_alg"),
    ("caducee_profile", "profile"),
    ("caducee_place", "place"),
    ("caducee_pkce_required", "pkce_required"),
    ("caducee_resources", "resources"),
    ("caducee_serves", "serves"),
    ("caducee_access_token_format", "access_token_format"),
    ("caducee_cnf_form", "cnf_form"),
    ("caducee_may_introspect", "may_introspect"),
    ("caducee_may_hint_situation", "may_hint_situation"),
    ("caducee_structure", "structure"),
    ("caducee_sans_situation", "sans_situation"),
    ("caducee_legal_person", "legal_person"),
    ("caducee_exchanges_tokens_of", "exchanges_tokens_of"),
];

/// Members that a client may send under their own name.
const SAME: &[&str] = &[
    "application_type",
    "authorization_encrypted_response_alg",
    "authorization_encrypted_response_enc",
    "authorization_signed_response_alg",
    "backchannel_authentication_request_signing_alg",
    "backchannel_client_notification_endpoint",
    "backchannel_logout_session_required",
    "backchannel_logout_uri",
    "backchannel_token_delivery_mode",
    "backchannel_user_code_parameter",
    "client_uri",
    "contacts",
    "default_acr_values",
    "default_max_age",
    "dpop_bound_access_tokens",
    "frontchannel_logout_session_required",
    "frontchannel_logout_uri",
    "grant_types",
    "id_token_encrypted_response_alg",
    "id_token_encrypted_response_enc",
    "initiate_login_uri",
    "introspection_encrypted_response_alg",
    "introspection_encrypted_response_enc",
    "introspection_signed_response_alg",
    "jwks",
    "jwks_uri",
    "logo_uri",
    "policy_uri",
    "post_logout_redirect_uris",
    "redirect_uris",
    "request_object_encryption_alg",
    "request_object_encryption_enc",
    "request_object_signing_alg",
    "request_uris",
    "require_auth_time",
    "require_pushed_authorization_requests",
    "require_signed_request_object",
    "response_types",
    "sector_identifier_uri",
    "software_id",
    "software_statement",
    "software_version",
    "subject_type",
    "tls_client_auth_san_dns",
    "tls_client_auth_san_email",
    "tls_client_auth_san_ip",
    "tls_client_auth_san_uri",
    "tls_client_auth_subject_dn",
    "tls_client_certificate_bound_access_tokens",
    "token_endpoint_auth_signing_alg",
    "tos_uri",
    "userinfo_encrypted_response_alg",
    "userinfo_encrypted_response_enc",
    "userinfo_signed_response_alg",
];

/// The name under which a client knows a key of a [`super::Declaration`].
pub fn member(key: &'static str) -> &'static str {
    RENAMED.iter().find(|(_, known)| *known == key).map_or(key, |(member, _)| member)
}
