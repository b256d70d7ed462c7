//! What the command line does besides serving.

pub mod annuaire;
pub mod carte;
pub mod contrat;
pub mod courrier;
pub mod finess;
pub mod journal;
pub mod professions;

use std::io::{IsTerminal as _, Write as _};

use ambient::{Ambient, ExposeSecret as _, RestKey, RestKeyError};
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use registry_core::DeclarationError;
use registry_core::finess::FinessImportError;
use registry_core::formulaire::FormulaireError;
use registry_core::habilitation::HabilitationError;
use registry_core::profession_demandee::ProfessionError;
use registry_server::{
    Acces, Config, Consigne, Droit, FichierDisque, ImportError, Progression, Registry, RegistryError, date_du_nom,
    debut_du_jour,
};
use service::config::{ConfigError, SecretFileError};
use service::telemetry::TelemetryError;

use crate::cli::{DroitArg, ImportArgs};
use crate::compte_rendu;
use crate::ecoute::EcouteError;
use carte::CarteCommandeError;
use contrat::ContratError;

#[derive(Debug, thiserror::Error)]
pub enum CommandeError {
    #[error(transparent)]
    Config(#[from] ConfigError),
    #[error(transparent)]
    Telemetrie(#[from] TelemetryError),
    #[error(transparent)]
    Registre(#[from] RegistryError),
    #[error(transparent)]
    Ecoute(#[from] EcouteError),
    #[error("Le nom du fichier ne donne pas sa date. Donnez-la : --date aaaa-mm-jj.")]
    SansDate,
    #[error("{0}\nPour l'accepter : relancez avec --accepter.")]
    TropDeChangements(ImportError),
    #[error(transparent)]
    Import(ImportError),
    #[error(transparent)]
    Finess(#[from] FinessImportError),
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error(transparent)]
    Repos(#[from] RestKeyError),
    #[error(transparent)]
    Journal(#[from] journal::JournalError),
    #[error(transparent)]
    Carte(#[from] CarteCommandeError),
    #[error(transparent)]
    Contrat(#[from] ContratError),
    #[error("{0}\n{phrase}", phrase = .0.phrase())]
    Habilitation(#[from] HabilitationError),
    #[error("{0}\n{phrase}", phrase = .0.phrase())]
    Declaration(#[from] DeclarationError),
    #[error("{0}\n{phrase}", phrase = .0.phrase())]
    Profession(#[from] ProfessionError),
    #[error("{0}\n{phrase}", phrase = .0.phrase())]
    Formulaire(#[from] FormulaireError),
    #[error(transparent)]
    Extraction(#[from] registry_server::ExtractionError),
    #[error("Aucun dossier n'est réglé pour l'extraction. Ajoutez annuaire.extractions à la configuration.")]
    SansDossier,
    #[error("something is wrong with this deployment")]
    Malade,
    #[error("the outbox is out of reach: {0}")]
    Avis(#[from] outbox::Error),
    #[error("the terminal does not take the answer: {0}")]
    Sortie(#[from] std::io::Error),
}

pub async fn importer(config: &Config, registre: &Registry, demande: &ImportArgs) -> Result<(), CommandeError> {
    let date = match demande.date {
        Some(jour) => debut_du_jour(jour),
        None => date_du_nom(&demande.fichier.to_string_lossy()),
    };
    let date = date.ok_or(CommandeError::SansDate)?;
    let consigne = Consigne { date, seuil: config.seuil, accepter: demande.accepter };
    let (barre, fichier) = (barre(), FichierDisque(demande.fichier.clone()));
    let avancement = |progression: Progression| {
        barre.set_length(progression.total);
        barre.set_position(progression.lignes);
    };
    let resultat = registre.import().importer(&fichier, consigne, &avancement).await;
    barre.finish_and_clear();
    let mut sortie = std::io::stdout().lock();
    match resultat {
        Ok(rapport) => Ok(write!(sortie, "{}", compte_rendu::texte(&rapport))?),
        Err(erreur) => match &erreur {
            ImportError::TropDeChangements { rapport, .. } => {
                write!(sortie, "{}", compte_rendu::texte(rapport))?;
                Err(CommandeError::TropDeChangements(erreur))
            }
            _ => Err(CommandeError::Import(erreur)),
        },
    }
}

/// On a terminal only: a log keeps no bar.
fn barre() -> ProgressBar {
    if !std::io::stderr().is_terminal() {
        return ProgressBar::hidden();
    }
    let barre = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    let style = ProgressStyle::with_template("{bar:40} {human_pos} / {human_len} lignes, encore {eta}");
    barre.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

pub fn cle(config: &Config, ambient: &Ambient, nom: &str, droits: Vec<DroitArg>) -> Result<(), CommandeError> {
    let repos = RestKey::from_base64(config.keys.rest_file.read(config.mode.guard())?.expose_secret())?;
    let secret = ambient.secret();
    let empreinte = Acces::empreinte(&repos, secret.expose_secret());
    let droits: Vec<String> = droits.into_iter().map(|droit| format!("\"{}\"", Droit::from(droit).as_str())).collect();
    let mut sortie = std::io::stdout().lock();
    writeln!(sortie, "# La clé, affichée cette seule fois : {}", secret.expose_secret())?;
    writeln!(sortie, "[[cles]]\nnom = {nom:?}\ndroits = [{}]", droits.join(", "))?;
    Ok(writeln!(sortie, "empreinte = \"{}\"", empreinte.as_str())?)
}

/// What is wrong with a deployment, for people or for programs.
pub async fn docteur(lue: Result<Config, ConfigError>, ambient: &Ambient, json: bool) -> Result<(), CommandeError> {
    let vu = registry_server::docteur::docteur(lue, ambient).await;
    dire(&if json { format!("{}\n", serde_json::json!(vu)) } else { vu.text() })?;
    if vu.is_wrong() { Err(CommandeError::Malade) } else { Ok(()) }
}

fn dire(texte: &str) -> Result<(), CommandeError> {
    Ok(write!(std::io::stdout(), "{texte}")?)
}
