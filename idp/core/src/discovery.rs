//! Discovery: OpenID Connect Discovery 1.0 §3. What is said here exists; nothing else is said.

use oidc::{Acr, CodeChallenge, GrantType, Prompt, ProviderMetadata, ResponseMode, response_type};

use crate::claims::scope;
use crate::claims::subject::Subjects;
use crate::hosts::Hosts;
use crate::key::SigningAlg;

const AUTH_METHODS: [&str; 3] = ["private_key_jwt", "client_secret_basic", "client_secret_post"];
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

pub fn metadata(hosts: &Hosts, subjects: &Subjects) -> ProviderMetadata {
    let mut public_too = AUTH_METHODS.to_vec();
    public_too.push("none");
    ProviderMetadata {
        issuer: hosts.issuer.clone(),
        authorization_endpoint: hosts.authorization_endpoint(),
        token_endpoint: hosts.at(Hosts::TOKEN),
        introspection_endpoint: hosts.at(Hosts::INTROSPECTION),
        userinfo_endpoint: hosts.at(Hosts::USERINFO),
        end_session_endpoint: hosts.at(Hosts::LOGOUT),
        revocation_endpoint: hosts.at(Hosts::REVOCATION),
        jwks_uri: hosts.at(Hosts::CERTS),
        grant_types_supported: GrantType::ALL.map(GrantType::word).to_vec(),
        response_types_supported: vec![response_type::CODE],
        response_modes_supported: ResponseMode::ALL.map(ResponseMode::word).to_vec(),
        subject_types_supported: subjects.types(),
        id_token_signing_alg_values_supported: vec![SigningAlg::RS256.word(), SigningAlg::ES256.word()],
        token_endpoint_auth_methods_supported: public_too.clone(),
        token_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS.to_vec(),
        introspection_endpoint_auth_methods_supported: AUTH_METHODS.to_vec(),
        introspection_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS.to_vec(),
        revocation_endpoint_auth_methods_supported: public_too,
        revocation_endpoint_auth_signing_alg_values_supported: ASSERTION_ALGS.to_vec(),
        acr_values_supported: Acr::ALL.map(Acr::word).to_vec(),
        prompt_values_supported: Prompt::ALL.map(Prompt::word).to_vec(),
        claim_types_supported: vec!["normal"],
        claims_supported: CLAIMS.to_vec(),
        scopes_supported: scope::ALL.to_vec(),
        ui_locales_supported: vec!["fr", "en"],
        code_challenge_methods_supported: vec![CodeChallenge::METHOD],
        claims_parameter_supported: true,
        request_parameter_supported: false,
        request_uri_parameter_supported: false,
        require_request_uri_registration: false,
        tls_client_certificate_bound_access_tokens: false,
        authorization_response_iss_parameter_supported: true,
    }
}
