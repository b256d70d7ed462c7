use std::collections::HashSet;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use ambient::{Ambient, MovableClock, Timestamp};
use async_trait::async_trait;
use axum::body::{Body, to_bytes};
use axum::extract::{Request, State};
use axum::http::StatusCode;
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse as _, Response};
use carte_cps::{AutoriteCartes, Monde};
use idp_core::carte::{MoyensEnUsage, Revocations, RevocationsDeps, Tolerance, VerificationCarte as _};
use idp_core::journal::{Acte, Journal};
use idp_core::port::PortError;
use idp_core::stamp::{Since, Stamps, Subject};
use idp_outbound::client;
use idp_outbound::revocations::{Adresses, Gardees, Repondeur, Rythme, Suiveur};
use igc::{CarteEmise, Comptoir, DemandeCarte, Guichet, Igc, Panne, Profession, Role};
use sante::IdentifiantNational;
use tempfile::TempDir;
use url::Url;

use crate::serveur::servir;

/// The three stores that it stands on, in memory.
#[derive(Default)]
pub struct Stores {
    raised: Mutex<HashSet<String>>,
    pub used: Mutex<HashSet<String>>,
}

#[async_trait]
impl Stamps for Stores {
    async fn raise(&self, subject: &Subject, _at: Timestamp) -> Result<(), PortError> {
        self.raised.lock().unwrap().insert(subject.id.clone());
        Ok(())
    }

    async fn latest(&self, subjects: &[Subject]) -> Result<Option<Timestamp>, PortError> {
        let raised = self.raised.lock().unwrap();
        Ok(subjects.iter().any(|one| raised.contains(&one.id)).then(|| Timestamp::from_millis(0)))
    }

    async fn raised(&self, among: &[Since]) -> Result<bool, PortError> {
        let raised = self.raised.lock().unwrap();
        Ok(among.iter().any(|since| raised.contains(&since.subject.id)))
    }
}

#[async_trait]
impl MoyensEnUsage for Stores {
    async fn en_usage(&self) -> Result<HashSet<String>, PortError> {
        Ok(self.used.lock().unwrap().clone())
    }

    async fn titulaire(&self, _moyen: &str) -> Result<Option<IdentifiantNational>, PortError> {
        Ok(None)
    }
}

#[async_trait]
impl Journal for Stores {
    async fn record(&self, _acte: Acte) -> Result<(), PortError> {
        Ok(())
    }
}

/// Serial numbers, big-endian.
#[derive(Clone, Default)]
pub struct Sourd(Arc<Mutex<Vec<Vec<u8>>>>);

impl Sourd {
    pub fn a(&self, card: &CarteEmise) {
        let octets = (0..card.serie.len()).step_by(2).map(|n| u8::from_str_radix(&card.serie[n..n + 2], 16).unwrap());
        self.0.lock().unwrap().push(octets.collect());
    }
}

async fn deaf(State(sourd): State<Sourd>, request: Request, next: Next) -> Response {
    let (head, body) = request.into_parts();
    let body = to_bytes(body, 64 * 1024).await.unwrap();
    let named = |serial: &Vec<u8>| body.windows(serial.len()).any(|window| window == serial);
    if sourd.0.lock().unwrap().iter().any(named) {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    }
    next.run(Request::from_parts(head, Body::from(body))).await
}

/// An authority on an address of its own, and a provider's view of its cards.
pub struct Scene {
    pub igc: Arc<Igc>,
    pub comptoir: Comptoir,
    pub stores: Arc<Stores>,
    pub revocations: Revocations,
    pub clock: Arc<MovableClock>,
    pub dossier: TempDir,
    /// Serial numbers about which the responder breaks down.
    pub sourd: Sourd,
    ambient: Ambient,
    base: Url,
}

