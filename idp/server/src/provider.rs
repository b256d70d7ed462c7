//! The running provider: engines opened, keys fresh, listeners bound, the registry followed.

mod step;

pub use step::StartStep;

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ambient::{Ambient, Seconds};
use carte_cps::Monde;
use idp_core::client::{RehearsingClients, RememberedClients};
use idp_core::hosts::Hosts;
use idp_core::lifetimes::Lifetimes;
use idp_core::port::PortError;
use idp_core::registration::{InitialAccessTokens as _, NewInitialAccess};
use idp_core::signal::Heard;
use idp_core::signing::SigningError;
use idp_outbound::{ClientError, Garde};
use idp_partenaires::Bureau;
use idp_webauthn::SetupError;
use journal::Journal;
use service::Shutdown;
use service::config::{SecretFile, SecretFileError, SecretGuard};
use service::tls::{Acceptor, AcceptorError, EVERY, Followed, Identity, IdentityError};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::around::{self, Around};
use crate::cards::{CardsError, Cartes};
use crate::config::{ClientsError, ClientsFile, Config, Mode, PasskeysError, Tls};
use crate::exploitation::{Door, Seat};
use crate::hourly::Hourly;
use crate::keys::{self, KeysError};
use crate::machines::{Machines, MachinesError};
use crate::messages::{Carriers, MessagesError};
use crate::operator::{self, Desk, Measured};
use crate::partenaires::{Assise, Partners};
use crate::pulse::Pulse;
use crate::registrar::registrar;
use crate::registry::{self, Link};
use crate::secrets::{Secrets, SecretsError};
use crate::signals::signals;
use crate::sites::{Sites, admin, ruban};
use crate::stores::{Stores, StoresError};
use crate::tellers::{relieve, remind, tell};
use crate::use_cases::{Ground, UseCases};

