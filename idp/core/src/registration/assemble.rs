//! From a declaration that holds to the registration.

use ambient::{ExposeSecret as _, RestKey, SecretString};
use jose::{Encryption, JweAlg, JweEnc, JwsAlg};
use oidc::ResponseType;
use url::Url;

use super::declaration::{Author, Delivery};
use super::{Declaration, Method, Objection};
use crate::client::{
    AccessTokenFormat, AnswerRules, CibaRules, Client, ClientAuth, ClientId, ClientKeys, LogoutRules, Origin, Profile,
    RequestRules, SansSituation, Shown, SubjectRules, TlsSubject, TokenRules,
};
use crate::client_auth::ClientAuthentication;

impl Declaration {
    /// The registration, its secret in the form in which it rests.
    pub fn register(&self, rest: &RestKey) -> Result<Client, Vec<Objection>> {
        let objections = self.objections();
        if !objections.is_empty() {
            return Err(objections);
        }
        let profile = self.profile();
        Ok(Client {
            id: ClientId::from(self.id.as_str()),
            name: self.name.clone(),
            place: self.shown_place(),
            profile,
            auth: self.proof(rest),
            redirect_uris: self.redirect_uris.clone(),
            post_logout_redirect_uris: self.post_logout_redirect_uris.clone(),
            scopes: self.scopes.clone(),
            id_token_alg: self.id_token_alg(),
            pkce_required: self.pkce_required.unwrap_or(profile != Profile::Psc),
            may_introspect: self.may_introspect,
            may_hint_situation: self.may_hint_situation,
            structure: self.structure.clone(),
            sans_situation: self.sans_situation.unwrap_or(SansSituation::Refuse),
            disabled_at: None,
            grants: self.grants(),
            keys: self.keys(),
            assertion_alg: self.token_endpoint_auth_signing_alg,
            requests: self.requests(),
            answers: self.answers(),
            tokens: self.tokens(),
            logout: self.logout(),
            ciba: self.ciba(),
            subject: SubjectRules {
                kind: self.subject_type,
                psc: self.psc_subject,
                // the document's host; without one, every address has the same host or none is pairwise
                sector: super::check::sector(self),
                sector_identifier_uri: self.sector_identifier_uri.clone(),
            },
            shown: self.shown(),
            legal_person: self.legal_person.clone(),
            origin: Origin::Declared,
            outgoing: None,
        })
    }

    /// Who registers itself is at the host that people come back to, whatever it says: the login page and the phone show it.
    fn shown_place(&self) -> String {
        let host = |uri: &String| Url::parse(uri).ok()?.host_str().map(str::to_owned);
        match self.author {
            Author::Client { local: false } => {
                self.redirect_uris.first().and_then(host).unwrap_or_else(|| self.id.clone())
            }
            Author::Operator | Author::Partner { .. } | Author::Client { local: true } => self.place.clone(),
        }
    }

    /// FAPI 2.0 Security Profile §5.4.1: no RS256 there.
    pub fn id_token_alg(&self) -> JwsAlg {
        self.id_token_alg.unwrap_or(if self.profile().is_fapi() { JwsAlg::PS256 } else { JwsAlg::RS256 })
    }

    fn proof(&self, rest: &RestKey) -> ClientAuth {
        let secret = self.secret.as_ref().map(SecretString::expose_secret).unwrap_or_default();
        let resting = || ClientAuthentication::rest_secret(rest, secret);
        match self.auth() {
            Method::None => ClientAuth::None,
            Method::ClientSecretBasic => ClientAuth::ClientSecretBasic { secret: resting() },
            Method::ClientSecretPost => ClientAuth::ClientSecretPost { secret: resting() },
            Method::PrivateKeyJwt => ClientAuth::PrivateKeyJwt,
            Method::SelfSignedTlsClientAuth => ClientAuth::SelfSignedTlsClientAuth,
            Method::TlsClientAuth => {
                ClientAuth::TlsClientAuth { subject: self.tls_subjects().into_iter().next().unwrap_or(NOBODY) }
            }
        }
    }

    /// As many as were declared: the checks want exactly one.
    pub fn tls_subjects(&self) -> Vec<TlsSubject> {
        let kinds = [
            self.tls_client_auth_subject_dn.clone().map(TlsSubject::SubjectDn),
            self.tls_client_auth_san_dns.clone().map(TlsSubject::SanDns),
            self.tls_client_auth_san_uri.clone().map(TlsSubject::SanUri),
            self.tls_client_auth_san_ip.clone().map(TlsSubject::SanIp),
            self.tls_client_auth_san_email.clone().map(TlsSubject::SanEmail),
        ];
        kinds.into_iter().flatten().collect()
    }

