//! Discovery: OpenID Connect Discovery 1.0 §3. What is said here exists; nothing else is said.

use jose::{JweAlg, JweEnc, JwsAlg};
use oidc::metadata::MtlsEndpointAliases;
use oidc::{Acr, CodeChallenge, GrantType, Prompt, ProviderMetadata, ResponseMode, ResponseType};

use crate::ciba;
use crate::claims::scope;
use crate::claims::subject::Subjects;
use crate::hosts::Hosts;
use crate::key::SigningAlg;

const AUTH_METHODS: [&str; 5] =
    ["private_key_jwt", "tls_client_auth", "self_signed_tls_client_auth", "client_secret_basic", "client_secret_post"];
const ASSERTION_ALGS: [&str; 4] = ["RS256", "PS256", "ES256", "EdDSA"];
const CLAIMS: [&str; 26] = [
    "aud",
    "sub",
    "iss",
    "exp",
    "iat",
    "auth_time",
    "nonce",
    "acr",
    "amr",
    "azp",
    "sid",
    "authMode",
    "name",
    "given_name",
    "family_name",
    "preferred_username",
    "SubjectNameID",
    "codeCivilite",
    "otherIds",
    "SubjectRefPro",
    "SubjectRole",
    "SubjectOrganization",
    "SubjectOrganizationID",
    "Secteur_Activite",
    "codeGenreActivite",
    "situation",
];

const CONTACT_SCOPES: [&str; 3] = [scope::EMAIL, scope::PHONE, scope::ADDRESS];
const CONTACT_CLAIMS: [&str; 5] = ["email", "email_verified", "phone_number", "phone_number_verified", "address"];

/// What the operator chose to offer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    /// Clients may register themselves.
    pub registration: bool,
    /// [`crate::claims::ClaimSettings::contact`].
    pub contact: bool,
    /// [`crate::registration::RegistrationSettings::implicit`].
    pub implicit: bool,
}

