//! The simulated phones, as a program: a service, and the verbs of the command line over it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use ambient::Ambient;
use clap::{Args, Parser, Subcommand};
use mobile_sim_server::cli::{self, Adresses, CliError, Verb};
use mobile_sim_server::{Acces, ClientError, Config, Cout, EtatTelephones, FournisseurHttp, Telephones};
use service::config::{ConfigError, SecretFile, SecretFileError, SecretGuard};
use service::tls::{Acceptor, AcceptorError, Identity, IdentityError};
use service::{Limits, Shutdown, listen, telemetry};
use url::Url;

/// Simulated phones that carry an e-CPS.
#[derive(Parser)]
#[command(name = "mobile-sim", version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    #[command(flatten)]
    ou: Ou,
}

#[derive(Subcommand)]
enum Command {
    /// Serve the pages and the control API.
    Serve {
        #[arg(long)]
        config: PathBuf,
    },
    #[command(flatten)]
    Verb(Verb),
}

/// Where the verbs find the service.
#[derive(Args)]
struct Ou {
    #[arg(long, global = true, default_value = "https://localhost:8444")]
    service: Url,
    /// The file of the control API's key.
    #[arg(long, global = true, default_value = "control.key")]
    cle: PathBuf,
    /// The inbox, for --depuis-boite.
    #[arg(long, global = true)]
    boite: Option<Url>,
    /// PEM certificates to trust instead of the machine's own.
    #[arg(long, global = true)]
    autorite: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
enum MainError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Telemetry(#[from] telemetry::TelemetryError),
    #[error(transparent)]
    Client(#[from] ClientError),
    #[error(transparent)]
    Magasin(#[from] mobile_sim_server::MagasinError),
    #[error(transparent)]
    Identity(#[from] IdentityError),
    #[error(transparent)]
    Acceptor(#[from] AcceptorError),
    #[error("{0}: {1}")]
    Fichier(PathBuf, std::io::Error),
    #[error("the address cannot be taken: {0}")]
    Ecoute(std::io::Error),
    #[error(transparent)]
    Verb(#[from] CliError),
}

#[tokio::main]
async fn main() -> ExitCode {
    service::provider::install();
    let cli = Cli::parse();
    let fait = match cli.command {
        Command::Serve { config } => servir(&config).await.map(|()| String::new()),
        Command::Verb(verb) => executer(verb, cli.ou).await,
    };
    match fait {
        Ok(texte) if texte.is_empty() => ExitCode::SUCCESS,
        Ok(texte) => match writeln!(std::io::stdout(), "{texte}") {
            Ok(()) => ExitCode::SUCCESS,
            Err(_) => ExitCode::FAILURE,
        },
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "{error}");
            ExitCode::FAILURE
        }
    }
}

async fn servir(chemin: &std::path::Path) -> Result<(), MainError> {
    let config: Config = service::config::load(chemin)?;
    telemetry::init(telemetry::Format::Text, "info")?;
    let client = mobile_sim_server::client(lire(config.provider.ca_file.as_ref())?.as_deref())?;
    let acces = Acces {
        ambient: Ambient::system(),
        provider: Arc::new(FournisseurHttp::new(client, config.provider.url.clone())),
        cout: Cout::TELEPHONE,
    };
    let telephones = Arc::new(Telephones::ouvrir(&config.folder, acces)?);
    let cle = config.control_key_file.read(SecretGuard::Production)?;
    let router = mobile_sim_server::router(telephones.clone(), &cle, EtatTelephones::new(telephones));
    let identite = Identity::from_files(&config.certificate_file, &config.private_key_file)?;
    let listener = tokio::net::TcpListener::bind(config.listen).await.map_err(MainError::Ecoute)?;
    tracing::info!(address = %config.listen, "the phones are on");
    listen::serve(listener, Acceptor::web(&identite)?, router, Limits::default(), Shutdown::on_signals()).await;
    Ok(())
}

async fn executer(verb: Verb, ou: Ou) -> Result<String, MainError> {
    let cle = SecretFile::new(ou.cle).read(SecretGuard::Sandbox)?;
    let autorite = lire(ou.autorite.as_ref())?;
    Ok(cli::executer(verb, &Adresses { service: ou.service, cle, boite: ou.boite, autorite }).await?)
}

fn lire(chemin: Option<&PathBuf>) -> Result<Option<Vec<u8>>, MainError> {
    chemin.map(|chemin| std::fs::read(chemin).map_err(|error| MainError::Fichier(chemin.clone(), error))).transpose()
}
