use std::sync::Arc;

use ambient::{Ambient, MovableClock, RestKey, SecretString, Timestamp};
use async_trait::async_trait;
use axum::Router;
use franceconnect::{Client, FranceConnect, Signature};
use oidc::Acr;
use registry_core::formulaire::Adhesion;
use registry_core::guichet::Guichet;
use registry_core::journal::{Acte, Journal};
use registry_core::nomenclature::Referentiel;
use registry_core::numero::Plage;
use registry_core::port::PortError;
use registry_portail::{Coffre, Config, ConfigFournisseur, Guichets, Portail};
use registry_store::Magasin;
use reqwest::header::{COOKIE, LOCATION, SET_COOKIE};
use tempfile::TempDir;
use tokio::sync::OnceCell;
use url::Url;

use crate::caducee::Caducee;
use crate::guichets::Temoin;
use crate::guichets::autres::{GRADES, SUPPORT};
use crate::lot::LotsTemoins;
use crate::navigateur::{Navigateur, Reponse};
use crate::suivis;

pub const MAINTENANT: Timestamp = Timestamp::from_seconds(1_795_000_000);

pub struct Decor {
    pub caducee: Arc<Caducee>,
    pub registre: Arc<Temoin>,
    pub lots: Arc<LotsTemoins>,
    pub horloge: Arc<MovableClock>,
    pub navigateur: Navigateur,
    /// Where visits rest.
    pub magasin: Magasin,
    /// The registry behind forms of structures, which no witness stands in for.
    pub guichet: Guichet,
    url: String,
    config: Config,
    guichets: Guichets,
    ambient: Ambient,
    http: reqwest::Client,
    _dossier: TempDir,
}

/// Nobody reads it.
struct Muet;

#[async_trait]
impl Journal for Muet {
    async fn consigner(&self, _: Acte) -> Result<(), PortError> {
        Ok(())
    }
}

impl Decor {
    pub async fn nouveau() -> Self {
        let dossier = tempfile::tempdir().unwrap();
        std::fs::write(dossier.path().join(BASE), modele().await).unwrap();
        Self::sur(&sqlite(&dossier), dossier).await
    }

    /// On the engine of production.
    pub async fn sur_postgresql() -> Self {
        Self::sur(&crate::postgres::database(), tempfile::tempdir().unwrap()).await
    }

    async fn sur(url: &str, dossier: TempDir) -> Self {
        // Another test of this process may have been first.
        let _already = rustls::crypto::aws_lc_rs::default_provider().install_default();
        let (caducee, issuer) = (Caducee::demarrer().await, demarrer_franceconnect().await);
        let fournisseur = |issuer: &str| ConfigFournisseur {
            issuer: issuer.to_owned(),
            client_id: "portail".to_owned(),
            client_secret: SecretString::from("secret"),
        };
        let config = Config {
            origine: Url::parse("https://portail.test/").unwrap(),
            caducee: fournisseur(&caducee.issuer),
            franceconnect: fournisseur(&issuer),
            niveau: Acr::Eidas1,
            ca_pem: None,
            ruban: None,
            reseaux: Vec::new(),
        };
        let registre = Arc::new(Temoin::default());
        let lots = Arc::new(LotsTemoins::default());
        let (ambient, horloge) = Ambient::fixed(MAINTENANT, 1);
        let magasin = Magasin::ouvrir(url).await.unwrap();
        let guichet = Guichet {
            ambient: ambient.clone(),
            registre: Arc::new(magasin.clone()),
            journal: Arc::new(Muet),
            referentiel: Referentiel::embarque(),
            plage: Plage::BAC_A_SABLE,
        };
        let guichets = Guichets {
            adhesion: Adhesion::new(guichet.clone(), Arc::new(magasin.clone())),
            demandes: registre.clone(),
            gestion: registre.clone(),
            recherche: registre.clone(),
            droits: registre.clone(),
            espace: registre.clone(),
            contacts: registre.clone(),
            professions: registre.clone(),
            grades: registre.clone(),
            support: registre.clone(),
            assistance: registre.clone(),
            lots: lots.clone(),
            certificats: Some(registre.clone()),
            cartes: Some(suivis::cartes(&guichet, &magasin)),
            pilotage: Some(suivis::tableaux(&guichet, &magasin)),
            referentiel: Referentiel::embarque(),
        };
        let portail = noeud(&config, &guichets, &magasin, &ambient);
        let http = reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
        let navigateur = Navigateur::nouveau(portail);
        let url = url.to_owned();
        let _dossier = dossier;
        Self {
            caducee,
            registre,
            lots,
            horloge,
            navigateur,
            magasin,
            guichet,
            url,
            config,
            guichets,
            ambient,
            http,
            _dossier,
        }
    }

    /// One more node, with connections of its own to the same database.
    pub async fn noeud(&self) -> Router {
        let magasin = Magasin::ouvrir(&self.url).await.unwrap();
        noeud(&self.config, &self.guichets, &magasin, &self.ambient)
    }

    /// The same portal, whose pages of the support and of the GRADeS answer from there alone.
    pub fn fermer_aux_autres_reseaux(&mut self, reseaux: &[&str]) {
        self.config.reseaux = reseaux.iter().map(|reseau| reseau.parse().unwrap()).collect();
        self.navigateur.portail = noeud(&self.config, &self.guichets, &self.magasin, &self.ambient);
    }

