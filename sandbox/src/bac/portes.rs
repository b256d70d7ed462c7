//! The registry's service, the card authority, the messages and the phones.

use std::path::PathBuf;
use std::sync::Arc;

use super::chantier::{Chantier, ecouter};
use crate::cli::Start;
use crate::erreur::BacError;
use crate::machine;
use crate::onglets::{Piece, onglets};
use crate::ports::{loopback, origin, plain_origin};
use crate::registre::{Lieu, Registre};

impl Chantier {
    pub async fn registre(&mut self, start: &Start) -> Result<Registre, BacError> {
        let tls =
            registry_server::Tls { certificate_file: self.tls.certificate.clone(), key_file: self.tls.key.clone() };
        let autorite = self.autorite.clone();
        let lieu =
            Lieu { dossier: &self.dossier, ports: self.ports, tls, autorite, sql: start.registry_sql_file.clone() };
        let registre = Registre::ouvrir(lieu, start.people, &self.ambient).await?;
        self.ouvrir(self.ports.registry(), registre.registry.router()).await?;
        Ok(registre)
    }

    /// The card authority over HTTP, for whoever names it so: what it gives is signed, and its two other doors take JSON alone.
    pub async fn igc(&mut self, igc: &Arc<igc::Igc>) -> Result<(), BacError> {
        let port = self.ports.igc();
        let authority = plain_origin(port).authority().to_owned();
        let counter = machine::guichet(igc.clone(), &self.dossier, &self.ambient)?;
        let doors = igc::router(igc::Comptoir::new(igc.clone())).merge(counter);
        let router = service::host::each([(authority, doors)], service::host::nobody());
        let listener = ecouter(loopback(port)).await?;
        let shutdown = self.shutdown.clone();
        self.doors.spawn(async move {
            let served =
                axum::serve(listener, router).with_graceful_shutdown(async move { shutdown.requested().await });
            if let Err(error) = served.await {
                tracing::error!(%error, "the card authority ended");
            }
        });
        Ok(())
    }

    /// The mail server, the SMS gateway and their page; gives the file of the gateway's key.
    pub async fn messagerie(&mut self) -> Result<PathBuf, BacError> {
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

    pub async fn telephones(&mut self) -> Result<(), BacError> {
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
}
