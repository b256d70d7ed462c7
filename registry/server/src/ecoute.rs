//! The listeners: the service under TLS, and health on an address that is never public.

use ambient::Ambient;
use registry_server::{Config, Registry};
use service::config::{SecretFile, SecretFileError};
use service::health::Health;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, AcceptorError, Identity, IdentityError};
use service::{Shutdown, layers};
use tokio::net::TcpListener;

#[derive(Debug, thiserror::Error)]
pub enum EcouteError {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Identite(#[from] IdentityError),
    #[error(transparent)]
    Tls(#[from] AcceptorError),
    #[error("the address cannot be listened on: {0}. Choose a free one in the table listen")]
    Adresse(#[from] std::io::Error),
}

/// Returns after SIGTERM or Ctrl-C, once open requests have finished.
pub async fn servir(config: &Config, registre: &Registry, ambient: &Ambient) -> Result<(), EcouteError> {
    // a secret like the others, read in the form of its own
    SecretFile::new(&config.tls.key_file).closed(config.mode.guard())?;
    let identite = Identity::from_files(&config.tls.certificate_file, &config.tls.key_file)?;
    let (limites, arret) = (Limits::default(), Shutdown::on_signals());
    let routeur = layers::usual(registre.router(), ambient, &limites);
    let accueil = TcpListener::bind(config.listen.web).await?;
    if let Some(adresse) = config.listen.admin {
        tokio::spawn(sante(TcpListener::bind(adresse).await?, registre.clone(), arret.clone()));
    }
    serve(accueil, Acceptor::web(&identite)?, routeur, limites, arret).await;
    Ok(())
}

async fn sante(accueil: TcpListener, registre: Registry, arret: Shutdown) {
    let ecoute = arret.clone();
    let sonde = Health::new(arret).probe("sql", move || {
        let registre = registre.clone();
        async move { registre.repond().await }
    });
    let service = axum::serve(accueil, sonde.router()).with_graceful_shutdown(async move { ecoute.requested().await });
    // health that ends is seen by whoever asks for it
    let _ = service.await;
}
