use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;
use registry_core::habilitation::Perimetre;
use sante::{Finess, IdentifiantNational};

#[derive(Debug, Subcommand)]
pub enum ContratCommand {
    /// Record a contract that a structure signed, and its représentant légal, who is gestionnaire from then on.
    Signer(SignerArgs),
    /// Another représentant légal takes the place of the one before, from now on.
    Succeder {
        #[command(flatten)]
        niveau: NiveauArgs,
        /// The identifier on the card of the successor (3FINESS/…, or 8 and an RPPS number).
        #[arg(long)]
        successeur: IdentifiantNational,
        /// Who records it, as the journal will name them.
        #[arg(long)]
        operateur: String,
    },
    /// Sets the last day of a contract, included: nobody acts for the structure after it.
    Terminer {
        #[command(flatten)]
        niveau: NiveauArgs,
        /// Last day (yyyy-mm-dd).
        #[arg(long)]
        jusque: Date,
        /// Who records it, as the journal will name them.
        #[arg(long)]
        operateur: String,
    },
    /// Every contract, and who is named under it.
    Lister,
}

#[derive(Debug, Args)]
pub struct SignerArgs {
    #[command(flatten)]
    pub niveau: NiveauArgs,
    /// The identifier on the card of the représentant légal (3FINESS/…, or 8 and an RPPS number).
    #[arg(long)]
    pub representant: IdentifiantNational,
    /// First day (yyyy-mm-dd).
    #[arg(long)]
    pub depuis: Date,
    /// Last day, included.
    #[arg(long)]
    pub jusque: Option<Date>,
    /// Who records it, as the journal will name them.
    #[arg(long)]
    pub operateur: String,
    /// What FINESS says of the structures under the contract: a CSV file with the titles finess, finess_ej, raison_sociale,
    /// code_postal, code_commune and secteur (TRE_R02). Those already known keep what they are.
    #[arg(long)]
    pub structures: Option<PathBuf>,
}

/// At which level a contract is signed.
#[derive(Debug, Args)]
#[group(required = true, multiple = false)]
pub struct NiveauArgs {
    /// FINESS of the legal entity.
    #[arg(long)]
    ej: Option<Finess>,
    /// FINESS of the establishment, for an operator that has only this one.
    #[arg(long)]
    eg: Option<Finess>,
}

impl NiveauArgs {
    /// One of the two: the command line takes neither none nor both.
    pub fn perimetre(&self) -> Option<Perimetre> {
        match (&self.ej, &self.eg) {
            (Some(ej), _) => Some(Perimetre::EntiteJuridique(ej.clone())),
            (None, Some(eg)) => Some(Perimetre::Etablissement(eg.clone())),
            (None, None) => None,
        }
    }
}

/// Somebody who holds the card of a structure and has no RPPS number.
#[derive(Debug, Args)]
pub struct PorteurArgs {
    /// The identifier on the card: 3FINESS/… or 5SIRET/….
    #[arg(long)]
    pub identifiant: IdentifiantNational,
    #[arg(long)]
    pub nom: String,
    #[arg(long)]
    pub prenom: String,
    /// M or MME.
    #[arg(long)]
    pub civilite: String,
    /// The legal entity of an establishment, or its own number; nothing for a SIRET.
    #[arg(long)]
    pub ej: Option<Finess>,
    #[arg(long)]
    pub raison_sociale: String,
    #[arg(long)]
    pub mobile: Option<String>,
    #[arg(long)]
    pub courriel: Option<String>,
}
