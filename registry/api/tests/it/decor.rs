//! A registry with an operator of two establishments: a director, a gestionnaire of one of them, somebody without a right.

use std::sync::{Arc, Mutex};

use ambient::{Ambient, MovableClock, Timestamp};
use async_trait::async_trait;
use axum::Router;
use axum::body::{Body, to_bytes};
use database::sqlite_url;
use http::{HeaderMap, Method, Request, StatusCode, header};
use jiff::civil::{Date, date};
use registry_api::{ConfigJetons, EtatApi, Jetons, Quota};
use registry_core::guichet::Guichet;
use registry_core::habilitation::{Contrats, Designation, NouveauContrat, NouvelleDesignation, Perimetre, Titre};
use registry_core::idempotence::CleIdempotence;
use registry_core::import::{Consigne, Import};
use registry_core::journal::{Acte, Journal};
use registry_core::lot::Bureau;
use registry_core::nomenclature::Referentiel;
use registry_core::numero::Plage;
use registry_core::port::PortError;
use registry_core::recherche::Limites;
use registry_core::{Declaration, NouveauPorteur};
use registry_store::Magasin;
use registry_tableur::Classeurs;
use sante::IdentifiantNational;
use serde_json::Value;
use tempfile::TempDir;
use tower::ServiceExt as _;

use super::emetteur::{Emetteur, RESSOURCE};

const EXEMPLE: &str = include_str!("../../../core/tests/data/extraction-exemple.txt");
pub const MAINTENANT: i64 = 1_800_000_000;
pub const EJ: &str = "690990015";
pub const EHPAD: &str = "690990114";
pub const IME: &str = "690990122";
/// Manages both establishments.
pub const DIRECTRICE: &str = "3690990015/CPED0001";
/// Manages the EHPAD alone.
pub const GESTIONNAIRE: &str = "3690990015/CPE00002";
/// Has a card, and no right.
pub const SANS_DROIT: &str = "3690990015/CPE00003";
/// Works in both.
pub const ALBA: &str = "899900000011";
/// Works elsewhere.
pub const SAMIA: &str = "899900000037";

pub struct Decor {
    pub emetteur: Arc<Emetteur>,
    pub carnet: Arc<Carnet>,
    pub horloge: Arc<MovableClock>,
    pub magasin: Magasin,
    pub guichet: Guichet,
    pub routeur: Router,
    _dossier: TempDir,
}

/// What differs from one test to another.
pub struct Reglages {
    /// Requests of one person.
    pub par_minute: u32,
    pub contrat_jusque: Option<Date>,
    pub limites: Limites,
}

impl Default for Reglages {
    fn default() -> Self {
        Self { par_minute: Quota::PAR_MINUTE, contrat_jusque: None, limites: Limites::default() }
    }
}

/// A journal that can be read, and broken.
#[derive(Default)]
pub struct Carnet {
    pub actes: Mutex<Vec<Acte>>,
    pub casse: Mutex<bool>,
}

/// An answer, read to its end.
#[derive(Debug)]
pub struct Reponse {
    pub statut: StatusCode,
    pub entetes: HeaderMap,
    pub texte: String,
}

#[async_trait]
impl Journal for Carnet {
    async fn consigner(&self, acte: Acte) -> Result<(), PortError> {
        if *self.casse.lock().unwrap() {
            return Err(PortError::HorsService { port: "journal", cause: "broken by the test".to_owned() });
        }
        self.actes.lock().unwrap().push(acte);
        Ok(())
    }
}

impl Decor {
    pub async fn nouveau() -> Self {
        Self::regle(Reglages::default()).await
    }

    /// With so many requests a minute, and a contract that ends after this day.
    pub async fn avec(par_minute: u32, contrat_jusque: Option<Date>) -> Self {
        Self::regle(Reglages { par_minute, contrat_jusque, ..Reglages::default() }).await
    }

    pub async fn regle(Reglages { par_minute, contrat_jusque, limites }: Reglages) -> Self {
        let emetteur = Emetteur::demarrer().await;
        let dossier = tempfile::tempdir().unwrap();
        let magasin = Magasin::ouvrir(&sqlite_url(&dossier.path().join("registre.db"))).await.unwrap();
        let (ambient, horloge) = Ambient::fixed(Timestamp::from_seconds(MAINTENANT), 1);
        let carnet = Arc::<Carnet>::default();
        let guichet = Guichet {
            ambient: ambient.clone(),
            registre: Arc::new(magasin.clone()),
            journal: carnet.clone(),
            referentiel: Referentiel::embarque(),
            plage: Plage::BAC_A_SABLE,
        };
        peupler(&guichet, contrat_jusque).await;
        let config = ConfigJetons { emetteur: emetteur.issuer.clone(), ressource: RESSOURCE.to_owned(), ca_pem: None };
        let jetons = Jetons::new(&config, &ambient).unwrap();
        let base = Arc::new(magasin.clone());
        let lots = Bureau::new(guichet.clone(), base.clone(), base.clone(), Arc::new(Classeurs::default()));
        let quota = Quota::new(par_minute, ambient, base.clone());
        let etat = EtatApi::new(&guichet, base, lots, jetons).avec_quota(quota).avec_limites(limites);
        let routeur = registry_api::router(etat);
        Self { emetteur, carnet, horloge, magasin, guichet, routeur, _dossier: dossier }
    }

    pub fn jeton(&self, personne: &str) -> String {
        self.emetteur.signer(&self.emetteur.claims(personne, MAINTENANT, &[]))
    }

