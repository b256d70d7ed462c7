//! `site construire --sortie DIR`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Le guide des équipes qui branchent leur service : des pages, sans serveur et sans réseau.
#[derive(Debug, Parser)]
#[command(name = "site", version, about)]
struct Cli {
    #[command(subcommand)]
    commande: Commande,
}

#[derive(Debug, Subcommand)]
enum Commande {
    /// Écrit toutes les pages.
    Construire {
        /// Le dossier qui les reçoit. Ce qui s'y trouve d'autre y reste.
        #[arg(long)]
        sortie: PathBuf,
    },
}

fn main() -> ExitCode {
    let Cli { commande: Commande::Construire { sortie } } = Cli::parse();
    let said = site::construire().and_then(|site| site.ecrire(&sortie).map(|()| site));
    match said {
        Ok(site) => {
            println!("{} fichiers. Ouvrez {}", site.fichiers.len(), sortie.join("index.html").display());
            ExitCode::SUCCESS
        }
        Err(error) => {
            #[expect(clippy::print_stderr, reason = "a command tells its failure there")]
            {
                eprintln!("site: {error}");
            }
            ExitCode::FAILURE
        }
    }
}
