//! The sandbox in one process: each service through its own wiring, on its own door.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, SecretString};
use axum::Router;
use axum::middleware::map_response;
use idp_server::Provider;
use idp_server::config::Cards;
use igc::{Igc, POLITIQUE, Role};
use service::listen::{Limits, serve};
use service::tls::{Acceptor, Identity};
use service::{Shutdown, layers};
use tokio::net::TcpListener;
use tokio::task::JoinSet;

use crate::annonce::Annonce;
use crate::cartes::{self, Carte};
use crate::cli::Start;
use crate::dossier::{Dossier, DossierError};
use crate::erreur::BacError;
use crate::fournisseur::{self, Moteurs, Secrets, Voisins};
use crate::machine::{self, Machine};
use crate::manifeste::{self, Manifeste};
use crate::onglets::{Piece, onglets};
use crate::personnes::Personnes;
use crate::ports::{Ports, loopback, origin};
use crate::registre::{self, Registre};
use crate::{accueil, population};

/// Running; `manifeste` says where everything is.
pub struct Bac {
    pub manifeste: Manifeste,
    doors: JoinSet<()>,
    provider: Provider,
    registre: registry_server::Registry,
    shutdown: Shutdown,
}

/// What every door needs.
struct Chantier {
    dossier: Dossier,
    ports: Ports,
    ambient: Ambient,
    shutdown: Shutdown,
    web: Acceptor,
    tls: manifeste::Tls,
    autorite: PathBuf,
    doors: JoinSet<()>,
}

impl Bac {
    /// Opens everything in the folder of `start`. The manifest is written last.
    pub async fn ouvrir(start: &Start, annonce: &mut Annonce, shutdown: Shutdown) -> Result<Self, BacError> {
        let ambient = Ambient::system();
        let dossier = Dossier::ouvrir(&start.data, start.reset)?;
        let ports = Ports::from_base(start.port_base);
        let igc = Arc::new(Igc::ouvrir(&ambient, origin(ports.accueil()).as_str(), &dossier.chemin("igc"))?);
        let (tls, autorite) = identite(&igc, &dossier)?;
        let cartes = cartes::ouvrir(&igc, &dossier, &Personnes::nommees().ok_or(BacError::Population)?)?;
        let machine = machine::ouvrir(&igc, &dossier)?;
        let listes = cartes::ecrire_listes(&igc, &dossier, ambient.now())?;
        let identity = Identity::from_files(&tls.certificate, &tls.key)?;
        let web = Acceptor::web(&identity)?;
        let mut chantier = Chantier { dossier, ports, ambient, shutdown, web, tls, autorite, doors: JoinSet::new() };
        annonce.fait("autorité de cartes et certificats");
        let registre = chantier.registre(start).await?;
        annonce.fait(&format!("registre, {} personnes", registre.personnes));
        let cle_sms = chantier.messagerie().await?;
        chantier.telephones().await?;
        annonce.fait("téléphones et messages simulés");
        let secrets = Secrets::ouvrir(&chantier.dossier, &chantier.ambient)?;
        let voisins = Voisins {
            autorite: chantier.autorite.clone(),
            certificat: chantier.tls.certificate.clone(),
            cle: chantier.tls.key.clone(),
            cartes: autorites(&igc, &chantier.dossier, listes)?,
            machines: machine::autorites(&igc, &chantier.dossier)?,
            cle_registre: registre.cle.clone(),
            cle_sms,
            clients: fournisseur::clients(&chantier.dossier, ports, start.clients.as_deref(), &secrets, &machine)?,
            moteurs: Moteurs { sql: start.provider_sql_file.clone(), redis: start.redis_file.clone() },
        };
        let config = fournisseur::config(&chantier.dossier, ports, voisins, &chantier.ambient)?;
        fournisseur::ecrire(&chantier.dossier, &config)?;
        let provider = Provider::start(config, chantier.ambient.clone(), chantier.shutdown.clone()).await?;
        annonce.fait("fournisseur d'identité");
        chantier.dui(&secrets).await?;
        let listes = cartes::renouveler_listes(igc.clone(), chantier.dossier.clone(), chantier.ambient.clone());
        tokio::spawn(listes);
        let manifeste = chantier.manifeste(&registre, &secrets, machine, cartes)?;
        chantier.ouvrir(ports.accueil(), accueil::router(&manifeste, &igc, &chantier.dossier, ports)).await?;
        annonce.fait("service de démonstration");
        manifeste.ecrire(&chantier.dossier)?;
        Ok(Self {
            manifeste,
            doors: chantier.doors,
            provider,
            registre: registre.registry,
            shutdown: chantier.shutdown,
        })
    }

