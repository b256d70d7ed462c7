//! The step at which the provider stops when it does not start: docs/errors.md is made from this.

use super::StartError;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StartStep {
    Keys,
    Stores,
    Cards,
    Machines,
    Passkeys,
    Messages,
    Clients,
    Signing,
    Outbound,
    Tls,
    Port,
}

impl StartError {
    pub const fn step(&self) -> StartStep {
        match self {
            Self::Secrets(_) | Self::Secret(_) => StartStep::Keys,
            Self::Stores(_) | Self::Port(_) => StartStep::Stores,
            Self::Cards(_) => StartStep::Cards,
            Self::Machines(_) => StartStep::Machines,
            Self::Passkeys(_) | Self::Partners(_) => StartStep::Passkeys,
            Self::Messages(_) => StartStep::Messages,
            Self::Clients(_) => StartStep::Clients,
            Self::Signing(_) | Self::Token(_) => StartStep::Signing,
            Self::Authority { .. } | Self::Http(_) => StartStep::Outbound,
            Self::Identity(_) | Self::Acceptor(_) => StartStep::Tls,
            Self::Bind { .. } => StartStep::Port,
        }
    }
}

impl StartStep {
    pub const ALL: [Self; 11] = [
        Self::Keys,
        Self::Stores,
        Self::Cards,
        Self::Machines,
        Self::Passkeys,
        Self::Messages,
        Self::Clients,
        Self::Signing,
        Self::Outbound,
        Self::Tls,
        Self::Port,
    ];

    /// Stable, for the catalogue and for support.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Keys => "demarrage.cles",
            Self::Stores => "demarrage.stockage",
            Self::Cards => "demarrage.cartes",
            Self::Machines => "demarrage.machines",
            Self::Passkeys => "demarrage.passkeys",
            Self::Messages => "demarrage.messages",
            Self::Clients => "demarrage.clients",
            Self::Signing => "demarrage.signature",
            Self::Outbound => "demarrage.appels-sortants",
            Self::Tls => "demarrage.tls",
            Self::Port => "demarrage.port",
        }
    }

    /// What did not work.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Keys => "The provider's own keys cannot be read.",
            Self::Stores => "A database, Redis or the journal does not open.",
            Self::Cards => "The authorities of the cards cannot be read.",
            Self::Machines => "The authorities of machines cannot be read, or one of them issues cards.",
            Self::Passkeys => "The models of passkeys that are taken cannot be read.",
            Self::Messages => "Mail, SMS or push is not set up.",
            Self::Clients => "A client of clients_file cannot be registered.",
            Self::Signing => "The signing keys do not open.",
            Self::Outbound => "The authority of the services that are called cannot be used.",
            Self::Tls => "A listener's certificate or key cannot be used.",
            Self::Port => "An address cannot be listened on.",
        }
    }

    /// What the operator can do.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::Keys => "Check the files of [keys]: they exist, are not empty, and only this process reads them.",
            Self::Stores => "Check that the engines of [store] run, and the addresses and passwords of their files.",
            Self::Cards => "Check the authorities and the revocation lists of [cards].",
            Self::Machines => "Check the files of [mtls]: authorities that issue to organisations, and their lists.",
            Self::Passkeys => "Check the authorities of [passkeys]: one certificate in PEM a maker.",
            Self::Messages => "Check the addresses and the authority of [messages].",
            Self::Clients => "Correct the client that the message names.",
            Self::Signing => "Check that keys.seal_file is the one that sealed the keys of this database.",
            Self::Outbound => "Name in ca_file a PEM file that this process may read.",
            Self::Tls => "Give each listener a certificate and its own key, in PEM, that this process may read.",
            Self::Port => "Stop the program that holds the port, or choose another one.",
        }
    }
}
