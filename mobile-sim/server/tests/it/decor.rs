use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use ambient::{Ambient, SecretString};
use axum::routing::get;
use axum::{Json, Router};
use clap::Parser as _;
use mobile_sim_server::cli::{self, Adresses, Verb};
use mobile_sim_server::{Acces, Cout, EtatTelephones, Telephones, router};
use serde_json::{Value, json};
use url::Url;

use crate::fournisseur::Fournisseur;

/// A service with its phones, an inbox, and the way to them.
pub struct Decor {
    pub fournisseur: Arc<Fournisseur>,
    pub adresses: Adresses,
    /// What the inbox holds once the codes have left.
    pub messages: Arc<Mutex<Vec<Value>>>,
    _dossier: tempfile::TempDir,
}

#[derive(clap::Parser)]
struct Ligne {
    #[command(subcommand)]
    verb: Verb,
}

impl Decor {
    pub async fn neuf() -> Self {
        service::provider::install();
        let (dossier, fournisseur) = (tempfile::tempdir().unwrap(), Arc::new(Fournisseur::default()));
        let acces = Acces { ambient: Ambient::system(), provider: fournisseur.clone(), cout: Cout::ESSAIS_SEULEMENT };
        let telephones = Arc::new(Telephones::ouvrir(dossier.path(), acces).unwrap());
        let pages = EtatTelephones::new(telephones.clone());
        let service = servir(router(telephones, &SecretString::from("cle"), pages)).await;
        let messages = Arc::new(Mutex::new(vec![
            message(1, "sms", "Un ancien code : 999999."),
            message(2, "sms", "e-CPS : votre code reçu par SMS est 123456."),
            message(3, "courriel", "Code reçu par message électronique :\n\n    654321\n"),
        ]));
        let boite = servir(boite(messages.clone())).await;
        let adresses = Adresses { service, cle: SecretString::from("cle"), boite: Some(boite), autorite: None };
        Self { fournisseur, adresses, messages, _dossier: dossier }
    }

    /// Types a command line after `mobile-sim`.
    pub async fn dire(&self, ligne: &str) -> Result<String, String> {
        let ligne =
            Ligne::try_parse_from(["mobile-sim"].into_iter().chain(ligne.split(' '))).map_err(|e| e.to_string())?;
        cli::executer(ligne.verb, &self.adresses).await.map_err(|error| error.to_string())
    }

    pub async fn active(&self) {
        let dit = self.dire("activate --identifiant 899900000011 --pin 482913 --telephone essai --depuis-boite").await;
        assert_eq!(dit.as_deref(), Ok("e-CPS active sur « essai »."));
    }
}

/// Holds one message at first, and all of them from the second look on.
fn boite(messages: Arc<Mutex<Vec<Value>>>) -> Router {
    let regards = Arc::new(AtomicUsize::new(0));
    let lire = move || {
        let vus = if regards.fetch_add(1, Ordering::SeqCst) == 0 { 1 } else { usize::MAX };
        let messages: Vec<Value> = messages.lock().unwrap().iter().take(vus).cloned().collect();
        async move { Json(messages) }
    };
    Router::new().route("/api/messages", get(lire))
}

pub fn message(id: u64, canal: &str, texte: &str) -> Value {
    json!({"id": id, "canal": canal, "destinataires": ["quelqu'un"], "texte": texte, "recu_le": 0, "sujet": ""})
}

pub async fn servir(router: Router) -> Url {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://127.0.0.1:{port}").parse().unwrap()
}
