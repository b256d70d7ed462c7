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
use service::telemetry::{self, Named};

use cli::{Cli, Command};
use commande::CommandeError;

/// Many small values live as long as a request: the allocator of the system spends a fifth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// In every span that leaves this process.
const NOM: Named = Named { service: "caducee-registre", version: env!("CARGO_PKG_VERSION") };

#[tokio::main]
async fn main() -> ExitCode {
    service::provider::install();
    match executer(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        // an answer, which was printed
        Err(CommandeError::Malade) => ExitCode::FAILURE,
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
    let lue = service::config::load::<Config>(&cli.config);
    let ambient = Ambient::system();
    match (cli.command, lue) {
        (Some(Command::Doctor { json }), lue) => commande::docteur(lue, &ambient, json).await,
        (_, Err(erreur)) => Err(erreur.into()),
        (None, Ok(config)) => {
            let telemetrie = telemetry::init_traced("info", NOM, config.traces.as_ref())?;
            let registre = Registry::open(&config, ambient.clone()).await?;
            ecoute::servir(&config, &registre, &ambient).await?;
            registre.close().await?;
            telemetrie.close().await;
            Ok(())
        }
        (Some(Command::Cle { nom, droits }), Ok(config)) => commande::cle(&config, &ambient, &nom, droits),
        (Some(Command::CleAnnuaire { nom }), Ok(config)) => commande::annuaire::cle(&config, &ambient, &nom),
        (Some(Command::Extraction), Ok(config)) => sur(&config, ambient, commande::annuaire::extraire).await,
        (Some(Command::Journal(demande)), Ok(config)) => commande::journal::executer(&config, &ambient, &demande).await,
        (Some(Command::Import(demande)), Ok(config)) => {
            sur(&config, ambient, async |registre| commande::importer(&config, registre, &demande).await).await
        }
        (Some(Command::Carte(demande)), Ok(config)) => {
            sur(&config, ambient, async |registre| commande::carte::executer(registre, &demande).await).await
        }
        (Some(Command::Contrat(demande)), Ok(config)) => {
            sur(&config, ambient, async |registre| commande::contrat::executer(registre, &demande).await).await
        }
        (Some(Command::Finess(demande)), Ok(config)) => {
            sur(&config, ambient, async |registre| commande::finess::executer(registre, &demande).await).await
        }
        (Some(Command::Porteur(demande)), Ok(config)) => {
            sur(&config, ambient, async |registre| commande::contrat::declarer(registre, demande).await).await
        }
        (Some(Command::Professions), Ok(config)) => sur(&config, ambient, commande::professions::lister).await,
        (Some(Command::Courrier { relancer }), Ok(config)) => {
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
