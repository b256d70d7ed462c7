//! A registry with the six people of the example, behind the directory.

use std::sync::Arc;

use ambient::{Ambient, MovableClock, RestKey, Timestamp};
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use database::sqlite_url;
use http::{HeaderMap, Request, StatusCode, header};
use registry_annuaire::{CleAnnuaire, EtatAnnuaire, Reglages, empreinte, router};
use registry_core::annuaire::{Annuaire, Bornes, Quota};
use registry_core::import::{Consigne, Import};
use registry_core::journal::{Acte, Journal};
use registry_core::nomenclature::Referentiel;
use registry_core::port::PortError;
use registry_store::Magasin;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

const EXEMPLE: &str = include_str!("../../../core/tests/data/extraction-exemple.txt");
pub const MAINTENANT: i64 = 1_800_000_000;
pub const ORIGINE: &str = "https://annuaire.example/";
pub const CLE: &str = "une-cle-d-essai";
pub const ALBA: &str = "899900000011";
pub const NOE: &str = "899900000029";
pub const EHPAD: &str = "F690990114";

pub struct Decor {
    pub routeur: Router,
    pub magasin: Magasin,
    pub horloge: Arc<MovableClock>,
    pub ambient: Ambient,
    pub dossier: TempDir,
}

/// An answer, read to its end.
pub struct Reponse {
    pub statut: StatusCode,
    pub entetes: HeaderMap,
    pub corps: Vec<u8>,
}

struct Muet;

#[async_trait]
impl Journal for Muet {
    async fn consigner(&self, _: Acte) -> Result<(), PortError> {
        Ok(())
    }
}

impl Decor {
    pub async fn nouveau() -> Self {
        Self::borne(Bornes { par_minute: 1_000, par_jour: 10_000 }).await
    }

    /// With so many questions for one address.
    pub async fn borne(inconnu: Bornes) -> Self {
        let dossier = tempfile::tempdir().unwrap();
        let magasin = Magasin::ouvrir(&sqlite_url(&dossier.path().join("registre.db"))).await.unwrap();
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(MAINTENANT), 1);
        let registre = Arc::new(magasin.clone());
        let annuaire = Annuaire::new(ambient.clone(), registre.clone(), registre.clone());
        let repos = RestKey::from_bytes(&[7; 32]);
        let reglages = Reglages {
            origine: ORIGINE.parse().unwrap(),
            extractions: Some(dossier.path().join("extractions")),
            cles: vec![CleAnnuaire { nom: "essai".to_owned(), empreinte: empreinte(&repos, CLE) }],
            inconnu,
            connu: Bornes { par_minute: 1_000, par_jour: 10_000 },
        };
        let quota = Quota::new(ambient.clone(), registre);
        let routeur = router(EtatAnnuaire::new(annuaire, Referentiel::embarque(), (quota, repos), reglages));
        let decor = Self { routeur, magasin, horloge, ambient, dossier };
        decor.importer(EXEMPLE, MAINTENANT - 100_000).await;
        decor
    }

    pub async fn importer(&self, texte: &str, le: i64) {
        let import = Import::new(self.ambient.clone(), Arc::new(self.magasin.clone()), Arc::new(Muet));
        let consigne = Consigne { accepter: true, ..Consigne::du(Timestamp::from_seconds(le)) };
        import.importer(&texte, consigne, &|_| {}).await.unwrap();
    }

    /// The example with one text instead of another, an hour later.
    pub async fn changer(&self, avant: &str, apres: &str) {
        assert!(EXEMPLE.contains(avant), "{avant}");
        self.horloge.advance(ambient::Seconds::hours(1));
        self.importer(&EXEMPLE.replace(avant, apres), MAINTENANT - 10_000).await;
    }

    pub async fn demander(&self, requete: Request<Body>) -> Reponse {
        let reponse = self.routeur.clone().oneshot(requete).await.unwrap();
        let (statut, entetes) = (reponse.status(), reponse.headers().clone());
        let corps = to_bytes(reponse.into_body(), usize::MAX).await.unwrap().to_vec();
        Reponse { statut, entetes, corps }
    }

    pub async fn get(&self, chemin: &str) -> Reponse {
        self.demander(Request::get(chemin).body(Body::empty()).unwrap()).await
    }

    /// A search that has an answer.
    pub async fn fhir(&self, chemin: &str) -> Value {
        let reponse = self.get(&format!("/fhir/v2/{chemin}")).await;
        assert_eq!(reponse.statut, StatusCode::OK, "{chemin}: {}", reponse.texte());
        assert_eq!(reponse.entetes[header::CONTENT_TYPE], "application/fhir+json; charset=utf-8");
        reponse.json()
    }

    /// Every page of a search, from its first to its last.
    pub async fn pages(&self, chemin: &str) -> Vec<Value> {
        let mut pages = vec![self.fhir(chemin).await];
        while let Some(suite) = pages.last().and_then(lien_suivant) {
            assert!(pages.len() < 200, "{chemin} never ends");
            let suite = suite.strip_prefix(&format!("{ORIGINE}fhir/v2/")).unwrap().to_owned();
            pages.push(self.fhir(&suite).await);
        }
        pages
    }

    /// The ids of all of them.
    pub async fn ids(&self, chemin: &str) -> Vec<String> {
        self.pages(chemin).await.iter().flat_map(trouvees).map(|une| texte(&une, "/id")).collect()
    }
}

impl Reponse {
    pub fn texte(&self) -> String {
        String::from_utf8_lossy(&self.corps).into_owned()
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.corps).unwrap_or_else(|_| panic!("{}", self.texte()))
    }
}

pub fn lien_suivant(bundle: &Value) -> Option<String> {
    let liens = bundle["link"].as_array().unwrap();
    liens.iter().find(|lien| lien["relation"] == "next").map(|lien| texte(lien, "/url"))
}

/// The resources that answer, without those that come along.
pub fn trouvees(bundle: &Value) -> Vec<Value> {
    de(bundle, "match")
}

pub fn incluses(bundle: &Value) -> Vec<Value> {
    de(bundle, "include")
}

fn de(bundle: &Value, mode: &str) -> Vec<Value> {
    let entrees = bundle["entry"].as_array().cloned().unwrap_or_default();
    entrees.into_iter().filter(|une| une["search"]["mode"] == mode).map(|une| une["resource"].clone()).collect()
}

pub fn texte(valeur: &Value, chemin: &str) -> String {
    valeur.pointer(chemin).and_then(Value::as_str).unwrap_or_else(|| panic!("{chemin}: {valeur}")).to_owned()
}
