use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use sante::IdentifiantNational;

#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Walk the journal's chains and its tree, and say where the first break is.
    Verifier {
        /// A checkpoint of a former day, in a file: the journal must go on from it.
        #[arg(long)]
        garde: Vec<PathBuf>,
    },
    /// Sign a checkpoint now and print the last one (c2sp.org/tlog-checkpoint): keep it elsewhere.
    Point {
        /// A checkpoint of a former day: print the proof that the journal goes on from it as well.
        #[arg(long)]
        depuis: Option<PathBuf>,
    },
    /// Print the proof that one record is in the journal (c2sp.org/tlog-proof): it is judged without the journal.
    Prouver {
        /// The chain, as `exporter` names it (`writer`).
        #[arg(long)]
        chaine: String,
        /// The record's number in the chain (`sequence`).
        #[arg(long)]
        numero: i64,
    },
    /// Print the public key under which checkpoints are signed, for `controler`.
    Cle,
    /// Judge checkpoints, proofs and copies, without the journal and without a configuration.
    Controler(ControlerArgs),
    /// Write the journal out, one JSON object a line, chain by chain.
    Exporter {
        /// First day (yyyy-mm-dd), in Paris.
        #[arg(long)]
        depuis: Option<Date>,
        /// Last day, included.
        #[arg(long)]
        jusque: Option<Date>,
        /// Only what names this person, as the one who acts or the one who is acted on.
        #[arg(long)]
        personne: Option<IdentifiantNational>,
    },
}

#[derive(Debug, Args)]
pub struct ControlerArgs {
    /// As `journal cle` printed it.
    #[arg(long)]
    pub cle: String,
    /// A checkpoint of a former day, in a file.
    #[arg(long)]
    pub garde: Vec<PathBuf>,
    /// What `journal prouver` printed.
    #[arg(long)]
    pub preuve: Option<PathBuf>,
    /// What `journal point --depuis` printed, about the first of `garde`.
    #[arg(long, requires = "garde")]
    pub suite: Option<PathBuf>,
    /// What `journal exporter` printed, whole: held against each of `garde`.
    #[arg(long, requires = "garde")]
    pub export: Option<PathBuf>,
}
