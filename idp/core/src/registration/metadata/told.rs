use jose::{Encryption, JwsAlg};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::claims::subject::Subjects;
use crate::client::{CibaRules, Client, ClientAuth, ClientKeys, TlsSubject};

/// RFC 7591 §3.2.1: every member as it was taken, defaults included. Secrets and addresses of the management are the
/// caller's to add.
pub fn told(client: &Client, subjects: &Subjects) -> Map<String, Value> {
    let mut told = Told::default();
    told.names(client);
    told.grants(client);
    told.proof(client);
    told.requests(client);
    told.answers(client);
    told.tokens(client);
    told.logout(client);
    told.ciba(client);
    told.subjects(client, subjects);
    told.0
}

#[derive(Default)]
struct Told(Map<String, Value>);

impl Told {
    fn says(&mut self, member: &str, value: impl Serialize) {
        // what a client registered is text, numbers and lists of them
        self.0.insert(member.to_owned(), json!(value));
    }

    fn maybe(&mut self, member: &str, value: Option<impl Serialize>) {
        if let Some(value) = value {
            self.says(member, value);
        }
    }

    fn some(&mut self, member: &str, list: &[String]) {
        self.maybe(member, (!list.is_empty()).then_some(list));
    }

    fn names(&mut self, client: &Client) {
        let shown = &client.shown;
        self.says("client_id", &client.id);
        self.says("client_name", &client.name);
        for (tag, name) in &shown.names {
            self.says(&format!("client_name#{tag}"), name);
        }
        self.says("caducee_place", &client.place);
        self.says("caducee_profile", client.profile);
        self.maybe("client_uri", shown.client_uri.as_ref());
        self.maybe("logo_uri", shown.logo_uri.as_ref());
        self.maybe("policy_uri", shown.policy_uri.as_ref());
        self.maybe("tos_uri", shown.tos_uri.as_ref());
        self.some("contacts", &shown.contacts);
        self.maybe("initiate_login_uri", shown.initiate_login_uri.as_ref());
        self.maybe("software_id", shown.software_id.as_ref());
        self.maybe("software_version", shown.software_version.as_ref());
    }

    fn grants(&mut self, client: &Client) {
        self.says("application_type", if client.requests.native { "native" } else { "web" });
        self.says("redirect_uris", &client.redirect_uris);
        self.some("post_logout_redirect_uris", &client.post_logout_redirect_uris);
        self.says("response_types", client.response_types());
        self.says("grant_types", &client.grants);
        self.says("scope", client.scopes.join(" "));
    }

    fn proof(&mut self, client: &Client) {
        self.says("token_endpoint_auth_method", method(&client.auth));
        self.maybe("token_endpoint_auth_signing_alg", client.assertion_alg);
        if let ClientAuth::TlsClientAuth { subject } = &client.auth {
            let (member, value) = match subject {
                TlsSubject::SubjectDn(name) => ("tls_client_auth_subject_dn", name),
                TlsSubject::SanDns(name) => ("tls_client_auth_san_dns", name),
                TlsSubject::SanUri(uri) => ("tls_client_auth_san_uri", uri),
                TlsSubject::SanIp(ip) => ("tls_client_auth_san_ip", ip),
                TlsSubject::SanEmail(mail) => ("tls_client_auth_san_email", mail),
            };
            self.says(member, value);
        }
        match &client.keys {
            ClientKeys::None => {}
            ClientKeys::Jwks(jwks) => self.says("jwks", serde_json::from_str::<Value>(jwks).unwrap_or_default()),
            ClientKeys::JwksUri(uri) => self.says("jwks_uri", uri),
        }
    }

    fn requests(&mut self, client: &Client) {
        let rules = &client.requests;
        self.says("require_pushed_authorization_requests", rules.pushed_only);
        self.says("require_signed_request_object", rules.signed_only);
        self.maybe("request_object_signing_alg", rules.object_alg);
        self.some("request_uris", &rules.request_uris);
        self.maybe("default_max_age", rules.default_max_age);
        self.says("require_auth_time", rules.require_auth_time);
        self.some("default_acr_values", &rules.default_acr_values);
        self.says("caducee_pkce_required", client.pkce_required);
    }

    fn answers(&mut self, client: &Client) {
        let rules = &client.answers;
        self.answer("id_token", Some(client.id_token_alg), rules.id_token_encryption);
        self.answer("userinfo", rules.userinfo_alg, rules.userinfo_encryption);
        self.answer("introspection", rules.introspection_alg, rules.introspection_encryption);
        self.answer("authorization", rules.authorization_alg, rules.authorization_encryption);
    }

    fn answer(&mut self, what: &str, alg: Option<JwsAlg>, encryption: Option<Encryption>) {
        self.maybe(&format!("{what}_signed_response_alg"), alg);
        self.maybe(&format!("{what}_encrypted_response_alg"), encryption.map(|sealed| sealed.alg));
        self.maybe(&format!("{what}_encrypted_response_enc"), encryption.map(|sealed| sealed.enc));
    }

    fn tokens(&mut self, client: &Client) {
        let rules = &client.tokens;
        self.says("dpop_bound_access_tokens", rules.dpop_bound);
        self.says("tls_client_certificate_bound_access_tokens", rules.certificate_bound);
        self.says("caducee_access_token_format", rules.format);
        self.says("caducee_cnf_form", rules.cnf_form);
        self.some("caducee_resources", &rules.resources);
        self.some("caducee_serves", &rules.serves);
        self.some("caducee_exchanges_tokens_of", &rules.exchanges_tokens_of);
        self.maybe("caducee_may_introspect", client.may_introspect.then_some(true));
        self.maybe("caducee_legal_person", client.legal_person.as_ref());
    }

    fn logout(&mut self, client: &Client) {
        let rules = &client.logout;
        if let Some(uri) = &rules.backchannel_uri {
            self.says("backchannel_logout_uri", uri);
            self.says("backchannel_logout_session_required", rules.backchannel_session_required);
        }
        if let Some(uri) = &rules.frontchannel_uri {
            self.says("frontchannel_logout_uri", uri);
            self.says("frontchannel_logout_session_required", rules.frontchannel_session_required);
        }
    }

    fn ciba(&mut self, client: &Client) {
        let Some(rules) = &client.ciba else { return };
        let (mode, endpoint, alg) = match rules {
            CibaRules::Poll { request_alg } => ("poll", None, request_alg),
            CibaRules::Ping { notification_endpoint, request_alg } => {
                ("ping", Some(notification_endpoint), request_alg)
            }
        };
        self.says("backchannel_token_delivery_mode", mode);
        self.maybe("backchannel_client_notification_endpoint", endpoint);
        self.maybe("backchannel_authentication_request_signing_alg", *alg);
        self.says("backchannel_user_code_parameter", false);
    }

    fn subjects(&mut self, client: &Client, subjects: &Subjects) {
        self.says("subject_type", subjects.kind(client));
        self.maybe("sector_identifier_uri", client.subject.sector_identifier_uri.as_ref());
    }
}

fn method(auth: &ClientAuth) -> &'static str {
    match auth {
        ClientAuth::None => "none",
        ClientAuth::ClientSecretBasic { .. } => "client_secret_basic",
        ClientAuth::ClientSecretPost { .. } => "client_secret_post",
        ClientAuth::PrivateKeyJwt => "private_key_jwt",
        ClientAuth::TlsClientAuth { .. } => "tls_client_auth",
        ClientAuth::SelfSignedTlsClientAuth => "self_signed_tls_client_auth",
    }
}
