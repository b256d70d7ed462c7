//! One verb, one function.

use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use ambient::{Ambient, ExposeSecret as _, Seconds, SecretString};
use idp_core::client::{ClientId, Rehearsal};
use idp_core::key::SigningAlg;
use idp_server::config::Config;
use idp_server::partenaires::commande as partenaires;
use idp_server::registration::{self, InitialAccessError};
use idp_server::rehearsal::{self, RehearsalError};
use idp_server::schedule::{self, ScheduleError, Wish};
use mobile_sim_server::cli::{self, Adresses, CliError, Verb};
use sandbox::annonce::Annonce;
use sandbox::autorite::{self, AutoriteError};
use sandbox::cartes;
use sandbox::cli::{Cli, Command, Repeter, Start, Try};
use sandbox::confiance::{self, ConfianceError};
use sandbox::essai::{self, Cible, EssaiError};
use sandbox::fournisseur::CONFIG;
use sandbox::horloge::Horloge;
use sandbox::ports::{Ports, origin};
use sandbox::poste::{Poste, PosteError};
use sandbox::{Bac, BacError};
use service::Shutdown;
use service::config::ConfigError;
use service::telemetry::{self, Format, TelemetryError};

#[derive(Debug, thiserror::Error)]
pub enum CommandeError {
    #[error(transparent)]
    Bac(#[from] Box<BacError>),
    #[error(transparent)]
    Essai(#[from] EssaiError),
    #[error(transparent)]
    Confiance(#[from] ConfianceError),
    #[error(transparent)]
    Mobile(#[from] CliError),
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Poste(#[from] PosteError),
    #[error(transparent)]
    Autorite(#[from] AutoriteError),
    #[error(transparent)]
    Cles(#[from] ScheduleError),
    #[error(transparent)]
    Repetition(#[from] RehearsalError),
    #[error(transparent)]
    Partenaires(#[from] partenaires::PartenairesError),
    #[error(transparent)]
    Jeton(#[from] InitialAccessError),
    #[error(transparent)]
    Telemetry(#[from] TelemetryError),
    #[error("{path}: {cause}. Start the sandbox first: caducee")]
    Absent { path: PathBuf, cause: std::io::Error },
    #[error("a private sandbox needs a temporary folder and twenty free ports: {0}")]
    Prive(std::io::Error),
    #[error("the report cannot be written: {0}")]
    Sortie(#[from] std::io::Error),
}

impl From<BacError> for CommandeError {
    fn from(error: BacError) -> Self {
        Self::Bac(Box::new(error))
    }
}

pub async fn executer(cli: Cli) -> Result<ExitCode, CommandeError> {
    let start = cli.start;
    match cli.command {
        None => demarrer(&start).await,
        Some(Command::Try(options)) => essayer(&start, &options).await,
        Some(Command::Mobile(verb)) => mobile(&start, verb).await,
        Some(Command::Cles { tourner }) => cles(&start.data, tourner).await,
        Some(Command::Jeton { usages, heures, connu }) => {
            let lasting = Seconds::hours(i64::from(heures));
            jeton(&start.data, registration::Wish { uses: usages, lasting, trusted: connu }).await
        }
        Some(Command::Partenaires(verbe)) => {
            let config: Config = service::config::load(&start.data.join(CONFIG))?;
            dit(&partenaires::act(&config, verbe, &Horloge::lire(&start.data).ambient()).await?)
        }
        Some(Command::Repeter(demande)) => repeter(&start.data, demande).await,
        Some(Command::Carte(verbe)) => {
            let poste = Poste::ouvrir(&start.data, Ports::from_base(start.port_base))?;
            dit(&poste.executer(&verbe).await?)
        }
        Some(Command::Opposer { carte }) => {
            let ports = Ports::from_base(start.port_base);
            let cartes = cartes::liste(&start.data).unwrap_or_default();
            dit(&autorite::opposer(ports, &cartes, &carte).await?)
        }
        Some(Command::Panne { guichet, panne }) => {
            let ports = Ports::from_base(start.port_base);
            dit(&autorite::panne(ports, &guichet, panne.as_deref()).await?)
        }
        Some(Command::Trust { install }) => confiance(&start.data, install),
    }
}

fn dit(text: &str) -> Result<ExitCode, CommandeError> {
    write!(std::io::stdout(), "{text}")?;
    Ok(ExitCode::SUCCESS)
}

async fn demarrer(start: &Start) -> Result<ExitCode, CommandeError> {
    telemetry::init(Format::Text, &start.log)?;
    let mut annonce = Annonce::new(false);
    annonce.dire("Caducée, bac à sable");
    let bac = Bac::ouvrir(start, &mut annonce, Shutdown::on_signals()).await?;
    annonce.pret(&bac.manifeste);
    bac.attendre().await;
    Ok(ExitCode::SUCCESS)
}

async fn essayer(start: &Start, options: &Try) -> Result<ExitCode, CommandeError> {
    let (report, holds) = match &options.base {
        Some(base) => {
            let ambient = Horloge::lire(&start.data).ambient();
            essai::essayer(&Cible::de(base, &start.data, &ambient)?, &ambient).await?
        }
        None => prive(start, options.json, &Ambient::system()).await?,
    };
    let mut out = std::io::stdout().lock();
    if options.json {
        writeln!(out, "{report}")?;
    } else {
        writeln!(out, "{report:#}")?;
        writeln!(out, "{}", if holds { "Tout est vérifié." } else { "Une vérification au moins n'a pas tenu." })?;
    }
    Ok(if holds { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// In a temporary folder, on free ports, gone afterwards.
async fn prive(start: &Start, muet: bool, ambient: &Ambient) -> Result<(serde_json::Value, bool), CommandeError> {
    let folder = tempfile::tempdir().map_err(CommandeError::Prive)?;
    let port_base = Ports::libres().map_err(CommandeError::Prive)?;
    let private = Start { data: folder.path().join("bac"), port_base, reset: false, ..start.clone() };
    let shutdown = Shutdown::new();
    let bac = Bac::ouvrir(&private, &mut Annonce::new(muet), shutdown.clone()).await?;
    let tried = essai::essayer(&Cible::lire(&private.data, ambient)?, ambient).await;
    shutdown.begin();
    bac.attendre().await;
    Ok(tried?)
}

async fn mobile(start: &Start, verb: Verb) -> Result<ExitCode, CommandeError> {
    let ports = Ports::from_base(start.port_base);
    let lire = |path: PathBuf| std::fs::read(&path).map_err(|cause| CommandeError::Absent { path, cause });
    let cle = lire(start.data.join("cles/telephones"))?;
    let adresses = Adresses {
        service: origin(ports.telephones()),
        cle: SecretString::from(String::from_utf8_lossy(&cle).trim().to_owned()),
        boite: Some(origin(ports.messagerie())),
        autorite: Some(lire(start.data.join("ca.pem"))?),
    };
    writeln!(std::io::stdout(), "{}", cli::executer(verb, &adresses).await?)?;
    Ok(ExitCode::SUCCESS)
}

async fn cles(data: &Path, tourner: Option<SigningAlg>) -> Result<ExitCode, CommandeError> {
    let config: Config = service::config::load(&data.join(CONFIG))?;
    let wish = tourner.map_or(Wish::List, Wish::Rotate);
    write!(std::io::stdout(), "{}", schedule::act(&config, wish, &Horloge::lire(data).ambient()).await?)?;
    Ok(ExitCode::SUCCESS)
}

async fn jeton(data: &Path, wish: registration::Wish) -> Result<ExitCode, CommandeError> {
    let config: Config = service::config::load(&data.join(CONFIG))?;
    let token = registration::initial_access_token(&config, wish, &Horloge::lire(data).ambient()).await?;
    writeln!(std::io::stdout(), "{}", token.expose_secret())?;
    Ok(ExitCode::SUCCESS)
}

async fn repeter(data: &Path, demande: Repeter) -> Result<ExitCode, CommandeError> {
    let config: Config = service::config::load(&data.join(CONFIG))?;
    let what = Rehearsal { levels: demande.niveaux, subject: demande.sujet };
    let asked = demande.fin || what != Rehearsal::default();
    let wish = asked.then(|| rehearsal::Wish { client: demande.client.as_deref().map(ClientId::from), what });
    dit(&rehearsal::act(&config, wish.as_ref(), &Horloge::lire(data).ambient()).await?)
}

fn confiance(data: &Path, install: bool) -> Result<ExitCode, CommandeError> {
    let authority = data.canonicalize().unwrap_or_else(|_| data.to_owned()).join("ca.pem");
    if install {
        confiance::installer(&authority)?;
    }
    write!(std::io::stdout(), "{}", confiance::lignes(&authority)?)?;
    Ok(ExitCode::SUCCESS)
}
