//! A real browser, led by a small program beside: one command a line, one answer a line.

use std::io::Write as _;
use std::process::Stdio;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use async_trait::async_trait;
use banc_core::langage::{self, Instruction};
use banc_core::partie::{self, Partie};
use banc_core::scenario::Moyen;
use banc_core::trace::{Moi, Vue};
use serde::Deserialize;
use serde_json::{Value, json};
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};
use url::Url;

use super::personne::Personnes;
use super::surf::Bornes;
use super::{Comment, Empechement, Geste, Pilote, Retour};
use crate::fournisseur::Adresses;

const PROGRAMME: &str = include_str!("../../navigateur.mjs");

pub struct Chromium {
    personnes: Personnes,
    bornes: Bornes,
    connexion: Vec<Instruction>,
    moi: Vec<Instruction>,
    deconnexion: Vec<Instruction>,
    connecte_si: String,
    reglages: Value,
    programme: Programme,
    vues: Vec<Vue>,
}

/// The program, and its two pipes. It ends with this.
struct Programme {
    _enfant: Child,
    entree: ChildStdin,
    sortie: Lines<BufReader<ChildStdout>>,
    /// It ended, or a page holds it: another one is needed.
    perdu: bool,
    _fichier: Fichier,
}

/// Removed with this.
struct Fichier(std::path::PathBuf);

impl Drop for Fichier {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(&self.0);
    }
}

#[derive(Debug, thiserror::Error)]
pub enum ChromiumError {
    #[error("node : {0}")]
    Node(#[from] std::io::Error),
    #[error("node n'a pas donné ses tuyaux")]
    Tuyaux,
    #[error("le script du navigateur : {0}")]
    Script(String),
}

/// One line of the program.
#[derive(Deserialize)]
struct Reponse {
    approuver: Option<String>,
    #[serde(default)]
    refuser: bool,
    fait: Option<Value>,
    erreur: Option<String>,
    #[serde(default)]
    vues: Vec<VueLue>,
}

#[derive(Deserialize)]
struct VueLue {
    adresse: String,
    statut: u16,
    entetes: Vec<(String, String)>,
    corps: String,
}

impl Chromium {
    pub fn ouvrir(
        adresses: Adresses,
        partie: &Partie,
        navigateur: &partie::Navigateur,
        personnes: Personnes,
        bornes: Bornes,
    ) -> Result<Self, ChromiumError> {
        let lire = |script: &str| langage::lire(script).map_err(|erreur| ChromiumError::Script(erreur.to_string()));
        let origines = |urls: &[&Url]| urls.iter().map(|url| url.origin().ascii_serialization()).collect::<Vec<_>>();
        let reglages = json!({
            "playwright": navigateur.playwright.canonicalize().unwrap_or_default().join("package.json"),
            "chromium": navigateur.chromium,
            "origines": origines(&partie.origines.iter().collect::<Vec<_>>()),
            "fournisseur": origines(&adresses.origines()),
            "autorisation": adresses.autorisation,
            "carte": adresses.carte,
            "carte_pem": String::from_utf8_lossy(&personnes.carte),
            "bornes": {
                "reponse": bornes.reponse.as_millis() as u64,
                "connexion": bornes.connexion.as_millis() as u64,
                "sauts": bornes.sauts,
                "octets": bornes.octets,
            },
        });
        Ok(Self {
            personnes,
            bornes,
            connexion: lire(&navigateur.connexion)?,
            moi: lire(&navigateur.moi)?,
            deconnexion: lire(navigateur.deconnexion.as_deref().unwrap_or_default())?,
            connecte_si: navigateur.connecte_si.clone(),
            programme: Programme::lancer(&reglages)?,
            reglages,
            vues: Vec::new(),
        })
    }

    /// Sends a command and hears its answer; the person approves on the phone where the page asks.
    async fn demander(&mut self, demande: Value) -> Result<Value, Empechement> {
        let rendu = self.converser(demande).await;
        if self.programme.perdu {
            // a page that holds the browser does not hold the campaign
            self.programme = Programme::lancer(&self.reglages).map_err(|cause| cause.to_string())?;
        }
        rendu
    }