    fn keys(&self) -> ClientKeys {
        match (&self.jwks, &self.jwks_uri) {
            (Some(jwks), _) => ClientKeys::Jwks(jwks.to_string()),
            (None, Some(uri)) => ClientKeys::JwksUri(uri.clone()),
            (None, None) => ClientKeys::None,
        }
    }

    fn implicit(&self) -> Vec<ResponseType> {
        let said = self.response_types.iter().flatten().filter_map(|word| word.parse().ok());
        said.filter(|kind: &ResponseType| kind.carries_tokens()).collect()
    }

    fn requests(&self) -> RequestRules {
        let profile = self.profile();
        RequestRules {
            implicit: self.implicit(),
            pushed_only: self.require_pushed_authorization_requests.unwrap_or(profile.is_fapi2()),
            signed_only: self.require_signed_request_object.unwrap_or(profile == Profile::Fapi2MessageSigning),
            object_alg: self.request_object_signing_alg,
            request_uris: self.request_uris.clone(),
            default_max_age: self.default_max_age,
            require_auth_time: self.require_auth_time,
            default_acr_values: self.default_acr_values.clone(),
            phishing_resistant: self.phishing_resistant,
            card_present: self.card_present,
            native: self.native(),
        }
    }

    fn answers(&self) -> AnswerRules {
        AnswerRules {
            id_token_encryption: encryption(self.id_token_encrypted_response_alg, self.id_token_encrypted_response_enc),
            userinfo_alg: self.userinfo_signed_response_alg,
            userinfo_encryption: encryption(self.userinfo_encrypted_response_alg, self.userinfo_encrypted_response_enc),
            introspection_alg: self.introspection_signed_response_alg,
            introspection_encryption: encryption(
                self.introspection_encrypted_response_alg,
                self.introspection_encrypted_response_enc,
            ),
            authorization_alg: self.authorization_signed_response_alg,
            authorization_encryption: encryption(
                self.authorization_encrypted_response_alg,
                self.authorization_encrypted_response_enc,
            ),
            levels: self.psc_levels,
        }
    }

    fn tokens(&self) -> TokenRules {
        TokenRules {
            format: self.access_token_format.unwrap_or(match self.profile() {
                Profile::Psc => AccessTokenFormat::Psc,
                _ => AccessTokenFormat::AtJwt,
            }),
            dpop_bound: self.dpop_bound_access_tokens,
            certificate_bound: self.tls_client_certificate_bound_access_tokens,
            cnf_form: self.cnf_form.unwrap_or_default(),
            resources: self.resources.clone(),
            serves: self.serves.clone(),
            exchanges_tokens_of: self.exchanges_tokens_of.clone(),
        }
    }

    fn logout(&self) -> LogoutRules {
        LogoutRules {
            backchannel_uri: self.backchannel_logout_uri.clone(),
            backchannel_session_required: self.backchannel_logout_session_required,
            frontchannel_uri: self.frontchannel_logout_uri.clone(),
            frontchannel_session_required: self.frontchannel_logout_session_required,
        }
    }

    fn ciba(&self) -> Option<CibaRules> {
        let request_alg = self.backchannel_authentication_request_signing_alg;
        match (self.backchannel_token_delivery_mode?, &self.backchannel_client_notification_endpoint) {
            (Delivery::Ping, Some(endpoint)) => {
                Some(CibaRules::Ping { notification_endpoint: endpoint.clone(), request_alg })
            }
            _ => Some(CibaRules::Poll { request_alg }),
        }
    }

    fn shown(&self) -> Shown {
        Shown {
            names: self.names.clone(),
            client_uri: self.client_uri.clone(),
            logo_uri: self.logo_uri.clone(),
            policy_uri: self.policy_uri.clone(),
            tos_uri: self.tos_uri.clone(),
            contacts: self.contacts.clone(),
            initiate_login_uri: self.initiate_login_uri.clone(),
            software_id: self.software_id.clone(),
            software_version: self.software_version.clone(),
        }
    }
}

/// No certificate has it; the checks refuse `tls_client_auth` without a subject.
const NOBODY: TlsSubject = TlsSubject::SubjectDn(String::new());

/// OpenID Connect Registration 1.0 §2: `enc` alone means nothing, `alg` alone means `A128CBC-HS256`.
fn encryption(alg: Option<JweAlg>, enc: Option<JweEnc>) -> Option<Encryption> {
    alg.map(|alg| Encryption { alg, enc: enc.unwrap_or(JweEnc::DEFAULT) })
}