impl Scene {
    /// `repondeur`: whether the responder is asked too. Every list is there once it returns.
    pub async fn new(repondeur: bool) -> Self {
        let (ambient, clock) = Ambient::fixed(Ambient::system().now(), 11);
        let igc = Arc::new(Igc::create(&ambient, "http://igc.test").unwrap());
        let comptoir = Comptoir::new(igc.clone());
        let sourd = Sourd::default();
        let router = igc::router(comptoir.clone()).layer(from_fn_with_state(sourd.clone(), deaf));
        let base = servir(router).await;
        let stores = Arc::new(Stores::default());
        let revocations = revocations(&igc, &ambient, &stores);
        let dossier = tempfile::tempdir().unwrap();
        let scene = Self { igc, comptoir, stores, revocations, clock, dossier, sourd, ambient, base };
        tokio::spawn(scene.suiveur().suivre());
        if repondeur {
            let (client, url) = (client(None).unwrap(), scene.base.join("ocsp").unwrap());
            let asked = Repondeur::nouveau(client, scene.revocations.clone(), url);
            tokio::spawn(asked.suivre(Duration::from_millis(100)));
        }
        let card = scene.card();
        scene.until("a card is good", || scene.judge(&card).is_ok()).await;
        scene
    }

    fn suiveur(&self) -> Suiveur<Revocations> {
        Suiveur {
            client: client(None).unwrap(),
            receveur: self.revocations.clone(),
            autorites: self.adresses(),
            rythme: Rythme {
                complete: Duration::from_millis(300),
                delta: Duration::from_millis(100),
                repondeur: Duration::from_millis(100),
            },
            gardees: Some(self.gardees()),
        }
    }

    pub fn adresses(&self) -> Vec<Adresses> {
        let list = |name: &str| self.base.join(&format!("crl/{name}.crl")).unwrap();
        let roles = [Role::Racine, Role::FortPersonnes, Role::StandardPersonnes];
        let both = |role: Role| Adresses {
            complete: list(role.fichier()),
            delta: Some(list(&format!("{}-delta", role.fichier()))),
        };
        roles.map(both).into()
    }

    pub fn gardees(&self) -> Gardees {
        Gardees::ouvrir(self.dossier.path().join("gardees")).unwrap()
    }

    /// A node that starts now, and has heard of nobody.
    pub fn another_node(&self) -> Revocations {
        revocations(&self.igc, &self.ambient, &self.stores)
    }

    pub fn panne<const N: usize>(&self, guichets: [Guichet; N], panne: Option<Panne>) {
        guichets.into_iter().for_each(|guichet| self.comptoir.panne(guichet, panne));
    }

    pub fn card(&self) -> CarteEmise {
        let profession = Profession { code: 10, libelle: "Médecin".to_owned() };
        let asked = DemandeCarte::cps("899900000011".parse().unwrap(), "FICTIF", "Alba", profession);
        self.igc.carte(&asked).unwrap()
    }

    pub fn judge(&self, card: &CarteEmise) -> Result<String, &'static str> {
        self.judged_by(&self.revocations, card)
    }

    pub fn judged_by(&self, node: &Revocations, card: &CarteEmise) -> Result<String, &'static str> {
        let judged = node.verifier(&card.chaine, self.ambient.now());
        judged.map(|read| read.moyen).map_err(|refus| refus.code())
    }

    pub fn ended(&self, moyen: &str) -> bool {
        self.stores.raised.lock().unwrap().contains(moyen)
    }

    pub async fn until(&self, what: &str, so: impl Fn() -> bool) -> Duration {
        let began = Instant::now();
        while !so() {
            assert!(began.elapsed() < Duration::from_secs(10), "not after ten seconds: {what}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        began.elapsed()
    }

    pub fn failing(&self) -> Vec<&'static str> {
        let sources = self.revocations.etat().sources;
        sources.iter().filter_map(|source| source.echec.as_ref().map(|echec| echec.refus.code())).collect()
    }
}

fn revocations(igc: &Igc, ambient: &Ambient, stores: &Arc<Stores>) -> Revocations {
    let issuers = [Role::FortPersonnes, Role::StandardPersonnes].map(|role| igc.certificat(role));
    let socle = AutoriteCartes::new(&[igc.certificat(Role::Racine)], &issuers, Monde::Test).unwrap();
    let deps = RevocationsDeps {
        ambient: ambient.clone(),
        stamps: stores.clone(),
        usage: stores.clone(),
        journal: stores.clone(),
    };
    Revocations::new(socle, Tolerance::default(), deps)
}