    /// A request in the name of this person.
    pub fn demande(&self, personne: &str, methode: Method, chemin: &str) -> http::request::Builder {
        let adresse = format!("/api/v1{chemin}");
        let porteur = format!("Bearer {}", self.jeton(personne));
        Request::builder().method(methode).uri(adresse).header(header::AUTHORIZATION, porteur)
    }

    pub async fn envoyer(&self, demande: Request<Body>) -> Reponse {
        let reponse = self.routeur.clone().oneshot(demande).await.unwrap();
        let (tete, corps) = reponse.into_parts();
        let octets = to_bytes(corps, 1 << 20).await.unwrap();
        Reponse { statut: tete.status, entetes: tete.headers, texte: String::from_utf8(octets.to_vec()).unwrap() }
    }

    pub async fn lire(&self, personne: &str, chemin: &str) -> Reponse {
        self.envoyer(self.demande(personne, Method::GET, chemin).body(Body::empty()).unwrap()).await
    }

    /// An act with its headers (key, version) and its body.
    pub async fn agir(
        &self,
        personne: &str,
        (methode, chemin): (Method, &str),
        entetes: &[(&str, &str)],
        corps: &Value,
    ) -> Reponse {
        let demande = self.demande(personne, methode, chemin).header(header::CONTENT_TYPE, "application/json");
        let demande = entetes.iter().fold(demande, |demande, (nom, valeur)| demande.header(*nom, *valeur));
        self.envoyer(demande.body(Body::from(corps.to_string())).unwrap()).await
    }

    /// The situation of Alba in this establishment, and its version, as the gestionnaire sees them.
    pub async fn situation(&self, personne: &str, finess: &str) -> (String, String) {
        let fiche = self.lire(personne, &format!("/professionnels/{ALBA}")).await.json();
        let situations = fiche["situations"].as_array().unwrap();
        let trouvee = situations.iter().find(|situation| situation["structure"]["finess"] == finess).unwrap();
        let version = trouvee["version"].as_str().map(|version| format!("\"{version}\"")).unwrap_or_default();
        (format!("/professionnels/{ALBA}/situations/{}", trouvee["id"].as_str().unwrap()), version)
    }
}

impl Reponse {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.texte).unwrap_or_else(|cause| panic!("{cause}: {self:?}"))
    }

    pub fn entete(&self, nom: &str) -> &str {
        self.entetes.get(nom).map(|valeur| valeur.to_str().unwrap()).unwrap_or_default()
    }

    /// A problem with this status and this code, that says what to do.
    #[track_caller]
    pub fn refuse(&self, statut: u16, code: &str) -> Value {
        assert_eq!(
            (self.statut.as_u16(), self.entete("content-type")),
            (statut, "application/problem+json"),
            "{self:?}"
        );
        let probleme = self.json();
        assert_eq!((&probleme["status"], &probleme["code"]), (&statut.into(), &code.into()), "{self:?}");
        assert_eq!(probleme["type"], format!("urn:caducee:registre:{code}"));
        assert!(probleme["detail"].as_str().unwrap().len() > 20 && probleme["remede"].is_string(), "{self:?}");
        assert_eq!(self.entete("cache-control"), "no-store");
        probleme
    }
}

async fn peupler(guichet: &Guichet, jusque: Option<Date>) {
    let import = Import::new(guichet.ambient.clone(), guichet.registre.clone(), guichet.journal.clone());
    let consigne = Consigne { accepter: true, ..Consigne::du(Timestamp::from_seconds(MAINTENANT - 100_000)) };
    import.importer(&EXEMPLE, consigne, &|_| {}).await.unwrap();
    let declaration = Declaration::new(guichet.ambient.clone(), guichet.registre.clone(), guichet.journal.clone());
    for identifiant in [DIRECTRICE, GESTIONNAIRE, SANS_DROIT] {
        declaration.declarer_porteur(porteur(identifiant, EJ)).await.unwrap();
    }
    let contrat = NouveauContrat {
        operateur: "ans-contrats".to_owned(),
        perimetre: Perimetre::EntiteJuridique(EJ.parse().unwrap()),
        representant: id(DIRECTRICE),
        depuis: date(2027, 1, 1),
        jusque,
        etablissements: Vec::new(),
    };
    Contrats::new(guichet.clone()).signer(contrat).await.unwrap();
    let designation = NouvelleDesignation {
        personne: id(GESTIONNAIRE),
        titre: Titre::Gestionnaire,
        perimetre: Perimetre::Etablissement(EHPAD.parse().unwrap()),
        depuis: date(2027, 1, 1),
        jusque: None,
        formation_suivie: true,
    };
    let cle = CleIdempotence::lue("designation-00001").unwrap();
    Designation::new(guichet.clone()).designer(&id(DIRECTRICE), &cle, designation).await.unwrap();
}

/// Who has a card of this legal entity.
pub fn porteur(identifiant: &str, ej: &str) -> NouveauPorteur {
    NouveauPorteur {
        identifiant: id(identifiant),
        nom: format!("FICTIF-{}", &identifiant[11..]),
        prenom: "Claire".to_owned(),
        code_civilite: "MME".to_owned(),
        structure: annuaire::Structure {
            finess: ej.to_owned(),
            finess_ej: ej.to_owned(),
            raison_sociale: "ASSOCIATION FICTIVE LES TILLEULS".to_owned(),
            ..annuaire::Structure::default()
        },
        correspondance: annuaire::Correspondance::default(),
    }
}

pub fn id(identifiant: &str) -> IdentifiantNational {
    identifiant.parse().unwrap()
}
