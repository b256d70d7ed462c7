use clap::Subcommand;
use sante::IdentifiantNational;

#[derive(Debug, Subcommand)]
pub enum CarteCommand {
    /// An Order or an ARS has registered a professional: their CPS is made and sent (MIE-13).
    Cps {
        /// 8 and an RPPS number.
        #[arg(long)]
        personne: IdentifiantNational,
        /// Which one, where the person has several: each has a card of its own (`60`, or `60/M` with its category).
        #[arg(long)]
        profession: Option<String>,
        /// Who records it, as the journal will name them.
        #[arg(long)]
        operateur: String,
    },
    /// The cards of somebody, and where each stands.
    Lister {
        #[arg(long)]
        personne: IdentifiantNational,
    },
}
