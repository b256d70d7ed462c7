//! The command line of the registry.

mod carte;
mod contrat;
mod finess;
mod journal;

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use registry_server::Droit;

pub use carte::CarteCommand;
pub use contrat::{ContratCommand, PorteurArgs, SignerArgs};
pub use finess::FinessCommand;
pub use journal::{ControlerArgs, JournalCommand};

/// Le registre des professionnels, et ses fichiers d'extraction.
#[derive(Debug, Parser)]
#[command(name = "registry-server", version, about)]
pub struct Cli {
    /// The configuration file.
    #[arg(long, default_value = "registry.toml", global = true)]
    pub config: PathBuf,
    #[command(subcommand)]
    pub command: Option<Command>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Look at the deployment that the configuration describes, and explain what is wrong with it. Ends with 1 where something is.
    Doctor {
        /// One JSON object, for programs.
        #[arg(long)]
        json: bool,
    },
    /// Take a restricted extraction in, whole or not at all.
    Import(ImportArgs),
    /// Draw a key for a caller and print it once, with the lines for the configuration.
    Cle {
        /// The caller, as the journal will name it.
        nom: String,
        /// What it may ask.
        #[arg(long, value_enum, value_delimiter = ',', required = true)]
        droits: Vec<DroitArg>,
    },
    /// Draw a key for a program that reads the public directory, and print it once.
    CleAnnuaire {
        /// The caller.
        nom: String,
    },
    /// Make the public extraction now, in the folder that `annuaire.extractions` names.
    Extraction,
    /// The contracts of structures with the ANS.
    #[command(subcommand)]
    Contrat(ContratCommand),
    /// Structures, as FINESS describes them.
    #[command(subcommand)]
    Finess(FinessCommand),
    /// Cards of professionals, as an Order or an ARS tells them.
    #[command(subcommand)]
    Carte(CarteCommand),
    /// Declare somebody who holds the card of a structure and has no RPPS number.
    Porteur(PorteurArgs),
    /// The audit record: whether it is whole, and what it says.
    #[command(subcommand)]
    Journal(JournalCommand),
    /// Professions that the ANS has accepted, as rows for the file that `nomenclatures.professions` names.
    Professions,
    /// The notices on their way, and those that nobody took.
    Courrier {
        /// Try this one again, as a new one.
        #[arg(long)]
        relancer: Option<String>,
    },
}

#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The extraction, zipped or not, in UTF-8 or in Windows-1252.
    pub fichier: PathBuf,
    /// The day of the file (yyyy-mm-dd), where its name does not end with yyyyMMddHHmm.
    #[arg(long)]
    pub date: Option<Date>,
    /// Take the file although it changes more than the set share.
    #[arg(long)]
    pub accepter: bool,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub enum DroitArg {
    Lecture,
    Correspondance,
    Evenements,
    Activation,
}

impl From<DroitArg> for Droit {
    fn from(droit: DroitArg) -> Self {
        match droit {
            DroitArg::Lecture => Self::Lecture,
            DroitArg::Correspondance => Self::Correspondance,
            DroitArg::Evenements => Self::Evenements,
            DroitArg::Activation => Self::Activation,
        }
    }
}
