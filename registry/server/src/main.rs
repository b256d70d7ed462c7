//! The registry, as a program.

mod cli;
mod commande;
mod compte_rendu;
mod ecoute;

use std::io::Write as _;
use std::process::ExitCode;

use ambient::Ambient;
use clap::Parser as _;
use registry_server::{Config, Registry};
use service::telemetry::{self, Format};

use cli::{Cli, Command};
use commande::CommandeError;

/// Many small values live as long as a request: the allocator of the system spends a fifth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

#[tokio::main]
async fn main() -> ExitCode {
    service::provider::install();
    match executer(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(erreur) => {
            let _ = writeln!(std::io::stderr(), "{erreur}");
            ExitCode::FAILURE
        }
    }
}

async fn executer(cli: Cli) -> Result<(), CommandeError> {
    if let Some(Command::Journal(demande)) = &cli.command
        && let Some(fait) = commande::journal::hors_ligne(demande)
    {
        return fait;
    }
    let config: Config = service::config::load(&cli.config)?;
    let ambient = Ambient::system();
    match cli.command {
        None => {
            telemetry::init(Format::Json, "info")?;
            let registre = Registry::open(&config, ambient.clone()).await?;
            ecoute::servir(&config, &registre, &ambient).await?;
            Ok(registre.close().await?)
        }
        Some(Command::Cle { nom, droits }) => commande::cle(&config, &ambient, &nom, droits),
        Some(Command::CleAnnuaire { nom }) => commande::annuaire::cle(&config, &ambient, &nom),
        Some(Command::Extraction) => sur(&config, ambient, commande::annuaire::extraire).await,
        Some(Command::Journal(demande)) => commande::journal::executer(&config, &ambient, &demande).await,
        Some(Command::Import(demande)) => {
            sur(&config, ambient, async |registre| commande::importer(&config, registre, &demande).await).await
        }
        Some(Command::Carte(demande)) => {
            sur(&config, ambient, async |registre| commande::carte::executer(registre, &demande).await).await
        }
        Some(Command::Contrat(demande)) => {
            sur(&config, ambient, async |registre| commande::contrat::executer(registre, &demande).await).await
        }
        Some(Command::Finess(demande)) => {
            sur(&config, ambient, async |registre| commande::finess::executer(registre, &demande).await).await
        }
        Some(Command::Porteur(demande)) => {
            sur(&config, ambient, async |registre| commande::contrat::declarer(registre, demande).await).await
        }
        Some(Command::Professions) => sur(&config, ambient, commande::professions::lister).await,
        Some(Command::Courrier { relancer }) => {
            let maintenant = ambient.now();
            let relancer = relancer.as_deref();
            sur(&config, ambient, async |registre| commande::courrier::executer(registre, maintenant, relancer).await)
                .await
        }
    }
}

/// Opens the registry for one act, and closes its journal whatever came of it.
async fn sur(
    config: &Config,
    ambient: Ambient,
    faire: impl AsyncFnOnce(&Registry) -> Result<(), CommandeError>,
) -> Result<(), CommandeError> {
    let registre = Registry::open(config, ambient).await?;
    let resultat = faire(&registre).await;
    registre.close().await?;
    resultat
}
