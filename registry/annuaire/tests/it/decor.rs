//! A registry with the six people of the example, behind the directory.

use std::sync::Arc;

use ambient::{Ambient, MovableClock, RestKey, Seconds, Timestamp};
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use database::sqlite_url;
use http::{HeaderMap, Request, StatusCode, header};
use registry_annuaire::{CleAnnuaire, EtatAnnuaire, Reglages, empreinte, router};
use registry_core::CleStructure;
use registry_core::annuaire::{Annuaire, Bornes, Quota};
use registry_core::carte::{Carte, CarteId, Etape, Fabrication, ModeleCarte, Origine, RaisonOpposition};
use registry_core::finess::Faits;
use registry_core::import::{Consigne, Import};
use registry_core::journal::{Acte, Journal};
use registry_core::nomenclature::Referentiel;
use registry_core::port::{PortError, Registre as _};
use registry_store::Magasin;
use sante::Rpps;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

pub const EXEMPLE: &str = include_str!("../../../core/tests/data/extraction-exemple.txt");
pub const MAINTENANT: i64 = 1_800_000_000;
pub const ORIGINE: &str = "https://annuaire.example/";
pub const CLE: &str = "une-cle-d-essai";
pub const ALBA: &str = "899900000011";
pub const NOE: &str = "899900000029";
pub const PAUL: &str = "899900000045";
pub const EHPAD: &str = "F690990114";
pub const CARTE: &str = "1234567890";
pub const OPPOSEE: &str = "9876543210";

pub struct Decor {
    pub routeur: Router,
    pub magasin: Magasin,
    pub horloge: Arc<MovableClock>,
    pub ambient: Ambient,
    pub dossier: TempDir,
}

/// A card of Paul, of so many digits, in somebody's hands or opposed since.
fn carte(numero: &str, etape: &str) -> Carte {
    let le = Timestamp::from_seconds(MAINTENANT);
    let jusque = le.plus(Seconds::hours(24 * 365));
    let fabrication =
        Fabrication { numero: numero.to_owned(), series: Vec::new(), depuis: le, jusque, codes: String::new() };
    let etape = match etape {
        "recue" => Etape::Recue { fabrication, le },
        _ => Etape::Opposee { fabrication, raison: RaisonOpposition::Perdue, par: String::new(), le },
    };
    Carte {
        id: CarteId::from(numero),
        modele: ModeleCarte::Cps,
        porteur: PAUL.parse().unwrap(),
        structure: None,
        etape,
        origine: Origine::Commande,
        commande_par: "essai".to_owned(),
        commande_le: le,
        remplace: None,
        exercice: None,
    }
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

    /// So many people more, in the place of the first of the example.
    pub async fn foule(&self, nombre: u64) {
        let (titres, reste) = EXEMPLE.split_once('\n').unwrap();
        let modele = reste.lines().next().unwrap();
        let mut texte = EXEMPLE.to_owned();
        for rang in 0..nombre {
            let rpps = Rpps::with_key(9_990_100_000 + rang);
            texte += &(modele.replace("99900000011", rpps.as_str()) + "\n");
        }
        assert!(titres.contains("Identifiant PP"));
        self.horloge.advance(Seconds::hours(1));
        self.importer(&texte, MAINTENANT - 10_000).await;
    }

    /// What FINESS and the card authority would have brought: a category, a legal status, a sector, a card that its holder has.
    pub async fn completer(&self) {
        let le = Timestamp::from_seconds(MAINTENANT);
        let ehpad = Faits { categorie: "500".to_owned(), libelle_categorie: "EHPAD".to_owned(), ..Faits::default() };
        let association =
            Faits { statut: "60".to_owned(), libelle_statut: "Association non RUP".to_owned(), ..Faits::default() };
        let faits = [(EHPAD, ehpad), ("F690990015", association)].map(|(cle, faits)| (CleStructure::from(cle), faits));
        let mut chantier = self.magasin.chantier().await.unwrap();
        chantier.ecrire_faits_finess(&faits, le).await.unwrap();
        chantier.ecrire_secteur(&CleStructure::from(EHPAD), "SA17").await.unwrap();
        for (numero, etape) in [(CARTE, "recue"), (OPPOSEE, "opposee")] {
            chantier.ecrire_carte(&carte(numero, etape)).await.unwrap();
        }
        chantier.valider().await.unwrap();
    }

    pub async fn demander(&self, requete: Request<Body>) -> Reponse {
        let reponse = self.routeur.clone().oneshot(requete).await.unwrap();
        let (statut, entetes) = (reponse.status(), reponse.headers().clone());
        let corps = to_bytes(reponse.into_body(), usize::MAX).await.unwrap().to_vec();
        Reponse { statut, entetes, corps }
    }

    /// A FHIR search by its form.
    pub async fn poster(&self, genre: &str, formulaire: String) -> Reponse {
        let requete = Request::post(format!("/fhir/v2/{genre}/_search"));
        let requete = requete.header(header::CONTENT_TYPE, "application/x-www-form-urlencoded");
        self.demander(requete.body(Body::from(formulaire)).unwrap()).await
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