    async fn converser(&mut self, demande: Value) -> Result<Value, Empechement> {
        self.programme.dire(&demande).await?;
        let attente = Duration::from_millis(demande["attente"].as_u64().unwrap_or_default());
        loop {
            let patience = self.bornes.connexion + self.bornes.reponse + attente;
            let Ok(reponse) = tokio::time::timeout(patience, self.programme.entendre()).await else {
                self.programme.perdu = true;
                return Err("le navigateur ne répond plus : une page le retient".to_owned());
            };
            let reponse = reponse?;
            let telephone = &self.personnes.telephone;
            let repondu = match &reponse.approuver {
                Some(nombre) => Some(telephone.approuver(nombre).await),
                None if reponse.refuser => Some(telephone.refuser().await),
                None => None,
            };
            if let Some(repondu) = repondu {
                repondu.map_err(|cause| format!("le téléphone du banc : {cause}"))?;
                self.programme.dire(&json!({})).await?;
                continue;
            }
            self.vues.extend(reponse.vues.into_iter().map(VueLue::vue));
            return match (reponse.fait, reponse.erreur) {
                (Some(fait), None) => Ok(fait),
                (_, erreur) => Err(erreur.unwrap_or_else(|| "le navigateur s'arrête".to_owned())),
            };
        }
    }
}

impl VueLue {
    fn vue(self) -> Vue {
        Vue { adresse: self.adresse, statut: self.statut, entetes: self.entetes, corps: self.corps, duree: 0 }
    }
}

/// Another one each time: the one before may still be there.
fn nom_du_fichier() -> String {
    static RANG: AtomicU32 = AtomicU32::new(0);
    format!("banc-navigateur-{}-{}.mjs", std::process::id(), RANG.fetch_add(1, Ordering::Relaxed))
}

impl Programme {
    fn lancer(reglages: &Value) -> Result<Self, ChromiumError> {
        let fichier = Fichier(std::env::temp_dir().join(nom_du_fichier()));
        std::fs::File::create(&fichier.0)?.write_all(PROGRAMME.as_bytes())?;
        let mut node = Command::new("node");
        node.arg(&fichier.0).arg(reglages.to_string()).kill_on_drop(true);
        let mut enfant = node.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
        let (entree, sortie) = (enfant.stdin.take(), enfant.stdout.take());
        let (Some(entree), Some(sortie)) = (entree, sortie) else { return Err(ChromiumError::Tuyaux) };
        Ok(Self { _enfant: enfant, entree, sortie: BufReader::new(sortie).lines(), perdu: false, _fichier: fichier })
    }

    async fn dire(&mut self, demande: &Value) -> Result<(), Empechement> {
        let ecrit = self.entree.write_all(format!("{demande}\n").as_bytes()).await;
        self.perdu |= ecrit.is_err();
        ecrit.map_err(|_| "le navigateur s'est arrêté".to_owned())
    }

    async fn entendre(&mut self) -> Result<Reponse, Empechement> {
        let ligne = self.sortie.next_line().await.ok().flatten();
        self.perdu |= ligne.is_none();
        let ligne = ligne.ok_or("le navigateur s'est arrêté : playwright-core et Chromium sont-ils là ?")?;
        serde_json::from_str(&ligne).map_err(|_| "le navigateur dit autre chose que du JSON".to_owned())
    }
}

const fn mot(moyen: Moyen) -> &'static str {
    match moyen {
        Moyen::Carte => "carte",
        Moyen::ECps => "ecps",
    }
}

const fn mot_du(geste: Geste) -> &'static str {
    match geste {
        Geste::Suivre => "suivre",
        Geste::Abandonner => "abandonner",
        Geste::Annuler => "annuler",
        Geste::Refuser => "refuser",
    }
}

#[async_trait]
impl Pilote for Chromium {
    fn nom(&self) -> String {
        "navigateur Chromium".to_owned()
    }

    async fn navigateur(&mut self) -> Result<(), Empechement> {
        self.demander(json!({ "commande": "neuf" })).await.map(drop)
    }

    async fn connecter(&mut self, comment: Comment) -> Result<(), Empechement> {
        let demande = json!({
            "commande": "connecter",
            "script": self.connexion,
            "moyen": mot(comment.moyen),
            "identifiant": self.personnes.telephone.identifiant,
            "attente": comment.attente.as_millis() as u64,
            "geste": mot_du(comment.geste),
        });
        self.demander(demande).await.map(drop)
    }

    async fn ouvrir(&mut self, retour: &Retour) -> Result<(), Empechement> {
        let demande = match retour {
            Retour::Adresse(adresse) => json!({ "commande": "ouvrir", "adresse": adresse }),
            Retour::Formulaire { action, champs } => {
                json!({ "commande": "envoyer", "adresse": action, "champs": champs })
            }
        };
        self.demander(demande).await.map(drop)
    }

    async fn moi(&mut self) -> Result<Moi, Empechement> {
        let fait = self.demander(json!({ "commande": "lire", "script": self.moi })).await?;
        let connecte = fait["texte"].as_str().is_some_and(|texte| texte.contains(&self.connecte_si));
        Ok(Moi { connecte, ..Moi::default() })
    }

    async fn rafraichir(&mut self) -> Result<u16, Empechement> {
        Err("un navigateur n'a pas ce crochet".to_owned())
    }

    async fn api(&mut self) -> Result<u16, Empechement> {
        Err("un navigateur n'a pas ce crochet".to_owned())
    }

    async fn deconnecter(&mut self) -> Result<u16, Empechement> {
        self.demander(json!({ "commande": "suivre", "script": self.deconnexion })).await?;
        Ok(200)
    }

    async fn ciba(&mut self, _: &str) -> Result<String, Empechement> {
        Err("un navigateur n'a pas ce crochet".to_owned())
    }

    fn garer(&mut self) -> Result<(), Empechement> {
        Err("un seul navigateur à la fois".to_owned())
    }

    fn reprendre(&mut self) {}

    fn vues(&mut self) -> Vec<Vue> {
        std::mem::take(&mut self.vues)
    }
}
