//! Where the provider is reached, and the paths under its issuer (facts/psc.md §1.1 and §1.2).

use serde::{Deserialize, Serialize};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// `https://HOST/auth/realms/esante-wallet`, no slash at the end: the claim `iss`, byte for byte.
    pub issuer: String,
    /// Origin of the browser's pages, no slash at the end; the browser session lives there only.
    pub authorization: String,
    /// Origin of the host for machines with a certificate, no slash at the end; `None`: mutual TLS is not offered.
    #[serde(default)]
    pub mtls: Option<String>,
}

impl Hosts {
    pub const TOKEN: &str = "/protocol/openid-connect/token";
    pub const INTROSPECTION: &str = "/protocol/openid-connect/token/introspect";
    pub const USERINFO: &str = "/protocol/openid-connect/userinfo";
    pub const CERTS: &str = "/protocol/openid-connect/certs";
    pub const LOGOUT: &str = "/protocol/openid-connect/logout";
    pub const REVOCATION: &str = "/protocol/openid-connect/revoke";
    pub const PAR: &str = "/protocol/openid-connect/ext/par/request";
    pub const CIBA: &str = "/protocol/openid-connect/ext/ciba/auth";
    pub const DEVICE: &str = "/protocol/openid-connect/auth/device";
    pub const SESSION_IFRAME: &str = "/protocol/openid-connect/login-status-iframe.html";
    pub const REGISTRATION: &str = "/clients-registrations/openid-connect";
    /// Shared Signals: below the issuer, and at the root with the issuer's path behind it (SSF 1.0 §7.2).
    pub const SSF_CONFIGURATION: &str = "/.well-known/ssf-configuration";
    pub const SIGNAL_STREAMS: &str = "/ssf/streams";
    pub const SIGNAL_STATUS: &str = "/ssf/status";
    pub const SIGNAL_SUBJECTS_ADD: &str = "/ssf/subjects/add";
    pub const SIGNAL_SUBJECTS_REMOVE: &str = "/ssf/subjects/remove";
    pub const SIGNAL_VERIFICATION: &str = "/ssf/verification";
    pub const SIGNAL_POLL: &str = "/ssf/poll/{stream}";
    /// Keycloak's own authorization path, which answers 303 to the authorization host.
    pub const AUTH: &str = "/protocol/openid-connect/auth";
    pub const DISCOVERY: &str = "/.well-known/openid-configuration";
    pub const WALLET_DISCOVERY: &str = "/.well-known/wallet-openid-configuration";

    /// The address of a path under the issuer.
    pub fn at(&self, path: &str) -> String {
        format!("{}{path}", self.issuer)
    }

    /// The same path on the mtls host (RFC 8705 §5).
    pub fn mtls_at(&self, path: &str) -> Option<String> {
        self.mtls.as_ref().map(|origin| format!("{origin}{}{path}", self.issuer_path()))
    }

    /// The issuer's path alone, `/auth/realms/esante-wallet`: where its router is nested.
    pub fn issuer_path(&self) -> String {
        url::Url::parse(&self.issuer).map_or_else(|_| String::new(), |url| url.path().trim_end_matches('/').to_owned())
    }

    pub fn authorization_endpoint(&self) -> String {
        format!("{}/auth", self.authorization)
    }

    /// OpenID Connect Session Management 1.0 §3.2: on the host whose cookies it reads. [`Hosts::SESSION_IFRAME`] leads here.
    pub fn session_frame(&self) -> String {
        let origin = self.issuer_with_cookies().unwrap_or_else(|| self.authorization.clone());
        format!("{origin}/etat-de-session.html")
    }

    /// The origin of the issuer, where the cookies of the pages reach it: a cookie is of a host, whatever the port (RFC 6265
    /// §8.5). There are services that take the messages of the frame from that origin alone.
    pub fn issuer_with_cookies(&self) -> Option<String> {
        let (issuer, pages) = (url::Url::parse(&self.issuer).ok()?, url::Url::parse(&self.authorization).ok()?);
        (issuer.host() == pages.host()).then(|| issuer.origin().ascii_serialization())
    }

    /// Where a person types the code of a device (RFC 8628 §3.2 `verification_uri`).
    pub fn verification_uri(&self) -> String {
        format!("{}/appareil", self.authorization)
    }

    /// The last page of a login for a device.
    pub fn device_end(&self) -> String {
        format!("{}/appareil/fin", self.authorization)
    }

    /// Where one stream is polled (RFC 8936).
    pub fn signal_poll(&self, stream: &str) -> String {
        self.at(&Self::SIGNAL_POLL.replace("{stream}", stream))
    }

    pub fn logout_page(&self) -> String {
        format!("{}/deconnexion", self.authorization)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(issuer: &str, authorization: &str) -> Hosts {
        Hosts { issuer: issuer.to_owned(), authorization: authorization.to_owned(), mtls: None }
    }

    // requirement: S12
    #[test]
    fn the_frame_of_a_session_speaks_from_the_issuer_where_cookies_reach_it() {
        let one = hosts("https://localhost:9440/auth/realms/r", "https://localhost:9441");
        assert_eq!(one.session_frame(), "https://localhost:9440/etat-de-session.html");
        let two = hosts("https://auth.example/auth/realms/r", "https://wallet.example");
        assert_eq!(two.session_frame(), "https://wallet.example/etat-de-session.html");
        assert!(two.issuer_with_cookies().is_none());
    }
}
