//! Mails leave while the service runs; what comes back is noted, and what is old enough is forgotten.

mod retours;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, Seconds};
use outbox::{Courier, Pauses};
use registry_core::habilitation::Rappels;
use registry_outbound::{Acheminement, ServeurSmtp, Smtp, SmtpError};
use service::Shutdown;
use service::config::SecretFileError;
use tokio::time::interval;

use crate::config;
use crate::registre::Registry;
use retours::Retours;

/// How often the mailbox of returns is looked into.
const REGARD: Duration = Duration::from_secs(30);
/// How often rights that are about to end are looked for.
const RAPPEL: Duration = Duration::from_secs(60);
/// How often old letters are looked for.
const MENAGE: Duration = Duration::from_secs(6 * 3_600);
/// What was delivered stays this long without its content, for whoever asks whether it left.
const MEMOIRE: Seconds = Seconds::hours(90 * 24);

#[derive(Debug, thiserror::Error)]
pub enum CourrierError {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("courrier.ca_file: {0} cannot be read: {1}. Name a PEM file that this process may read")]
    Autorite(PathBuf, std::io::Error),
    #[error("courrier: {0}")]
    Smtp(#[from] SmtpError),
    #[error("courrier.retours: {0} is no Maildir (it has no folder new): {1}. Name the one that the mail server fills")]
    Retours(PathBuf, std::io::Error),
}

/// The mail of one process.
pub struct Courrier {
    courier: Courier,
    retours: Option<Retours>,
    rappels: Rappels,
    ambient: Ambient,
}

impl Registry {
    /// `None`: no table `courrier`, notices wait in the outbox. Call inside the runtime; a mail server that is down keeps
    /// nothing from starting.
    pub fn courrier(&self) -> Result<Option<Courrier>, CourrierError> {
        let Some(reglages) = &self.config.courrier else { return Ok(None) };
        let smtp = Smtp::new(reglages.serveur(self.config.mode.guard())?)?;
        let outbox = self.magasin.courrier().clone();
        let retours = reglages.retours.as_ref().map(|boite| {
            Retours::ouvrir(boite, smtp.domaine().to_owned(), outbox.clone())
                .map_err(|cause| CourrierError::Retours(boite.clone(), cause))
        });
        let courier = Courier {
            outbox,
            carrier: Arc::new(Acheminement::new(smtp, reglages.assistance.clone())),
            ambient: self.ambient.clone(),
            node: format!("registry-{}", self.ambient.chance.token()),
            pauses: Pauses::MAIL,
        };
        let rappels = Rappels::new(self.guichet.clone());
        Ok(Some(Courrier { courier, retours: retours.transpose()?, rappels, ambient: self.ambient.clone() }))
    }
}

impl Courrier {
    /// Until the order to stop. What was on its way then is taken again by whoever comes next.
    pub async fn servir(self, arret: Shutdown) {
        tokio::select! {
            () = self.courier.serve() => {}
            () = self.relever() => {}
            () = self.rappeler() => {}
            () = self.ranger() => {}
            () = arret.requested() => {}
        }
    }

    async fn relever(&self) {
        let Some(retours) = &self.retours else { return std::future::pending().await };
        let mut chaque = interval(REGARD);
        loop {
            chaque.tick().await;
            if let Err(error) = retours.relever(self.ambient.now()).await {
                tracing::warn!(%error, "the mailbox of returns cannot be read");
            }
        }
    }

    async fn rappeler(&self) {
        let mut chaque = interval(RAPPEL);
        loop {
            chaque.tick().await;
            if let Err(error) = self.rappels.tour().await {
                tracing::warn!(%error, "rights that are about to end wait to be told");
            }
        }
    }

    async fn ranger(&self) {
        let mut chaque = interval(MENAGE);
        loop {
            chaque.tick().await;
            if let Err(error) = self.courier.outbox.forget(self.ambient.now().minus(MEMOIRE)).await {
                tracing::warn!(%error, "old letters were not removed");
            }
        }
    }
}

impl config::Courrier {
    pub(crate) fn serveur(&self, garde: service::config::SecretGuard) -> Result<ServeurSmtp, CourrierError> {
        let secret = self.password_file.as_ref().map(|fichier| fichier.read(garde)).transpose()?;
        let lire =
            |chemin: &PathBuf| std::fs::read(chemin).map_err(|cause| CourrierError::Autorite(chemin.clone(), cause));
        Ok(ServeurSmtp {
            hote: self.host.clone(),
            port: self.port,
            chiffrement: self.encryption,
            expediteur: self.from.clone(),
            identifiants: self.user.clone().zip(secret),
            autorite: self.ca_file.as_ref().map(lire).transpose()?,
        })
    }
}
