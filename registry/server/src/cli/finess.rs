use std::path::PathBuf;

use clap::Subcommand;

#[derive(Debug, Subcommand)]
pub enum FinessCommand {
    /// Take an extract in, of legal entities or of establishments: whole, or not at all.
    Importer {
        /// CSV with its titles (nofinesset, nofinessej, rs, categetab… or nofinessej, rs, statutjuridique…), zipped or not.
        fichier: PathBuf,
        /// Take the file without the lines that cannot be read: the structures that they speak of stay as they are.
        #[arg(long)]
        accepter: bool,
    },
}