/// Why the provider does not start. Its text is for the operator.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    #[error(transparent)]
    Secrets(#[from] SecretsError),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Stores(#[from] StoresError),
    #[error(transparent)]
    Cards(#[from] CardsError),
    #[error(transparent)]
    Machines(#[from] MachinesError),
    #[error(transparent)]
    Passkeys(#[from] PasskeysError),
    #[error(transparent)]
    Messages(#[from] MessagesError),
    #[error(transparent)]
    Clients(#[from] ClientsError),
    #[error("signing keys: {0}")]
    Signing(#[from] SigningError),
    #[error(transparent)]
    Token(#[from] KeysError),
    #[error("database: {0}")]
    Port(#[from] PortError),
    #[error("ca_file: {path}: {cause}")]
    Authority { path: PathBuf, cause: std::io::Error },
    #[error("outbound calls: {0}")]
    Http(#[from] ClientError),
    #[error("partenaires: {0}")]
    Partners(#[from] SetupError),
    #[error("tls: {0}")]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Acceptor(#[from] AcceptorError),
    #[error("{address} cannot be listened on: {cause}. Another program may hold it; choose another port")]
    Bind { address: SocketAddr, cause: std::io::Error },
}

/// Tasks that live as long as the service, and the journal that is closed last.
pub struct Provider {
    listeners: JoinSet<()>,
    followers: JoinSet<()>,
    journal: Journal,
    pulse: Pulse,
}

impl Provider {
    /// Opens everything, then listens; nothing is served before all of it is ready.
    pub async fn start(config: Config, ambient: Ambient, shutdown: Shutdown) -> Result<Self, StartError> {
        Self::start_within(config, ambient, shutdown, &around::nothing()).await
    }

    /// The same, with something of the caller's around its sites.
    pub async fn start_within(
        config: Config,
        ambient: Ambient,
        shutdown: Shutdown,
        around: &Around,
    ) -> Result<Self, StartError> {
        let guard = config.mode.guard();
        let secrets = Secrets::read(&config.keys, guard)?;
        let stores = Stores::open(&config.store, guard, (secrets.checkpoint, config.journal_name()), &ambient).await?;
        let declared = ClientsFile::read(&config.clients_file, guard, &secrets.rest)?;
        registrar(&ambient, stores.sql.clone(), &stores.sql, stores.audit.clone()).settle(&declared).await?;
        if let Some(file) = &config.registration.standing_token_file {
            let standing = NewInitialAccess { uses: None, expires_at: None, trusted: true };
            stores.sql.add(&standing.known(&secrets.rest, &file.read(guard)?)).await?;
        }
        let http = outbound_client(&config)?;
        let hosts = config.hosts();
        let signals = signals(&config, &ambient, &secrets.rest, &stores, &hosts.issuer);
        let ear = Arc::new(signals.clone());
        let source = registry::source(&config.registry, guard, http.clone())?;
        let link = Link::new(source, stores.sql.clone(), ear, &ambient);
        let cartes = Cartes::open(config.cards.clone(), config.mode.monde(), stores.of_cards(&ambient))?;
        let machines = Machines::open(config.mtls.clone(), &cartes.issuers(), &ambient)?;
        let signing = Arc::new(keys::signing(&config, secrets.seal, &stores, &ambient)?);
        signing.begin().await?;
        let guarded = Arc::new(guarded_calls(&config)?);
        let played = RehearsingClients { stored: stores.sql.clone(), rehearsals: stores.sql.clone() };
        let ground = Ground {
            ambient: ambient.clone(),
            rest: secrets.rest.clone(),
            hosts,
            sql: stores.sql.clone(),
            clients: Arc::new(RememberedClients::new(ambient.clone(), Arc::new(played))),
            presence: stores.presence.clone(),
            journal: Arc::new(Heard {
                ambient: ambient.clone(),
                journal: stores.audit.clone(),
                signals: signals.clone(),
            }),
            histoire: stores.audit.clone(),
            signals,
            annuaire: link.annuaire.clone(),
            fraicheur: link.fraicheur.clone(),
            signing: signing.clone(),
            autorites: cartes.clone(),
            machines: machines.clone(),
            ceremonies: Arc::new(config.ceremonies()?),
            wrap: secrets.wrap,
            carriers: Carriers::new(&config.messages, guard, &http)?,
            documents: guarded.clone(),
            calls: guarded,
        };
        let mut partners = partners(&config, &ground)?;
        let door = door(&config, &ground, partners.bureau.take())?;
        let desk = Desk { door, review: partners.review.take() };
        let (sql, signs, fraicheur) = (stores.sql.clone(), signing.clone(), link.fraicheur.clone());
        let audit = stores.audit.clone();
        let use_cases = UseCases::build(&config, ground);
        let (tellers, vies) = (use_cases.tellers.clone(), use_cases.espaces.vies.clone());
        let hourly = Hourly { spent: stores.sql.clone(), rest: secrets.rest.clone(), ambient: ambient.clone() };
        let sites = Sites::build(&config, use_cases, (secrets.rest, partners), (&ambient, around));
        let requests = sites.requests.clone();
        let measured = Measured { ambient: ambient.clone(), sql, signing: signs, fraicheur, audit, requests };
        let listeners = listen(&config, (&sites, desk, &measured), (&cartes, &machines), &stores, &shutdown).await?;
        let mut followers = JoinSet::new();
        followers.spawn(link.follower.suivre());
        followers.spawn(cartes.follow(http.clone()));
        followers.spawn(machines.follow(http));
        followers.spawn(hourly.clone().each("keys", move || {
            let signing = signing.clone();
            async move { signing.keep_fresh().await }
        }));
        followers.spawn(relieve(tellers.transmission.clone()));
        followers.spawn(tell(tellers));
        followers.spawn(remind(vies));
        let pulse = Pulse::new(stores.sql.clone(), &ambient);
        followers.spawn(pulse.clone().beat());
        let (sql, longest) = (stores.sql, kept(&config.lifetimes));
        followers.spawn(hourly.each("purge", move || {
            let (sql, now) = (sql.clone(), ambient.now());
            async move { sql.purge(now, longest).await.map(drop) }
        }));
        Ok(Self { listeners, followers, journal: stores.journal, pulse })
    }

    /// Waits until the listeners have drained after the order to stop, then signs the last checkpoint of the journal.
    pub async fn stopped(mut self) {
        while self.listeners.join_next().await.is_some() {}
        self.followers.shutdown().await;
        self.pulse.leave().await;
        if let Err(error) = self.journal.close().await {
            tracing::error!(%error, "the journal was not closed by a checkpoint");
        }
    }
}

fn partners(config: &Config, ground: &Ground) -> Result<Partners, StartError> {
    let assise = Assise {
        ambient: &ground.ambient,
        rest: &ground.rest,
        hosts: &ground.hosts,
        sql: &ground.sql,
        presence: &ground.presence,
        documents: ground.documents.clone(),
        messages: ground.carriers.messages.clone(),
        journal: &ground.journal,
    };
    Ok(assise.open(config)?)
}

fn door(config: &Config, ground: &Ground, bureau: Option<Bureau>) -> Result<Door, StartError> {
    let seat = Seat {
        ambient: &ground.ambient,
        rest: &ground.rest,
        sql: &ground.sql,
        presence: &ground.presence,
        journal: &ground.journal,
    };
    Ok(seat.open(config, (ground.signing.clone(), bureau))?)
}

impl Config {
    pub(crate) fn hosts(&self) -> Hosts {
        let bare = |url: &url::Url| url.as_str().trim_end_matches('/').to_owned();
        let hosts = &self.hosts;
        let mtls = hosts.mtls.as_ref().map(bare);
        Hosts { issuer: bare(&hosts.issuer), authorization: bare(&hosts.authorization), mtls }
    }

    /// The authorities of `ca_file`, PEM.
    pub(crate) fn authority(&self) -> Result<Option<Vec<u8>>, StartError> {
        let read =
            |path: &PathBuf| std::fs::read(path).map_err(|cause| StartError::Authority { path: path.clone(), cause });
        self.ca_file.as_ref().map(read).transpose()
    }
}

impl Mode {
    pub(crate) fn monde(self) -> Monde {
        match self {
            Self::Production => Monde::Production,
            Self::Rehearsal | Self::Sandbox => Monde::Test,
        }
    }
}

/// Binds every address first: either all doors open, or none.
async fn listen(
    config: &Config,
    (sites, desk, measured): (&Sites, Desk, &Measured),
    (cartes, machines): (&Cartes, &Arc<Machines>),
    stores: &Stores,
    shutdown: &Shutdown,
) -> Result<JoinSet<()>, StartError> {
    let identity = identity(&config.tls, config.mode.guard())?;
    let web = Acceptor::web(&identity)?;
    let carte = Acceptor::carte(&identity, &cartes.issuers())?;
    let mut listeners = JoinSet::new();
    let Tls { certificate_file: chain, key_file: key, .. } = config.tls.clone();
    let followed = Followed { identity: identity.clone(), chain, key };
    listeners.spawn(followed.follow(EVERY, measured.ambient.clone(), shutdown.clone()));
    for address in &config.listen.web {
        listeners.spawn(sites.web(bind(*address).await?, web.clone(), shutdown));
    }
    listeners.spawn(sites.carte(bind(config.listen.carte).await?, carte, shutdown));
    if let Some(address) = config.listen.mtls {
        listeners.spawn(sites.mtls(bind(address).await?, Acceptor::mtls(&identity, config.mtls.oldest_tls)?, shutdown));
    }
    if let Some(espace) = &config.partenaires {
        listeners.spawn(sites.partenaires(bind(espace.listen).await?, web.clone(), shutdown));
    }
    if let Some(address) = config.listen.admin {
        let health = stores.health(shutdown);
        let state = operator::data(cartes, machines);
        let pages = operator::router(health, state, (desk, measured, ruban(config.mode))).merge(sites.readers.clone());
        listeners.spawn(admin(pages, bind(address).await?, web, shutdown));
    }
    Ok(listeners)
}

/// The key of the listeners is a secret like the others, read in the form of its own.
fn identity(tls: &Tls, guard: SecretGuard) -> Result<Arc<Identity>, StartError> {
    SecretFile::new(&tls.key_file).closed(guard)?;
    Ok(Identity::from_files(&tls.certificate_file, &tls.key_file)?)
}

fn outbound_client(config: &Config) -> Result<reqwest::Client, StartError> {
    Ok(idp_outbound::client(config.authority()?.as_deref())?)
}

/// For addresses that clients chose.
fn guarded_calls(config: &Config) -> Result<Garde, StartError> {
    Ok(Garde::new(config.outbound.reglages(), config.authority()?.as_deref())?)
}

async fn bind(address: SocketAddr) -> Result<TcpListener, StartError> {
    TcpListener::bind(address).await.map_err(|cause| StartError::Bind { address, cause })
}

/// How long what has ended is kept at least before it is removed: longer than any token could be presented.
const KEPT: Seconds = Seconds::hours(24);

fn kept(lifetimes: &Lifetimes) -> Seconds {
    Seconds(lifetimes.longest_grant().0.max(KEPT.0))
}

#[cfg(test)]
mod tests {
    use std::fs::{self, Permissions};
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    #[test]
    fn a_listener_key_that_everybody_may_read_is_refused_in_production() {
        let folder = tempfile::tempdir().unwrap();
        let key_file = folder.path().join("tls.key");
        fs::write(&key_file, "no key").unwrap();
        let tls = Tls { certificate_file: key_file.clone(), key_file: key_file.clone() };
        let refusal = |mode: u32, guard| {
            fs::set_permissions(&key_file, Permissions::from_mode(mode)).unwrap();
            identity(&tls, guard).unwrap_err()
        };
        let open = refusal(0o644, SecretGuard::Production);
        assert!(matches!(open, StartError::Secret(SecretFileError::Open(_))), "{open}");
        assert!(matches!(refusal(0o640, SecretGuard::Production), StartError::Identity(_)), "closed: it is read");
        assert!(matches!(refusal(0o644, SecretGuard::Sandbox), StartError::Identity(_)));
    }
}
