use clap::Subcommand;
use sante::IdentifiantNational;

#[derive(Debug, Subcommand)]
pub enum CarteCommand {
    /// An Order or an ARS has registered a professional: their CPS is made and sent (MIE-13).
    Cps {
        /// 8 and an RPPS number.
        #[arg(long)]
        personne: IdentifiantNational,
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
