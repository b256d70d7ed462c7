//! One provider and one service for a whole test, both real: TLS, ports, cookies.

use std::net::{Ipv4Addr, SocketAddr};
use std::path::{Path, PathBuf};
use std::time::Duration;

use ambient::Ambient;
use axum::Router;
use banc::pilote::{Bornes, Crochet, Pilote};
use banc::{Campagne, Fournisseur, Rythme};
use banc_core::{Graine, Partie, Plan, Rapport};
use sandbox::ports::{Ports, RANGEE};
use service::Shutdown;
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};
use tokio::net::TcpListener;
use url::Url;

pub struct Maison {
    pub fournisseur: Fournisseur,
    pub partie: Partie,
    pub base: Url,
    /// First of the provider's row of ports.
    pub ports: u16,
    /// Goes with the house.
    _dossier: tempfile::TempDir,
}

pub const SECRET: &str = "un-secret-invente-de-trente-deux-caracteres";

impl Maison {
    /// The provider of the bench, with a client whose service will stand on a free port.
    pub async fn ouvrir() -> Self {
        Self::ouvrir_avec(|texte, _| texte).await
    }

    /// The same, its description changed; files may be put into the folder.
    pub async fn ouvrir_avec(changer: impl FnOnce(String, &Path) -> String) -> Self {
        service::provider::install();
        let _ = jsonwebtoken::crypto::aws_lc::DEFAULT_PROVIDER.install_default();
        let dossier = tempfile::tempdir().unwrap();
        let ports = Ports::libres().unwrap();
        let base: Url = format!("https://localhost:{}/", port(ports)).parse().unwrap();
        let partie = lire(&changer(texte(&base, CROCHET), dossier.path()));
        let fournisseur = Fournisseur::ouvrir(&partie, &dossier.path().join("fournisseur"), ports).await.unwrap();
        Self { fournisseur, partie, base, ports, _dossier: dossier }
    }

    /// Serves the pages of the service, until the answer goes.
    pub async fn servir(&self, router: Router) -> Service {
        servir(&self.fournisseur.tls, port(self.ports), router).await
    }

    pub fn jumeau(&self) -> jumeau::Jumeau {
        self.varie(jumeau::Variante::default())
    }

    pub fn varie(&self, variante: jumeau::Variante) -> jumeau::Jumeau {
        let reglages = jumeau::Reglages {
            base: self.base.clone(),
            issuer: self.fournisseur.adresses.issuer.to_string(),
            client_id: self.partie.client.id.clone(),
            client_secret: SECRET.to_owned(),
            autorite: self.fournisseur.adresses.autorite.to_vec(),
        };
        jumeau::Jumeau::varie(reglages, variante).unwrap()
    }

    /// A campaign of these scenarios, by the hook.
    pub async fn campagne(&self, scenarios: Option<&[String]>, bornes: Bornes) -> Rapport {
        let mut pilote = self.crochet(bornes);
        let campagne = Campagne {
            fournisseur: &self.fournisseur,
            partie: &self.partie,
            plan: Plan::nouveau(&self.partie, scenarios).unwrap(),
            graine: Graine::new(7),
            rythme: Rythme::Presse,
            ambient: Ambient::system(),
            cle: "essai".to_owned(),
            duree: Duration::from_secs(1_800),
        };
        campagne.mener(&mut pilote, &mut |_| {}).await
    }

    pub fn crochet(&self, bornes: Bornes) -> impl Pilote + use<> {
        let (adresses, personnes) = (self.fournisseur.adresses.clone(), self.fournisseur.personnes.clone());
        let crochet = self.partie.crochet.clone().unwrap();
        Crochet::nouveau(adresses, self.partie.origines.clone(), crochet, personnes, bornes).unwrap()
    }
}

/// Stops with this.
pub struct Service(Shutdown);

impl Drop for Service {
    fn drop(&mut self) {
        self.0.begin();
    }
}

/// The sandbox leaves the last of its row free.
pub const fn port(ports: u16) -> u16 {
    ports + RANGEE - 1
}

pub async fn servir((certificat, cle): &(PathBuf, PathBuf), port: u16, router: Router) -> Service {
    let identite = Identity::from_files(certificat, cle).unwrap();
    let acceptor = Acceptor::web(&identite).unwrap();
    let adresse = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = libre(adresse).await;
    let shutdown = Shutdown::new();
    let limits = Limits { per_source: 10_000, drain: Duration::from_millis(100), ..Limits::default() };
    tokio::spawn(serve(listener, acceptor, router, limits, shutdown.clone()));
    Service(shutdown)
}

/// A service that has just stopped holds its port for a moment.
async fn libre(adresse: SocketAddr) -> TcpListener {
    for _ in 0..100 {
        if let Ok(listener) = TcpListener::bind(adresse).await {
            return listener;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("{adresse} stays taken")
}

pub const CROCHET: &str = r#"
    [crochet]
    dit_compte = true
    dit_situation = true
    rafraichir = "/rafraichir"
    api = "/api"
    deconnexion = "/deconnexion"
    ciba = "/ciba"
"#;

/// `partie.toml` of the twin, with this driver.
pub fn texte(base: &Url, pilote: &str) -> String {
    format!(
        r#"
        nom = "Jumeau"
        version = "1"
        origines = ["{base}"]
        repli = "Se connecter autrement"
        [client]
        id = "jumeau"
        auth = "client_secret_basic"
        secret = "{SECRET}"
        retours = ["{base}retour"]
        apres_deconnexion = ["{base}"]
        avis = "{base}deconnexion/canal"
        {pilote}
        "#
    )
}

pub fn lire(texte: &str) -> Partie {
    let partie: Partie = toml::from_str(texte).unwrap();
    assert!(partie.objections().is_empty(), "{:?}", partie.objections());
    partie
}
