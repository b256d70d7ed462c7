//! The provider's configuration: one TOML file, unknown keys refused, contradictions told with their remedy.

mod cards;
mod check;
mod clients;
mod exploitation;
mod keys;
mod mtls;
mod outbound;
mod partenaires;
mod passkeys;
mod proxy;
mod registration;

use std::net::SocketAddr;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};
use service::config::SecretFile;
use service::proxy::Proxy;
use service::telemetry::Traces;
use url::Url;

use idp_core::assurance::Assurance;
use idp_core::ciba::CibaSettings;
use idp_core::claims::ClaimSettings;
use idp_core::claims::subject::{SubjectForms, SubjectSettings};
use idp_core::lifetimes::Lifetimes;
use idp_core::par::PushSettings;
use idp_core::sender::SenderSettings;
use idp_outbound::Chiffrement;

pub use cards::{Cards, Refresh, Source};
pub use clients::{ClientsError, ClientsFile};
pub use exploitation::Exploitation;
pub use keys::{Keys, Token};
pub use mtls::{Mtls, Revocation};
pub use outbound::Outbound;
pub use partenaires::Partenaires;
pub use passkeys::{Listed, Passkeys, PasskeysError};
pub use registration::{Door, Pkce, Registration, TokensByBrowser};

/// Everything that differs from one installation to another.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// How the service runs, and so what it refuses.
    pub mode: Mode,
    pub hosts: Hosts,
    pub listen: Listen,
    pub tls: Tls,
    pub store: Store,
    pub keys: Keys,
    pub registry: Registry,
    pub messages: Messages,
    pub cards: Cards,
    #[serde(default)]
    pub mtls: Mtls,
    /// A reverse proxy that ends TLS before the host of cards and that of machines, and tells the web host whence a request comes
    /// (docs/decisions/0024). Absent: none is believed.
    pub proxy: Option<Proxy>,
    /// PEM: authorities of the registry and of the gateways. Absent: the machine's own.
    pub ca_file: Option<PathBuf>,
    /// The clients that the operator declares, TOML (docs/integration.md).
    pub clients_file: PathBuf,
    /// The UUID of `sub`'s first part: `f:<uuid>:<national identifier>`.
    pub sub_component: uuid::Uuid,
    /// How people are named to clients.
    #[serde(default)]
    pub subjects: SubjectForms,
    #[serde(default)]
    pub registration: Registration,
    #[serde(default)]
    pub lifetimes: Lifetimes,
    #[serde(default)]
    pub assurance: Assurance,
    /// What the claims tell of the person's contact data.
    #[serde(default)]
    pub claims: ClaimSettings,
    #[serde(default)]
    pub senders: SenderSettings,
    /// How many authorization requests one client pushes (RFC 9126).
    #[serde(default)]
    pub pushed: PushSettings,
    /// How long a person may take to answer a service, and how often it may ask.
    #[serde(default)]
    pub ciba: CibaSettings,
    #[serde(default)]
    pub outbound: Outbound,
    #[serde(default)]
    pub passkeys: Passkeys,
    pub partenaires: Option<Partenaires>,
    pub exploitation: Option<Exploitation>,
    /// Absent: no span leaves.
    pub traces: Option<Traces>,
}

impl Config {
    pub fn subjects(&self) -> SubjectSettings {
        SubjectSettings { federation: self.sub_component, forms: self.subjects }
    }

    /// Under which checkpoints of the journal are signed: the issuer's host, then a path.
    pub fn journal_name(&self) -> String {
        format!("{}/journal", self.hosts.issuer.authority())
    }
}

/// How the service runs, and so what it refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// No simulated phone, no test card, no setting of the sandbox.
    Production,
    /// Simulated phones and test cards on the production engines, said on every page.
    Rehearsal,
    /// Embedded: everything invented, errors that help developers.
    Sandbox,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// `https://HOST/auth/realms/esante-wallet`: the claim `iss`, byte for byte.
    pub issuer: Url,
    /// Origin of the authorization host ("wallet"): pages and browser session.
    pub authorization: Url,
    /// Origin of the host whose listener asks for a card.
    pub carte: Url,
    /// Origin of the host for machines with a certificate (RFC 8705 §5). Absent: mutual TLS is not offered.
    pub mtls: Option<Url>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Listen {
    /// Issuer and authorization host; several addresses serve the same paths.
    pub web: Vec<SocketAddr>,
    /// The host of cards: its listener alone asks for one.
    pub carte: SocketAddr,
    /// The host for machines; it goes with `hosts.mtls`.
    pub mtls: Option<SocketAddr>,
    /// Health, measures and the operators' pages: never public.
    pub admin: Option<SocketAddr>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tls {
    /// PEM, the leaf first.
    pub certificate_file: PathBuf,
    /// PEM, that only this process reads.
    pub key_file: PathBuf,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Store {
    /// `sqlite://PATH?mode=rwc`, or a file that holds `postgres://…` (it has a password).
    pub sql: Option<String>,
    /// A file that holds `postgres://…`; the one of `sql` and `sql_file`.
    pub sql_file: Option<SecretFile>,
    /// The journal's own database, where it must not wait for other writers (SQLite). Absent: the same one.
    pub journal: Option<String>,
    /// Absent: short-lived state in process, for one node. Present: a file that holds `redis://…` or `rediss://…`;
    /// several addresses, a line each, are nodes of one cluster.
    pub redis_file: Option<SecretFile>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Registry {
    /// Origin of the registry.
    pub url: Url,
    /// The key that the registry gave this provider.
    pub key_file: SecretFile,
}

/// SMS and mail of the e-CPS, and the notification of phones.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Messages {
    pub smtp: Smtp,
    pub sms: Gateway,
    pub push: Push,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Smtp {
    /// The server that takes mail.
    pub host: String,
    /// 465 for `tls`, 587 for `starttls`.
    pub port: u16,
    /// Sender, for example `Caducée <ne-pas-repondre@caducee.example>`.
    pub from: String,
    /// `tls`, `starttls`, or `clair` on the loopback of the sandbox.
    pub encryption: Chiffrement,
    /// It goes with `password_file`.
    pub user: Option<String>,
    /// It goes with `user`.
    pub password_file: Option<SecretFile>,
    /// An authority trusted besides the machine's own.
    pub ca_file: Option<PathBuf>,
}

/// An HTTP gateway that takes `{"destinataire": …, "texte": …}` under a bearer key.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Gateway {
    /// Where it takes them.
    pub url: Url,
    /// Its bearer key.
    pub key_file: SecretFile,
}

/// A push gateway: `POST {url}/{notification}`, empty.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Push {
    /// Where it takes them.
    pub url: Url,
}

#[cfg(test)]
mod tests;
