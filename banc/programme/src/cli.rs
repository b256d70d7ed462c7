//! The command line of the bench.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};

use crate::campagne::Rythme;

/// Le banc d'essai : prouve qu'un service fait ce qu'il faut avec Caducée, ou avec Pro Santé Connect.
#[derive(Debug, Parser)]
#[command(name = "banc", version, about)]
pub struct Cli {
    #[command(subcommand)]
    pub commande: Commande,
}

#[derive(Debug, Subcommand)]
pub enum Commande {
    /// Joue une campagne et écrit le rapport. Rend 0 : conforme, 1 : non conforme, 2 : non concluant, 3 : rien n'a été joué.
    Mener(Mener),
    /// Ouvre le fournisseur du banc et dit ce que le service doit savoir, jusqu'à Ctrl-C.
    Preparer(Lieu),
    /// Le catalogue des scénarios.
    Scenarios,
    /// Dit si un rapport est celui que ce banc a signé.
    Verifier(Verifier),
}

/// Where the bench works, and for whom.
#[derive(Clone, Debug, Args)]
pub struct Lieu {
    /// La description du service (docs/banc.md).
    #[arg(long)]
    pub partie: PathBuf,
    /// Le dossier du banc : son autorité de certification, ses clés. Gardé d'une campagne à l'autre.
    #[arg(long, default_value = ".banc")]
    pub data: PathBuf,
    /// Premier des vingt ports du fournisseur du banc.
    #[arg(long, default_value_t = 8640, value_parser = clap::value_parser!(u16).range(1..=65_515))]
    pub port_base: u16,
}

#[derive(Debug, Args)]
pub struct Mener {
    #[command(flatten)]
    pub lieu: Lieu,
    /// La graine des tirages : la même redonne les mêmes fautes. Sans elle, une neuve est tirée et écrite dans le rapport.
    #[arg(long)]
    pub seed: Option<u64>,
    /// Ces scénarios seulement, séparés par des virgules.
    #[arg(long, value_delimiter = ',')]
    pub scenarios: Option<Vec<String>>,
    /// Où écrire le rapport.
    #[arg(long, default_value = "banc-rapport")]
    pub sortie: PathBuf,
    /// Un rapport antérieur, pour dire ce qui a changé.
    #[arg(long)]
    pub precedent: Option<PathBuf>,
    /// `presse` abrège les attentes d'une personne : pour essayer, pas pour prouver.
    #[arg(long, value_enum, default_value_t = Rythme::Reel)]
    pub rythme: Rythme,
    /// La durée de la campagne au plus, en minutes.
    #[arg(long, default_value_t = 45)]
    pub minutes: u64,
}

#[derive(Debug, Args)]
pub struct Verifier {
    #[arg(long)]
    pub rapport: PathBuf,
    /// Par défaut, à côté du rapport : `rapport.json.jws`.
    #[arg(long)]
    pub signature: Option<PathBuf>,
    /// La clé publique du banc, reçue par un autre chemin que le rapport.
    #[arg(long)]
    pub cle: PathBuf,
}