    /// Until the order to stop; then every service drains and closes its journal.
    pub async fn attendre(mut self) {
        self.shutdown.requested().await;
        self.provider.stopped().await;
        while self.doors.join_next().await.is_some() {}
        if let Err(error) = self.registre.close().await {
            tracing::error!(%error, "the registry's journal was not closed by a checkpoint");
        }
    }
}

impl Chantier {
    async fn ouvrir(&mut self, port: u16, router: Router) -> Result<(), BacError> {
        let limits = Limits::default();
        let router = layers::usual(router, &self.ambient, &limits).layer(map_response(pages::entetes::sans_hsts));
        let listener = ecouter(loopback(port)).await?;
        self.doors.spawn(serve(listener, self.web.clone(), router, limits, self.shutdown.clone()));
        Ok(())
    }

    async fn registre(&mut self, start: &Start) -> Result<Registre, BacError> {
        let tls =
            registry_server::Tls { certificate_file: self.tls.certificate.clone(), key_file: self.tls.key.clone() };
        let lieu =
            registre::Lieu { dossier: &self.dossier, ports: self.ports, tls, sql: start.registry_sql_file.clone() };
        let registre = Registre::ouvrir(lieu, start.people, &self.ambient).await?;
        self.ouvrir(self.ports.registry(), registre.registry.router()).await?;
        Ok(registre)
    }

    /// The mail server, the SMS gateway and their page; gives the file of the gateway's key.
    async fn messagerie(&mut self) -> Result<PathBuf, BacError> {
        let cle = self.dossier.une_fois("cles/sms", || self.ambient.chance.token())?;
        let boite = messagerie::Boite::ouvrir(self.ambient.clone(), &self.dossier.chemin("messages.json"));
        let boite = Arc::new(boite.map_err(|cause| self.io("messages.json", cause))?);
        let smtp = ecouter(loopback(self.ports.smtp())).await?;
        let shutdown = self.shutdown.clone();
        let recue = boite.clone();
        self.doors.spawn(async move {
            tokio::select! {
                served = messagerie::smtp::serve(smtp, recue) => {
                    if let Err(error) = served {
                        tracing::error!(%error, "the mail server ended");
                    }
                }
                () = shutdown.requested() => {}
            }
        });
        let secret = self.secret(&cle)?;
        let etat = messagerie::Messagerie::new(boite, &secret, self.ambient.clone());
        let etat = etat.avec_onglets(onglets(self.ports, Piece::Messages));
        self.ouvrir(self.ports.messagerie(), messagerie::router(etat)).await?;
        Ok(cle)
    }

    async fn telephones(&mut self) -> Result<(), BacError> {
        let cle = self.dossier.une_fois("cles/telephones", || self.ambient.chance.token())?;
        let authority = std::fs::read(&self.autorite).map_err(|cause| self.io("ca.pem", cause))?;
        let hote = origin(self.ports.authorization());
        let client = mobile_sim_server::client(Some(&authority))?;
        let acces = mobile_sim_server::Acces {
            provider: Arc::new(mobile_sim_server::FournisseurHttp::new(client, hote)),
            ambient: self.ambient.clone(),
            cout: mobile_sim_server::Cout::TELEPHONE,
        };
        let telephones = mobile_sim_server::Telephones::ouvrir(&self.dossier.chemin("telephones"), acces)?;
        let telephones = Arc::new(telephones);
        let pages = mobile_sim_server::EtatTelephones::new(telephones.clone());
        let pages = pages.avec_onglets(onglets(self.ports, Piece::Telephones));
        let secret = self.secret(&cle)?;
        self.ouvrir(self.ports.telephones(), mobile_sim_server::router(telephones, &secret, pages)).await
    }

