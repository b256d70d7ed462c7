//! What a requirement speaks of, as discovery announces it.

use super::Target;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Feature {
    Par,
    Jar,
    JarByReference,
    Jarm,
    FormPost,
    Implicit,
    Claims,
    Iss,
    Dpop,
    Mtls,
    BoundToCertificate,
    Introspection,
    JwtIntrospection,
    Revocation,
    Registration,
    Ciba,
    Device,
    ClientCredentials,
    TokenExchange,
    EncryptedIdToken,
    EncryptedUserinfo,
    SignedUserinfo,
    Pairwise,
    EndSession,
    BackChannelLogout,
    FrontChannelLogout,
    SessionManagement,
}

impl Feature {
    /// The discovery document has the member, and the value where one is meant.
    pub fn assert_announced(self, target: &Target) {
        let (member, value) = self.announced_by();
        let found = &target.metadata[member];
        let there = match value {
            "" => !found.is_null() && found.as_array().is_none_or(|list| !list.is_empty()),
            "true" => found == true,
            value => found.as_array().is_some_and(|list| list.iter().any(|item| item == value)),
        };
        assert!(there, "{} does not announce {self:?}: {member} is {found}", target.name);
    }

    fn announced_by(self) -> (&'static str, &'static str) {
        match self {
            Self::Par => ("pushed_authorization_request_endpoint", ""),
            Self::Jar => ("request_parameter_supported", "true"),
            Self::JarByReference => ("request_uri_parameter_supported", "true"),
            Self::Jarm => ("authorization_signing_alg_values_supported", ""),
            Self::FormPost => ("response_modes_supported", "form_post"),
            Self::Implicit => ("grant_types_supported", "implicit"),
            Self::Claims => ("claims_parameter_supported", "true"),
            Self::Iss => ("authorization_response_iss_parameter_supported", "true"),
            Self::Dpop => ("dpop_signing_alg_values_supported", "ES256"),
            Self::Mtls => ("mtls_endpoint_aliases", ""),
            Self::BoundToCertificate => ("tls_client_certificate_bound_access_tokens", "true"),
            Self::Introspection => ("introspection_endpoint", ""),
            Self::JwtIntrospection => ("introspection_signing_alg_values_supported", ""),
            Self::Revocation => ("revocation_endpoint", ""),
            Self::Registration => ("registration_endpoint", ""),
            Self::Ciba => ("backchannel_authentication_endpoint", ""),
            Self::Device => ("device_authorization_endpoint", ""),
            Self::ClientCredentials => ("grant_types_supported", "client_credentials"),
            Self::TokenExchange => ("grant_types_supported", "urn:ietf:params:oauth:grant-type:token-exchange"),
            Self::EncryptedIdToken => ("id_token_encryption_alg_values_supported", ""),
            Self::EncryptedUserinfo => ("userinfo_encryption_alg_values_supported", ""),
            Self::SignedUserinfo => ("userinfo_signing_alg_values_supported", ""),
            Self::Pairwise => ("subject_types_supported", "pairwise"),
            Self::EndSession => ("end_session_endpoint", ""),
            Self::BackChannelLogout => ("backchannel_logout_supported", "true"),
            Self::FrontChannelLogout => ("frontchannel_logout_supported", "true"),
            Self::SessionManagement => ("check_session_iframe", ""),
        }
    }
}
