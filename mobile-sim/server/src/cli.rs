//! The phone on the command line: `activate`, `approve`, `refuse`, `list`, over the service that runs.

mod boite;
mod pilote;

use std::time::Duration;

use ambient::SecretString;
use clap::{Args, Subcommand};
use url::Url;

use crate::api::Approbation;

pub use boite::{Boite, BoiteError, Codes, Destinataires};
pub use pilote::{Pilote, PiloteError};

/// What a person does with a phone.
#[derive(Debug, Subcommand)]
pub enum Verb {
    /// Activate an e-CPS: number, two codes, PIN.
    Activate(Activate),
    /// Approve the request that is waiting, or that comes in time.
    Approve(Approve),
    /// Refuse the request that is waiting, or that comes in time.
    Refuse(Refuse),
    /// The phones, one a line: name, state, number.
    List {
        /// As JSON.
        #[arg(long)]
        json: bool,
    },
}

#[derive(Debug, Args)]
pub struct Activate {
    /// `8` and the eleven digits of the RPPS.
    #[arg(long)]
    pub identifiant: String,
    /// Six digits; those that are guessed fast are refused.
    #[arg(long)]
    pub pin: SecretString,
    /// Name of the phone; made when there is none. By default, named after the number.
    #[arg(long)]
    pub telephone: Option<String>,
    /// Read both codes from the sandbox's inbox.
    #[arg(long, conflicts_with_all = ["code_sms", "code_courriel"])]
    pub depuis_boite: bool,
    /// With --depuis-boite, when several people activate at once: whose messages to read.
    #[arg(long, requires = "depuis_boite")]
    pub mobile: Option<String>,
    #[arg(long, requires = "depuis_boite")]
    pub courriel: Option<String>,
    /// The code received by SMS; without it and without --depuis-boite, the codes are sent and nothing more.
    #[arg(long, requires = "code_courriel")]
    pub code_sms: Option<String>,
    #[arg(long, requires = "code_sms")]
    pub code_courriel: Option<String>,
    /// Remove first what this phone carries.
    #[arg(long)]
    pub de_nouveau: bool,
}

#[derive(Debug, Args)]
pub struct Approve {
    /// The two digits of the login screen.
    #[arg(long)]
    pub nombre: String,
    #[arg(long)]
    pub pin: SecretString,
    /// Where the person works, where the request asks: the situation, or the words of the screen.
    #[arg(long)]
    pub lieu: Option<String>,
    #[command(flatten)]
    pub quoi: Quoi,
}

#[derive(Debug, Args)]
pub struct Refuse {
    /// Not only "no": "this is not me".
    #[arg(long)]
    pub pas_moi: bool,
    #[command(flatten)]
    pub quoi: Quoi,
}

#[derive(Debug, Args)]
pub struct Quoi {
    /// Name of the phone, or its identifier. May be left out when there is only one.
    #[arg(long)]
    pub telephone: Option<String>,
    /// Seconds to wait for a request.
    #[arg(long, default_value_t = 20)]
    pub attente: u64,
}

/// Where the phones and the inbox are.
#[derive(Clone, Debug)]
pub struct Adresses {
    /// For example `https://localhost:8444`.
    pub service: Url,
    /// What the control file of the service holds.
    pub cle: SecretString,
    /// For example `https://localhost:8446`; needed for `--depuis-boite` only.
    pub boite: Option<Url>,
    /// PEM certificates trusted instead of the machine's own.
    pub autorite: Option<Vec<u8>>,
}

#[derive(Debug, thiserror::Error)]
pub enum CliError {
    #[error(transparent)]
    Client(#[from] crate::ClientError),
    #[error(transparent)]
    Pilote(#[from] PiloteError),
    #[error(transparent)]
    Boite(#[from] BoiteError),
    #[error("no inbox is known: give its address, or the two codes")]
    SansBoite,
    #[error("the list cannot be written: {0}")]
    Json(#[from] serde_json::Error),
}

/// Does what the verb says, and answers what is to be printed.
pub async fn executer(verb: Verb, adresses: &Adresses) -> Result<String, CliError> {
    let client = crate::client(adresses.autorite.as_deref())?;
    let pilote = Pilote::new(client.clone(), adresses.service.clone(), adresses.cle.clone());
    match verb {
        Verb::Activate(demande) => {
            let boite = adresses.boite.clone().map(|boite| Boite::new(client, boite));
            activer(&pilote, boite.as_ref(), &demande).await
        }
        Verb::Approve(Approve { nombre, pin, lieu, quoi }) => {
            let telephone = pilote.trouver(quoi.telephone.as_deref()).await?;
            let approbation = Approbation { nombre, pin, lieu };
            let faite = pilote.approuver(&telephone.id, &approbation, Duration::from_secs(quoi.attente)).await?;
            Ok(format!("Validé sur « {} » pour {}.", telephone.nom, faite.service))
        }
        Verb::Refuse(Refuse { pas_moi, quoi }) => {
            let telephone = pilote.trouver(quoi.telephone.as_deref()).await?;
            let faite = pilote.refuser(&telephone.id, pas_moi, Duration::from_secs(quoi.attente)).await?;
            let comment = if pas_moi { "« Ce n'est pas moi »" } else { "Refusé" };
            Ok(format!("{comment} sur « {} » pour {}.", telephone.nom, faite.service))
        }
        Verb::List { json } => lister(&pilote, json).await,
    }
}

async fn activer(pilote: &Pilote, boite: Option<&Boite>, demande: &Activate) -> Result<String, CliError> {
    let nom = demande.telephone.clone().unwrap_or_else(|| format!("Téléphone {}", demande.identifiant));
    let telephone = pilote.ouvrir(&nom).await?;
    if let (Some(sms), Some(courriel)) = (&demande.code_sms, &demande.code_courriel) {
        let codes = Codes { sms: sms.clone(), courriel: courriel.clone() };
        pilote.enroler(&telephone.id, &codes, &demande.pin).await?;
        return Ok(format!("e-CPS active sur « {nom} »."));
    }
    if !demande.depuis_boite {
        pilote.activer(&telephone.id, &demande.identifiant, demande.de_nouveau).await?;
        return Ok(format!(
            "Deux codes sont partis. Recommencez avec --telephone \"{nom}\" --code-sms --code-courriel."
        ));
    }
    let boite = boite.ok_or(CliError::SansBoite)?;
    let avant = boite.dernier().await?;
    pilote.activer(&telephone.id, &demande.identifiant, demande.de_nouveau).await?;
    let pour = Destinataires { mobile: demande.mobile.clone(), courriel: demande.courriel.clone() };
    let codes = boite.codes(avant, &pour).await?;
    pilote.enroler(&telephone.id, &codes, &demande.pin).await?;
    Ok(format!("e-CPS active sur « {nom} »."))
}

async fn lister(pilote: &Pilote, json: bool) -> Result<String, CliError> {
    let telephones = pilote.lister().await?;
    if json {
        return Ok(serde_json::to_string_pretty(&telephones)?);
    }
    let ligne = |apercu: &mobile_sim_web::Apercu| {
        let identifiant = apercu.identifiant.as_deref().unwrap_or("-");
        let attend = if apercu.notification { "  une demande" } else { "" };
        format!("{}  {}  {}  {identifiant}{attend}", apercu.id, apercu.nom, apercu.etat)
    };
    Ok(telephones.iter().map(ligne).collect::<Vec<_>>().join("\n"))
}
