//! The service, started by the bench where its description says how, and stopped with it.

use std::process::Stdio;
use std::time::{Duration, Instant};

use banc_core::partie::{Client, Lancement};
use tokio::process::{Child, ChildStdin, Command};

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
    #[error("lancement.environnement.{nom} : le banc ne dit pas « {valeur} »")]
    Inconnue { nom: String, valeur: String },
}

/// A started service, behind a shell that waits on a pipe which only this process holds: when the pipe closes, however this
/// process ended, the shell ends the service and everything that it started.
pub struct Lance(Option<Garde>);

struct Garde {
    shell: Child,
    tuyau: Option<ChildStdin>,
}

const GARDE: &str = r#"
    fin() {
        kill -TERM -- -$groupe 2>/dev/null
        for tour in $(seq 50); do kill -0 -- -$groupe 2>/dev/null || return; sleep 0.1; done
        kill -KILL -- -$groupe 2>/dev/null
    }
    exec 3<&0
    setsid "$@" </dev/null 3<&- >&2 & groupe=$!
    { cat <&3 >/dev/null; fin; } & veille=$!
    wait $groupe; statut=$?
    fin; kill $veille 2>/dev/null
    exit $statut"#;
/// How long the shell may take to end what it started.
const FIN: Duration = Duration::from_secs(8);

impl Lance {
    /// Ends the service, and waits until it has ended.
    pub async fn arreter(self) {
        let Some(mut garde) = self.0 else { return };
        drop(garde.tuyau.take());
        // a shell that is stuck is left behind rather than the report
        let _ = tokio::time::timeout(FIN, garde.shell.wait()).await;
    }
}

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

/// What the description gives in its own names: `$BANC_ISSUER` is what the bench says under that name.
fn propre(lancement: &Lancement, dites: &[(&'static str, String)]) -> Result<Vec<(String, String)>, LancementError> {
    let lue = |(nom, valeur): (&String, &String)| {
        let Some(voulue) = valeur.strip_prefix('$') else { return Ok((nom.clone(), valeur.clone())) };
        let dite = dites.iter().find(|(dit, _)| *dit == voulue);
        let dite = dite.ok_or_else(|| LancementError::Inconnue { nom: nom.clone(), valeur: valeur.clone() })?;
        Ok((nom.clone(), dite.1.clone()))
    };
    lancement.environnement.iter().map(lue).collect()
}

/// Starts the service if it is described, and waits until it answers.
pub async fn lancer(
    lancement: Option<&Lancement>,
    client: &Client,
    fournisseur: &Fournisseur,
) -> Result<Lance, LancementError> {
    let Some(lancement) = lancement else { return Ok(Lance(None)) };
    let dites = environnement(client, fournisseur);
    let propre = propre(lancement, &dites)?;
    let mut commande = Command::new("bash");
    commande.args(["-c", GARDE, "banc"]).args(&lancement.commande).stdin(Stdio::piped());
    commande.envs(dites).envs(propre);
    if let Some(dossier) = &lancement.dossier {
        commande.current_dir(dossier);
    }
    let demarre = commande.spawn();
    let programme = lancement.commande.first().cloned().unwrap_or_default();
    let mut shell = demarre.map_err(|cause| LancementError::Demarrage { commande: programme, cause })?;
    let tuyau = shell.stdin.take();
    attendre(lancement, &mut shell, &fournisseur.adresses.autorite).await?;
    Ok(Lance(Some(Garde { shell, tuyau })))
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
