use std::time::Duration;

use idp_core::port::PortError;
use lettre::message::header::ContentType;
use lettre::message::{Mailbox, Message};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use secrecy::{ExposeSecret as _, SecretString};
use serde::{Deserialize, Serialize};

const DELAI: Duration = Duration::from_secs(5);

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Chiffrement {
    /// TLS from the first octet, RFC 8314.
    Tls,
    /// Plain, then TLS or nothing, RFC 3207.
    Starttls,
    /// None: on the loopback interface only.
    Clair,
}

/// Where mail is handed over.
#[derive(Clone, Debug)]
pub struct ServeurSmtp {
    pub hote: String,
    pub port: u16,
    pub chiffrement: Chiffrement,
    /// `Caducée <ne-pas-repondre@exemple.test>`
    pub expediteur: String,
    pub identifiants: Option<(String, SecretString)>,
    /// A certificate in PEM that is trusted as well as the machine's own.
    pub autorite: Option<Vec<u8>>,
}

#[derive(Debug, thiserror::Error)]
pub enum CourrielError {
    #[error("mail without TLS is for the loopback interface only, not for {0}: use \"starttls\" or \"tls\"")]
    ClairAilleurs(String),
    #[error("the sender of mails is no address: {0}")]
    Expediteur(#[from] lettre::address::AddressError),
    #[error("the mail server's TLS settings cannot be used: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Plain-text mail through one SMTP server.
#[derive(Debug)]
pub struct Courriel {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    expediteur: Mailbox,
}

impl Courriel {
    /// Opens nothing yet: a mail server that is down does not keep the provider from starting. Call inside the runtime.
    pub fn new(serveur: ServeurSmtp) -> Result<Self, CourrielError> {
        let expediteur = serveur.expediteur.parse()?;
        let tls = tls(&serveur)?;
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(serveur.hote)
            .port(serveur.port)
            .timeout(Some(DELAI))
            .tls(tls);
        if let Some((nom, secret)) = serveur.identifiants {
            transport = transport.credentials(Credentials::new(nom, secret.expose_secret().to_owned()));
        }
        Ok(Self { transport: transport.build(), expediteur })
    }

    /// Whether the server speaks with us, as whoever we are there; nothing is sent.
    pub async fn joignable(&self) -> Result<(), PortError> {
        match self.transport.test_connection().await {
            Ok(true) => Ok(()),
            Ok(false) => Err(PortError::unavailable("mail", "the server ends the conversation")),
            Err(error) => Err(PortError::unavailable("mail", cause(&error))),
        }
    }

    pub async fn envoyer(&self, adresse: &str, sujet: &str, texte: &str) -> Result<(), PortError> {
        // the address itself stays out of the error, which is logged
        let destinataire: Mailbox =
            adresse.parse().map_err(|_| PortError::inconsistent("mail", "an address of the registry", "no address"))?;
        let message = Message::builder()
            .from(self.expediteur.clone())
            .to(destinataire)
            .subject(sujet)
            .header(ContentType::TEXT_PLAIN)
            .body(texte.to_owned())
            .map_err(|error| PortError::inconsistent("mail", "a message of ours", error))?;
        self.transport.send(message).await.map_err(|error| PortError::unavailable("mail", cause(&error)))?;
        Ok(())
    }
}

fn tls(serveur: &ServeurSmtp) -> Result<Tls, CourrielError> {
    let local = matches!(serveur.hote.as_str(), "localhost" | "127.0.0.1" | "::1");
    match serveur.chiffrement {
        Chiffrement::Clair if local => Ok(Tls::None),
        Chiffrement::Clair => Err(CourrielError::ClairAilleurs(serveur.hote.clone())),
        Chiffrement::Starttls => Ok(Tls::Required(parametres(serveur)?)),
        Chiffrement::Tls => Ok(Tls::Wrapper(parametres(serveur)?)),
    }
}

fn parametres(serveur: &ServeurSmtp) -> Result<TlsParameters, CourrielError> {
    let mut parametres = TlsParameters::builder(serveur.hote.clone());
    if let Some(pem) = &serveur.autorite {
        parametres = parametres.add_root_certificate(Certificate::from_pem(pem)?);
    }
    Ok(parametres.build_rustls()?)
}

/// A server may quote the recipient in its refusal: the code alone is kept.
fn cause(error: &lettre::transport::smtp::Error) -> String {
    match error.status() {
        Some(code) => format!("the server answered {code}"),
        None if error.is_timeout() => "no answer in time".to_owned(),
        None => "no conversation with the server".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn serveur(hote: &str, chiffrement: Chiffrement) -> ServeurSmtp {
        ServeurSmtp {
            hote: hote.to_owned(),
            port: 2525,
            chiffrement,
            expediteur: "Caducée <ne-pas-repondre@exemple.test>".to_owned(),
            identifiants: None,
            autorite: None,
        }
    }

    #[tokio::test]
    async fn mail_without_tls_stays_on_the_machine() {
        assert!(Courriel::new(serveur("localhost", Chiffrement::Clair)).is_ok());
        let refus = Courriel::new(serveur("smtp.exemple.test", Chiffrement::Clair)).unwrap_err();
        assert!(matches!(refus, CourrielError::ClairAilleurs(_)));
    }

    #[tokio::test]
    async fn a_sender_that_is_no_address_is_refused_at_start() {
        let faux = ServeurSmtp { expediteur: "personne".to_owned(), ..serveur("localhost", Chiffrement::Clair) };
        assert!(matches!(Courriel::new(faux), Err(CourrielError::Expediteur(_))));
    }
}
