//! Mail, SMS and push.

use std::sync::Arc;

use idp_outbound::{Courriel, CourrielError, Messagerie, PasserelleNotification, PasserelleSms, ServeurSmtp};
use service::config::{SecretFile, SecretFileError, SecretGuard};

use crate::config::Messages;

#[derive(Debug, thiserror::Error)]
pub enum MessagesError {
    #[error(transparent)]
    Secret(#[from] SecretFileError),
    #[error("messages.smtp.ca_file: {0}")]
    Authority(std::io::Error),
    #[error("messages.smtp: {0}")]
    Mail(#[from] CourrielError),
}

pub struct Carriers {
    pub messages: Arc<Messagerie>,
    pub push: Arc<PasserelleNotification>,
}

impl Carriers {
    pub fn new(messages: &Messages, guard: SecretGuard, http: &reqwest::Client) -> Result<Self, MessagesError> {
        let smtp = &messages.smtp;
        let password = smtp.password_file.as_ref().map(|file: &SecretFile| file.read(guard)).transpose()?;
        let mail = Courriel::new(ServeurSmtp {
            hote: smtp.host.clone(),
            port: smtp.port,
            chiffrement: smtp.encryption,
            expediteur: smtp.from.clone(),
            identifiants: smtp.user.clone().zip(password),
            autorite: smtp.ca_file.as_ref().map(std::fs::read).transpose().map_err(MessagesError::Authority)?,
        })?;
        let sms = PasserelleSms::new(http.clone(), messages.sms.url.clone(), messages.sms.key_file.read(guard)?);
        Ok(Self {
            messages: Arc::new(Messagerie::new(mail, sms)),
            push: Arc::new(PasserelleNotification::new(http.clone(), messages.push.url.clone())),
        })
    }
}
