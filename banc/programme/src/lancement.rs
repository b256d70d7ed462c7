//! The service, started by the bench where its description says how, and stopped with it.

use std::process::Stdio;
use std::time::{Duration, Instant};

use banc_core::partie::{Client, Lancement};
use tokio::process::{Child, Command};

use crate::fournisseur::Fournisseur;

#[derive(Debug, thiserror::Error)]
pub enum LancementError {
    #[error("lancement.commande : « {commande} » ne démarre pas : {cause}")]
    Demarrage { commande: String, cause: std::io::Error },
    #[error("le service s'est arrêté avant d'être prêt ({0})")]
    Arrete(std::process::ExitStatus),
    #[error("le service ne répond pas à {adresse} après {secondes} s")]
    Muet { adresse: String, secondes: u64 },
    #[error("l'autorité du banc n'est pas lisible : {0}")]
    Http(#[from] reqwest::Error),
}

/// A started service; it is killed when this goes.
pub struct Lance(#[expect(dead_code, reason = "kept for its end")] Option<Child>);

/// What the service may read in its environment.
fn environnement(client: &Client, fournisseur: &Fournisseur) -> Vec<(&'static str, String)> {
    let fichier = |chemin: &std::path::Path| chemin.display().to_string();
    vec![
        ("BANC_ISSUER", fournisseur.adresses.issuer.to_string()),
        ("BANC_CA", fichier(&fournisseur.adresses.autorite_fichier)),
        ("BANC_CLIENT_ID", client.id.clone()),
        ("BANC_CLIENT_SECRET", client.secret.clone().unwrap_or_default()),
        ("BANC_TLS_CERTIFICAT", fichier(&fournisseur.tls.0)),
        ("BANC_TLS_CLE", fichier(&fournisseur.tls.1)),
        ("BANC_MTLS_CERTIFICAT", fichier(&fournisseur.certificat.0)),
        ("BANC_MTLS_CLE", fichier(&fournisseur.certificat.1)),
    ]
}

/// Starts the service if it is described, and waits until it answers.
pub async fn lancer(
    lancement: Option<&Lancement>,
    client: &Client,
    fournisseur: &Fournisseur,
) -> Result<Lance, LancementError> {
    let Some(lancement) = lancement else { return Ok(Lance(None)) };
    let programme = lancement.commande.first().cloned().unwrap_or_default();
    let mut commande = Command::new(&programme);
    commande.args(&lancement.commande[1..]).stdin(Stdio::null()).kill_on_drop(true);
    commande.envs(environnement(client, fournisseur)).envs(&lancement.environnement);
    if let Some(dossier) = &lancement.dossier {
        commande.current_dir(dossier);
    }
    let demarre = commande.spawn();
    let mut enfant = demarre.map_err(|cause| LancementError::Demarrage { commande: programme, cause })?;
    attendre(lancement, &mut enfant, &fournisseur.adresses.autorite).await?;
    Ok(Lance(Some(enfant)))
}

async fn attendre(lancement: &Lancement, enfant: &mut Child, autorite: &[u8]) -> Result<(), LancementError> {
    let autorite = reqwest::Certificate::from_pem(autorite)?;
    let http = reqwest::Client::builder().timeout(Duration::from_secs(2)).tls_certs_only([autorite]).build()?;
    let depuis = Instant::now();
    while depuis.elapsed() < Duration::from_secs(lancement.patience) {
        if let Ok(Some(statut)) = enfant.try_wait() {
            return Err(LancementError::Arrete(statut));
        }
        if http.get(lancement.pret.clone()).send().await.is_ok() {
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    Err(LancementError::Muet { adresse: lancement.pret.to_string(), secondes: lancement.patience })
}
