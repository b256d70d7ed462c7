//! A registry of one test, in a folder of its own.

use std::path::PathBuf;

use ambient::{Ambient, RestKey, Timestamp};
use axum::Router;
use axum::body::{Body, to_bytes};
use http::{Request, Response, StatusCode, header};
use registry_server::config::Nomenclatures;
use registry_server::{Acces, Cle, Config, Consigne, Droit, Keys, Listen, Mode, Registry, Store, Tls};
use serde::de::DeserializeOwned;
use service::config::SecretFile;
use tempfile::TempDir;
use tower::ServiceExt as _;

use crate::service::Service;

pub const EXEMPLE: &str = include_str!("../../../core/tests/data/extraction-exemple.txt");
pub const ALBA: &str = "/v1/personnes/899900000011";
/// 32 bytes in base64.
pub const CLE_DE_REPOS: &str = "AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

pub struct Maison {
    pub registre: Registry,
    pub routeur: Router,
    pub dossier: TempDir,
}

impl Maison {
    /// With the example in it, and one key a right named after it.
    pub async fn ouvrir() -> Self {
        Self::reglee(Ambient::system(), |_, _| {}).await
    }

    /// The same, its configuration changed before it opens.
    pub async fn reglee(ambient: Ambient, regler: impl FnOnce(&mut Config, &TempDir)) -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let mut config = config(&dossier);
        regler(&mut config, &dossier);
        let registre = Registry::open(&config, ambient).await.unwrap();
        let consigne = Consigne::du(Timestamp::from_seconds(1_790_000_000));
        registre.import().importer(&EXEMPLE, consigne, &|_| {}).await.unwrap();
        let routeur = registre.router();
        Self { registre, routeur, dossier }
    }

    /// Takes people out of service, and back.
    pub fn activation(&self) -> Service {
        activation(&self.registre)
    }

    pub async fn demander(&self, chemin: &str, cle: Option<&str>) -> Response<Body> {
        let mut demande = Request::get(chemin);
        if let Some(cle) = cle {
            demande = demande.header(header::AUTHORIZATION, cle);
        }
        self.routeur.clone().oneshot(demande.body(Body::empty()).unwrap()).await.unwrap()
    }

    /// What a POST without a body answers.
    pub async fn dire(&self, chemin: &str, droit: &str) -> StatusCode {
        let demande = Request::post(chemin).header(header::AUTHORIZATION, format!("Bearer cle-{droit}"));
        self.routeur.clone().oneshot(demande.body(Body::empty()).unwrap()).await.unwrap().status()
    }

    pub async fn lire<T: DeserializeOwned>(&self, chemin: &str, droit: &str) -> (StatusCode, T) {
        let reponse = self.demander(chemin, Some(&format!("Bearer cle-{droit}"))).await;
        let statut = reponse.status();
        (statut, corps(reponse).await)
    }
}

pub async fn corps<T: DeserializeOwned>(reponse: Response<Body>) -> T {
    serde_json::from_slice(&to_bytes(reponse.into_body(), 1 << 20).await.unwrap()).unwrap()
}

pub fn config(dossier: &TempDir) -> Config {
    let fichier = |nom: &str| dossier.path().join(nom);
    std::fs::write(fichier("repos"), CLE_DE_REPOS).unwrap();
    let repos = SecretFile::new(fichier("repos"));
    let cle = |droit: Droit| Cle {
        nom: droit.as_str().to_owned(),
        droits: vec![droit],
        empreinte: empreinte(&format!("cle-{}", droit.as_str())),
    };
    Config {
        mode: Mode::Sandbox,
        listen: Listen { web: "127.0.0.1:0".parse().unwrap(), admin: None },
        tls: Tls { certificate_file: PathBuf::new(), key_file: PathBuf::new() },
        store: Store {
            sql: Some(format!("sqlite://{}?mode=rwc", fichier("registre.db").display())),
            sql_file: None,
            journal: Some(format!("sqlite://{}?mode=rwc", fichier("journal.db").display())),
        },
        keys: Keys { rest_file: repos.clone(), journal_file: repos, journal_former: Vec::new() },
        seuil: Consigne::SEUIL,
        cles: [Droit::Lecture, Droit::Correspondance, Droit::Evenements, Droit::Activation].map(cle).to_vec(),
        portail: None,
        annuaire: None,
        courrier: None,
        numeros: None,
        nomenclatures: Nomenclatures::default(),
        support: None,
        grades: Vec::new(),
        igc: None,
        traces: None,
    }
}

fn empreinte(cle: &str) -> String {
    Acces::empreinte(&RestKey::from_base64(CLE_DE_REPOS).unwrap(), cle).as_str().to_owned()
}

/// Of any registry that is open.
pub fn activation(registre: &Registry) -> Service {
    let guichet = registre.guichet();
    Service { ambient: guichet.ambient.clone(), registre: guichet.registre.clone() }
}