    async fn dui(&mut self, secrets: &Secrets) -> Result<(), BacError> {
        let base = origin(self.ports.dui());
        let mut issuer = origin(self.ports.issuer());
        issuer.set_path("/auth/realms/esante-wallet");
        let authority = std::fs::read_to_string(&self.autorite).map_err(|cause| self.io("ca.pem", cause))?;
        let config = dui::Config {
            issuer: issuer.to_string(),
            client_id: "dui".to_owned(),
            client_secret: secrets.dui.clone(),
            redirect_uri: format!("{base}retour"),
            base_url: base.to_string(),
            ca_pem: Some(authority),
            scopes: vec!["scope_all".to_owned(), "situation".to_owned()],
        };
        let router = dui::router(config).await?;
        self.ouvrir(self.ports.dui(), router).await
    }

    fn manifeste(
        &self,
        registre: &Registre,
        secrets: &Secrets,
        machine: Machine,
        cartes: Vec<Carte>,
    ) -> Result<Manifeste, BacError> {
        let ports = self.ports;
        let jeton = fournisseur::jeton_enregistrement(&self.dossier, &self.ambient)?;
        let initial_access_token = self.secret(&jeton)?.expose_secret().to_owned();
        let issuer = format!("{}auth/realms/esante-wallet", origin(ports.issuer()));
        Ok(Manifeste {
            pid: std::process::id(),
            registration: manifeste::Registration {
                endpoint: format!("{issuer}{}", idp_core::hosts::Hosts::REGISTRATION),
                initial_access_token,
            },
            issuer,
            authorization: origin(ports.authorization()),
            carte: origin(ports.carte()),
            registre: manifeste::Registre { url: origin(ports.registry()), personnes: registre.personnes },
            telephones: origin(ports.telephones()),
            dui: origin(ports.dui()),
            messagerie: origin(ports.messagerie()),
            accueil: origin(ports.accueil()),
            ca: self.autorite.clone(),
            tls: self.tls.clone(),
            mtls: manifeste::Mtls {
                url: origin(ports.mtls()),
                client_id: machine::CLIENT,
                certificate: machine.certificat,
                key: machine.cle,
            },
            clients: vec![
                manifeste::Client { client_id: "dui", client_secret: secrets.dui.clone() },
                manifeste::Client { client_id: "essai", client_secret: secrets.essai.clone() },
            ],
            personnes: population::nommes()
                .into_iter()
                .map(|personne| manifeste::Personne {
                    qui: personne.cle,
                    identifiant: personne.identifiant.to_string(),
                    nom: personne.nom,
                    prenom: personne.prenom,
                    montre: personne.qui,
                })
                .collect(),
            cartes,
        })
    }

    fn secret(&self, path: &std::path::Path) -> Result<SecretString, BacError> {
        let text = std::fs::read_to_string(path);
        let text = text.map_err(|cause| DossierError::Io { path: path.to_owned(), cause })?;
        Ok(SecretString::from(text.trim()))
    }

    fn io(&self, nom: &str, cause: std::io::Error) -> DossierError {
        DossierError::Io { path: self.dossier.chemin(nom), cause }
    }
}

/// A certificate for this machine's own names, made at first use, and the authority that signed it.
fn identite(igc: &Igc, dossier: &Dossier) -> Result<(manifeste::Tls, PathBuf), BacError> {
    let autorite = dossier.ecrire("ca.pem", igc.certificat_pem(Role::Serveurs).as_bytes())?;
    let tls = manifeste::Tls {
        certificate: dossier.chemin("tls/localhost.pem"),
        key: dossier.chemin("tls/localhost.cle.pem"),
    };
    if !tls.certificate.is_file() || !tls.key.is_file() {
        let serveur = igc.serveur(&["localhost", "127.0.0.1", "::1"])?;
        dossier.ecrire("tls/localhost.cle.pem", serveur.cle_pem.as_bytes())?;
        dossier.ecrire("tls/localhost.pem", serveur.chaine_pem.as_bytes())?;
    }
    Ok((tls, autorite))
}

fn autorites(igc: &Igc, dossier: &Dossier, revocation_lists: Vec<PathBuf>) -> Result<Cards, DossierError> {
    let ecrire = |role: Role| dossier.ecrire(&format!("autorites/{}.cer", role.fichier()), igc.certificat(role));
    Ok(Cards {
        roots: vec![ecrire(Role::Racine)?],
        issuers: vec![ecrire(Role::FortPersonnes)?, ecrire(Role::StandardPersonnes)?],
        revocation_lists,
        policies: vec![POLITIQUE.to_owned()],
    })
}

async fn ecouter(address: SocketAddr) -> Result<TcpListener, BacError> {
    TcpListener::bind(address).await.map_err(|cause| BacError::Port { address, cause })
}
