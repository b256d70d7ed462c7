//! `banc`: plays a campaign against a relying party, and ends with a code for continuous integration.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use ambient::Ambient;
use banc::cli::{Cli, Commande, Lieu, Mener, Verifier};
use banc::fournisseur::FournisseurError;
use banc::lancement::{self, LancementError};
use banc::pilote::{Bornes, Chromium, Crochet, Pilote};
use banc::rapport::{self, RapportError, Sceau, SceauError};
use banc::{Campagne, Fournisseur, PartieError, partie};
use banc_core::scenario::Rang;
use banc_core::{Graine, Ligne, Partie, Plan, PlanError, catalogue};
use clap::Parser as _;

/// Many small values live as long as a request: the allocator of the system spends a fifth of its time on them.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Nothing was played: what was asked cannot be done.
const USAGE: u8 = 3;

#[derive(Debug, thiserror::Error)]
enum MainError {
    #[error(transparent)]
    Partie(#[from] PartieError),
    #[error(transparent)]
    Plan(#[from] PlanError),
    #[error(transparent)]
    Fournisseur(#[from] FournisseurError),
    #[error(transparent)]
    Lancement(#[from] LancementError),
    #[error(transparent)]
    Rapport(#[from] RapportError),
    #[error(transparent)]
    Sceau(#[from] SceauError),
    #[error("{0} : {1}")]
    Fichier(String, std::io::Error),
    #[error("le pilote ne s'ouvre pas : {0}")]
    Pilote(String),
}

#[tokio::main]
async fn main() -> ExitCode {
    service::provider::install();
    // a second call would be refused, and this is the first
    let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(erreur) => {
            let _ = erreur.print();
            return if erreur.use_stderr() { ExitCode::from(USAGE) } else { ExitCode::SUCCESS };
        }
    };
    match executer(cli).await {
        Ok(code) => ExitCode::from(code),
        Err(erreur) => {
            let _ = writeln!(std::io::stderr(), "{erreur}");
            ExitCode::from(USAGE)
        }
    }
}

async fn executer(cli: Cli) -> Result<u8, MainError> {
    match cli.commande {
        Commande::Mener(demande) => mener(demande).await,
        Commande::Preparer(lieu) => preparer(&lieu).await,
        Commande::Scenarios => Ok(scenarios()),
        Commande::Verifier(demande) => verifier(&demande),
    }
}

async fn mener(demande: Mener) -> Result<u8, MainError> {
    let ambient = Ambient::system();
    let partie = partie::lire(&demande.lieu.partie)?;
    let plan = Plan::nouveau(&partie, demande.scenarios.as_deref())?;
    let precedent = demande.precedent.as_deref().map(rapport::lire).transpose()?;
    let graine = Graine::new(demande.seed.unwrap_or_else(|| tirer(&ambient)));
    annoncer_plan(&partie, &plan, graine);
    let sceau = Sceau::ouvrir(&demande.lieu.data)?;
    let fournisseur = ouvrir(&partie, &demande.lieu).await?;
    let lance = lancement::lancer(partie.lancement.as_ref(), &partie.client, &fournisseur).await?;
    let mut pilote = pilote(&partie, &fournisseur)?;
    let campagne = Campagne {
        fournisseur: &fournisseur,
        partie: &partie,
        plan,
        graine,
        rythme: demande.rythme,
        ambient,
        cle: sceau.kid().to_owned(),
        duree: Duration::from_secs(60 * demande.minutes),
    };
    let mut fini = campagne.mener(pilote.as_mut(), &mut |ligne| dire(&une(ligne))).await;
    // its connections with it: a service that is told to end waits for them
    drop(pilote);
    lance.arreter().await;
    if let Some(precedent) = &precedent {
        rapport::comparer(&mut fini, precedent);
    }
    rapport::ecrire(&fini, &demande.sortie, &sceau)?;
    fournisseur.arreter().await;
    let page = demande.sortie.join(rapport::PAGE);
    dire(&format!("\n{} : {} (graine {})", fini.conclusion.mot(), page.display(), graine.valeur()));
    Ok(fini.conclusion.code())
}

/// The provider in its own folder, beside the key of the bench.
async fn ouvrir(partie: &Partie, lieu: &Lieu) -> Result<Fournisseur, MainError> {
    Ok(Fournisseur::ouvrir(partie, &lieu.data.join("fournisseur"), lieu.port_base).await?)
}

fn pilote(partie: &Partie, fournisseur: &Fournisseur) -> Result<Box<dyn Pilote>, MainError> {
    let (adresses, personnes, bornes) =
        (fournisseur.adresses.clone(), fournisseur.personnes.clone(), Bornes::default());
    if let Some(navigateur) = &partie.navigateur {
        let chromium = Chromium::ouvrir(adresses, partie, navigateur, personnes, bornes);
        return Ok(Box::new(chromium.map_err(|cause| MainError::Pilote(cause.to_string()))?));
    }
    let crochet = partie.crochet.clone().ok_or_else(|| MainError::Pilote("aucun n'est décrit".to_owned()))?;
    let crochet = Crochet::nouveau(adresses, partie.origines.clone(), crochet, personnes, bornes);
    Ok(Box::new(crochet.map_err(|cause| MainError::Pilote(cause.to_string()))?))
}

async fn preparer(lieu: &Lieu) -> Result<u8, MainError> {
    let partie = partie::lire(&lieu.partie)?;
    let fournisseur = ouvrir(&partie, lieu).await?;
    dire(&format!("émetteur      {}", fournisseur.adresses.issuer));
    dire(&format!("autorité      {}", fournisseur.adresses.autorite_fichier.display()));
    dire(&format!("certificat    {} (localhost), clé {}", fournisseur.tls.0.display(), fournisseur.tls.1.display()));
    let (certificat, cle) = (fournisseur.certificat.0.display(), fournisseur.certificat.1.display());
    dire(&format!("pour prouver  {certificat} (certificat client), clé {cle}"));
    dire(&format!("application   {}", partie.client.id));
    dire("Ctrl-C pour arrêter.");
    let _ = tokio::signal::ctrl_c().await;
    fournisseur.arreter().await;
    Ok(0)
}

/// The titles, family by family.
fn scenarios() -> u8 {
    for scenario in catalogue::tous() {
        let rang = if scenario.rang == Rang::Conseil { " (conseil)" } else { "" };
        dire(&format!("{:<32} {}{rang} — {}", scenario.id, scenario.titre, scenario.source));
    }
    0
}

fn verifier(demande: &Verifier) -> Result<u8, MainError> {
    let lire =
        |chemin: &Path| std::fs::read(chemin).map_err(|cause| MainError::Fichier(chemin.display().to_string(), cause));
    let signature = demande.signature.clone().unwrap_or_else(|| demande.rapport.with_file_name(rapport::SIGNATURE));
    let texte = |octets: Vec<u8>| String::from_utf8_lossy(&octets).into_owned();
    let (contenu, signature, cle) = (lire(&demande.rapport)?, texte(lire(&signature)?), texte(lire(&demande.cle)?));
    match rapport::verifier(&contenu, &signature, &cle) {
        Ok(()) => {
            dire("Le rapport est celui que cette clé a signé.");
            Ok(0)
        }
        Err(cause) => {
            dire(&cause.to_string());
            Ok(1)
        }
    }
}

/// What is chosen before the run is told before the run.
fn annoncer_plan(partie: &Partie, plan: &Plan, graine: Graine) {
    dire(&format!("{} {} : {} scénarios, graine {}", partie.nom, partie.version, plan.jouer.len(), graine.valeur()));
    for (scenario, raison) in &plan.sans_objet {
        dire(&format!("  sans objet       {} ({raison})", scenario.id));
    }
}

fn une(ligne: &Ligne) -> String {
    let detail = ligne.raison.clone().unwrap_or_else(|| ligne.observe.join(" ; "));
    format!("  {:<16} {} ({detail})", ligne.verdict.mot(), ligne.id)
}

fn tirer(ambient: &Ambient) -> u64 {
    let mut octets = [0; 8];
    ambient.chance.fill(&mut octets);
    // numbers that a JSON reader of any language keeps whole
    u64::from_be_bytes(octets) >> 12
}

fn dire(ligne: &str) {
    // a closed pipe does not stop a campaign
    let _ = writeln!(std::io::stdout(), "{ligne}");
}