    /// The same portal, which asks FranceConnect for this level.
    pub fn demander(&mut self, niveau: Acr) {
        self.config.niveau = niveau;
        self.navigateur.portail = noeud(&self.config, &self.guichets, &self.magasin, &self.ambient);
    }

    /// Another browser takes the place of this one, which it gives.
    pub fn autre_navigateur(&mut self) -> Navigateur {
        let autre = Navigateur::nouveau(self.navigateur.portail.clone());
        std::mem::replace(&mut self.navigateur, autre)
    }

    /// Signs in with the card or the e-CPS of this identifier; answers where the portal leads.
    pub async fn entrer_caducee(&mut self, identifiant: &str) -> String {
        *self.caducee.identifiant.lock().unwrap() = identifiant.to_owned();
        // who serves everybody has a card
        if [SUPPORT, GRADES].contains(&identifiant) {
            *self.caducee.moyen.lock().unwrap() = "CARD";
        }
        let (_, retour) = self.aller_retour("/connexion").await;
        assert!(retour.statut.is_redirection(), "{}", retour.html);
        retour.vers
    }

    /// Leaves for our own provider from this address and comes back; where the browser went, and what the portal answered.
    pub async fn aller_retour(&mut self, chemin: &str) -> (Url, Reponse) {
        let depart = Url::parse(&self.navigateur.lire(chemin).await.vers).unwrap();
        *self.caducee.nonce.lock().unwrap() = parametre(&depart, "nonce");
        assert_eq!(parametre(&depart, "code_challenge_method"), "S256");
        let state = parametre(&depart, "state");
        let retour = self.navigateur.lire(&format!("/connexion/retour?code=c&state={state}")).await;
        (depart, retour)
    }

    /// Signs in as this person of the simulated FranceConnect; answers where the portal leads.
    pub async fn entrer_franceconnect(&mut self, personne: &str) -> String {
        let depart = self.navigateur.lire("/franceconnect").await.vers;
        let reponse = self.revenir_de_franceconnect(&depart, personne).await;
        assert!(reponse.statut.is_redirection(), "{}", reponse.html);
        reponse.vers
    }

    /// This person goes through the simulated FranceConnect from this address of it; what the portal answers.
    pub async fn revenir_de_franceconnect(&mut self, depart: &str, personne: &str) -> Reponse {
        let page = self.http.get(depart).send().await.unwrap();
        let cookie = page.headers()[SET_COOKIE].to_str().unwrap().split(';').next().unwrap().to_owned();
        let html = page.text().await.unwrap();
        let jeton = html.split(r#"name="csrf" value=""#).nth(1).unwrap().split('"').next().unwrap().to_owned();
        let choix = self.http.post(depart).header(COOKIE, cookie).form(&[("csrf", &*jeton), ("personne", personne)]);
        let reponse = choix.send().await.unwrap();
        let retour = Url::parse(reponse.headers()[LOCATION].to_str().unwrap()).unwrap();
        let chemin = format!("{}?{}", retour.path(), retour.query().unwrap());
        self.navigateur.lire(&chemin).await
    }
}

const BASE: &str = "registre.db";

fn sqlite(dossier: &TempDir) -> String {
    format!("sqlite://{}?mode=rwc", dossier.path().join(BASE).display())
}

/// An empty registry, made once: its tables are many.
async fn modele() -> &'static [u8] {
    static MODELE: OnceCell<Vec<u8>> = OnceCell::const_new();
    let faire = || async {
        let dossier = tempfile::tempdir().unwrap();
        Magasin::ouvrir(&sqlite(&dossier)).await.unwrap().fermer().await;
        std::fs::read(dossier.path().join(BASE)).unwrap()
    };
    MODELE.get_or_init(faire).await
}

/// A key for these tests and nothing else.
pub fn cle() -> RestKey {
    RestKey::from_bytes(&[7; 32])
}

fn noeud(config: &Config, guichets: &Guichets, magasin: &Magasin, ambient: &Ambient) -> Router {
    let coffre = Coffre { visites: Arc::new(magasin.clone()), cle: cle() };
    registry_portail::router(Portail::new(config, guichets.clone(), coffre, ambient).unwrap())
}

async fn demarrer_franceconnect() -> String {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let origine = format!("http://{}", listener.local_addr().unwrap());
    let client = Client {
        id: "portail".to_owned(),
        secret: SecretString::from("secret"),
        signature: Signature::Rs256,
        nom: "Portail RPPS+".to_owned(),
        retours: vec!["https://portail.test/franceconnect/retour".to_owned()],
        apres_deconnexion: vec!["https://portail.test/".to_owned()],
    };
    let simulateur = FranceConnect::new(&origine, vec![client], Ambient::system()).unwrap();
    let issuer = simulateur.issuer().to_owned();
    tokio::spawn(async move { axum::serve(listener, franceconnect::router(simulateur)).await });
    issuer
}

pub fn parametre(url: &Url, nom: &str) -> String {
    url.query_pairs().find(|(cle, _)| cle == nom).map(|(_, valeur)| valeur.into_owned()).unwrap_or_default()
}
