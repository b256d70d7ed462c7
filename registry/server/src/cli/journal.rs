use clap::Subcommand;
use jiff::civil::Date;
use sante::IdentifiantNational;

#[derive(Debug, Subcommand)]
pub enum JournalCommand {
    /// Walk the journal's chains and say where the first break is.
    Verifier,
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
