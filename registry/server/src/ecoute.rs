//! The listeners: the service under TLS, and health on an address that is never public.

use std::net::SocketAddr;

use ambient::Ambient;
use axum::Router;
use registry_server::{Config, CourrierError, PATIENTES, PortailError, Registry, Tls};
use service::config::{SecretFile, SecretFileError};
use service::health::Health;
use service::listen::{Limits, serve};
use service::metrics::Requests;
use service::tls::{Acceptor, AcceptorError, EVERY, Followed, Identity, IdentityError};
use service::{Shutdown, layers};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

#[derive(Debug, thiserror::Error)]
pub enum EcouteError {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Identite(#[from] IdentityError),
    #[error(transparent)]
    Tls(#[from] AcceptorError),
    #[error(transparent)]
    Portail(#[from] PortailError),
    #[error(transparent)]
    Courrier(#[from] CourrierError),
    #[error("the address cannot be listened on: {0}. Choose a free one in the table listen")]
    Adresse(#[from] std::io::Error),
}

/// What every listener of this process has.
struct Porte {
    limites: Limits,
    arret: Shutdown,
    /// What all of them answered.
    requetes: Requests,
}

/// Returns after SIGTERM or Ctrl-C, once open requests have finished.
pub async fn servir(config: &Config, registre: &Registry, ambient: &Ambient) -> Result<(), EcouteError> {
    let limites = Limits { patient: PATIENTES.map(str::to_owned).into(), ..Limits::default() };
    let porte = Porte { limites, arret: Shutdown::on_signals(), requetes: Requests::default() };
    let mut taches = JoinSet::new();
    if let Some(courrier) = registre.courrier()? {
        taches.spawn(courrier.servir(porte.arret.clone()));
    }
    let tls = porte.identite(&mut taches, (config, &config.tls), ambient)?;
    taches.spawn(porte.ouvrir(config.listen.web, tls, registre.router(), ambient).await?);
    if let (Some(table), Some(pages)) = (&config.portail, registre.portail()?) {
        let tls = table.tls.as_ref().unwrap_or(&config.tls);
        let tls = porte.identite(&mut taches, (config, tls), ambient)?;
        taches.spawn(porte.ouvrir(table.listen, tls, pages, ambient).await?);
    }
    if let (Some(table), Some(site)) = (&config.annuaire, registre.annuaire()) {
        let tls = table.tls.as_ref().unwrap_or(&config.tls);
        let tls = porte.identite(&mut taches, (config, tls), ambient)?;
        taches.spawn(porte.ouvrir(table.listen, tls, site, ambient).await?);
    }
    if let Some(extractions) = registre.extractions() {
        taches.spawn(extractions.servir(porte.arret.clone()));
    }
    if let Some(adresse) = config.listen.admin {
        tokio::spawn(porte.sante(TcpListener::bind(adresse).await?, registre.clone()));
    }
    while taches.join_next().await.is_some() {}
    Ok(())
}

impl Porte {
    /// A certificate that is renewed in its file is taken while the process runs.
    fn identite(
        &self,
        taches: &mut JoinSet<()>,
        (config, tls): (&Config, &Tls),
        ambient: &Ambient,
    ) -> Result<Acceptor, EcouteError> {
        // a secret like the others, read in the form of its own
        SecretFile::new(&tls.key_file).closed(config.mode.guard())?;
        let identity = Identity::from_files(&tls.certificate_file, &tls.key_file)?;
        let acceptor = Acceptor::web(&identity)?;
        let followed = Followed { identity, chain: tls.certificate_file.clone(), key: tls.key_file.clone() };
        taches.spawn(followed.follow(EVERY, ambient.clone(), self.arret.clone()));
        Ok(acceptor)
    }

    /// Listens at once, serves in the future that it gives.
    async fn ouvrir(
        &self,
        adresse: SocketAddr,
        tls: Acceptor,
        routeur: Router,
        ambient: &Ambient,
    ) -> Result<impl Future<Output = ()> + use<>, EcouteError> {
        let accueil = TcpListener::bind(adresse).await?;
        let routeur = layers::measured(routeur, ambient, &self.limites, (|answer| answer, &self.requetes));
        Ok(serve(accueil, tls, routeur, self.limites.clone(), self.arret.clone()))
    }

    /// Health and measures, for programs: without TLS, never public.
    fn sante(&self, accueil: TcpListener, registre: Registry) -> impl Future<Output = ()> + use<> {
        let (arret, mesures) = (self.arret.clone(), registre.mesures(self.requetes.clone()));
        let sonde = Health::new(arret.clone()).probe("sql", move || {
            let registre = registre.clone();
            async move { registre.repond().await }
        });
        let routeur = sonde.router().merge(mesures.router());
        async move {
            let service = axum::serve(accueil, routeur).with_graceful_shutdown(async move { arret.requested().await });
            // health that ends is seen by whoever asks for it
            let _ = service.await;
        }
    }
}