pub fn metadata(hosts: &Hosts, subjects: &Subjects, realm: Offered) -> ProviderMetadata {
    let Offered { registration, contact, implicit } = realm;
    let claims = CLAIMS.into_iter().chain(CONTACT_CLAIMS.into_iter().filter(|_| contact)).collect();
    let scopes = scope::ALL.iter().copied().filter(|word| contact || !CONTACT_SCOPES.contains(word)).collect();
    let offered = |method: &&str| hosts.mtls.is_some() || !method.ends_with("tls_client_auth");
    let methods: Vec<&'static str> = AUTH_METHODS.into_iter().filter(offered).collect();
    let mut public_too = methods.clone();
    public_too.push("none");
    let grants = GrantType::ALL.into_iter().filter(|grant| implicit || *grant != GrantType::Implicit);
    let responses = ResponseType::ALL.into_iter().filter(|kind| implicit || !kind.carries_tokens());
    let signing = SigningAlg::ALL.map(SigningAlg::word).to_vec();
    let (alg, enc) = (JweAlg::ALL.map(JweAlg::word).to_vec(), JweEnc::ALL.map(JweEnc::word).to_vec());
    ProviderMetadata {
        issuer: hosts.issuer.clone(),
        authorization_endpoint: hosts.authorization_endpoint(),
        token_endpoint: hosts.at(Hosts::TOKEN),
        introspection_endpoint: hosts.at(Hosts::INTROSPECTION),
        userinfo_endpoint: hosts.at(Hosts::USERINFO),
        end_session_endpoint: hosts.at(Hosts::LOGOUT),
        revocation_endpoint: hosts.at(Hosts::REVOCATION),
        jwks_uri: hosts.at(Hosts::CERTS),
        grant_types_supported: grants.map(GrantType::word).collect(),
        response_types_supported: responses.map(ResponseType::word).collect(),
        response_modes_supported: ResponseMode::ALL.map(ResponseMode::word).to_vec(),
        subject_types_supported: subjects.types(),
        id_token_signing_alg_values_supported: signing.clone(),
        token_endpoint_auth_methods_supported: public_too.clone(),
        token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS.to_vec(),
        introspection_endpoint_auth_methods_supported: methods,
        introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS.to_vec(),
        revocation_endpoint_auth_methods_supported: public_too,
        revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS.to_vec(),
        acr_values_supported: Acr::ALL.map(Acr::word).to_vec(),
        prompt_values_supported: Prompt::ALL.map(Prompt::word).to_vec(),
        claim_types_supported: vec!["normal"],
        claims_supported: claims,
        scopes_supported: scopes,
        ui_locales_supported: vec!["fr", "en"],
        code_challenge_methods_supported: vec![CodeChallenge::METHOD],
        claims_parameter_supported: true,
        request_parameter_supported: true,
        request_uri_parameter_supported: true,
        require_request_uri_registration: true,
        tls_client_certificate_bound_access_tokens: hosts.mtls.is_some(),
        authorization_response_iss_parameter_supported: true,
        pushed_authorization_request_endpoint: hosts.at(Hosts::PAR),
        require_pushed_authorization_requests: false,
        require_signed_request_object: false,
        request_object_signing_alg_values_supported: signing.clone(),
        request_object_encryption_alg_values_supported: Vec::new(),
        request_object_encryption_enc_values_supported: Vec::new(),
        id_token_encryption_alg_values_supported: alg.clone(),
        id_token_encryption_enc_values_supported: enc.clone(),
        userinfo_signing_alg_values_supported: signing.clone(),
        userinfo_encryption_alg_values_supported: alg.clone(),
        userinfo_encryption_enc_values_supported: enc.clone(),
        authorization_signing_alg_values_supported: signing.clone(),
        authorization_encryption_alg_values_supported: alg.clone(),
        authorization_encryption_enc_values_supported: enc.clone(),
        introspection_signing_alg_values_supported: signing,
        introspection_encryption_alg_values_supported: alg,
        introspection_encryption_enc_values_supported: enc,
        dpop_signing_alg_values_supported: vec!["PS256", "ES256", "EdDSA"],
        mtls_endpoint_aliases: aliases(hosts, registration),
        backchannel_authentication_endpoint: hosts.at(Hosts::CIBA),
        backchannel_token_delivery_modes_supported: vec!["poll", "ping"],
        backchannel_authentication_request_signing_alg_values_supported: ciba::REQUEST_ALGS.map(JwsAlg::word).to_vec(),
        backchannel_user_code_parameter_supported: false,
        device_authorization_endpoint: hosts.at(Hosts::DEVICE),
        registration_endpoint: registration.then(|| hosts.at(Hosts::REGISTRATION)),
        check_session_iframe: hosts.session_frame(),
        backchannel_logout_supported: true,
        backchannel_logout_session_supported: true,
        frontchannel_logout_supported: true,
        frontchannel_logout_session_supported: true,
    }
}

/// RFC 8705 §5.
fn aliases(hosts: &Hosts, registration: bool) -> Option<MtlsEndpointAliases> {
    Some(MtlsEndpointAliases {
        token_endpoint: hosts.mtls_at(Hosts::TOKEN)?,
        introspection_endpoint: hosts.mtls_at(Hosts::INTROSPECTION)?,
        userinfo_endpoint: hosts.mtls_at(Hosts::USERINFO)?,
        revocation_endpoint: hosts.mtls_at(Hosts::REVOCATION)?,
        pushed_authorization_request_endpoint: hosts.mtls_at(Hosts::PAR)?,
        backchannel_authentication_endpoint: hosts.mtls_at(Hosts::CIBA)?,
        device_authorization_endpoint: hosts.mtls_at(Hosts::DEVICE)?,
        registration_endpoint: hosts.mtls_at(Hosts::REGISTRATION).filter(|_| registration),
    })
}
