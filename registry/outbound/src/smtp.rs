mod reponse;

use std::error::Error as _;
use std::fmt;
use std::time::Duration;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::authentication::{Credentials, DEFAULT_MECHANISMS};
use lettre::transport::smtp::client::{AsyncSmtpConnection, Certificate, Tls, TlsParameters};
use lettre::transport::smtp::commands::Mail as DeLaPart;
use lettre::transport::smtp::extension::ClientId;
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use outbox::Outcome;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

use reponse::{Reproche, reproche};

const DELAI: Duration = Duration::from_secs(10);

/// How the connection to the mail server is protected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
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
    /// `Caducée <ne-pas-repondre@exemple.test>`: what comes back goes there.
    pub expediteur: String,
    pub identifiants: Option<(String, SecretString)>,
    /// A certificate in PEM that is trusted as well as the machine's own.
    pub autorite: Option<Vec<u8>>,
}

#[derive(Debug, thiserror::Error)]
pub enum SmtpError {
    #[error("mail without TLS is for the loopback interface only, not for {0}: use \"starttls\" or \"tls\"")]
    ClairAilleurs(String),
    #[error("the sender of mails is no address: {0}")]
    Expediteur(#[from] lettre::address::AddressError),
    #[error("the mail server's TLS settings cannot be used: {0}")]
    Tls(#[from] lettre::transport::smtp::Error),
}

/// Mails through one server.
pub struct Smtp {
    transport: AsyncSmtpTransport<Tokio1Executor>,
    expediteur: Mailbox,
    acces: Acces,
}

/// What a conversation outside the transport opens with.
struct Acces {
    hote: String,
    port: u16,
    tls: Tls,
    identifiants: Option<Credentials>,
}

/// A mail ready to leave.
pub struct Mail {
    /// Before the `@` of the `Message-ID`.
    pub id: String,
    pub destinataire: String,
    pub sujet: String,
    pub texte: String,
    pub html: String,
}

impl Smtp {
    /// Opens nothing yet: a mail server that is down does not keep the registry from starting. Call inside the runtime.
    pub fn new(serveur: ServeurSmtp) -> Result<Self, SmtpError> {
        let expediteur = serveur.expediteur.parse()?;
        let tls = tls(&serveur)?;
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(&serveur.hote)
            .port(serveur.port)
            .timeout(Some(DELAI))
            .tls(tls.clone());
        let identifiants = serveur.identifiants;
        let identifiants = identifiants.map(|(nom, secret)| Credentials::new(nom, secret.expose_secret().to_owned()));
        if let Some(identifiants) = &identifiants {
            transport = transport.credentials(identifiants.clone());
        }
        let acces = Acces { hote: serveur.hote, port: serveur.port, tls, identifiants };
        Ok(Self { transport: transport.build(), expediteur, acces })
    }

    /// After the `@` of each `Message-ID`.
    pub fn domaine(&self) -> &str {
        self.expediteur.email.domain()
    }

    /// Whether the server speaks with us, as whoever we are there; nothing is sent.
    pub async fn joignable(&self) -> Result<(), String> {
        match self.acces.ouvrir().await {
            Ok(mut connexion) => {
                connexion.abort().await;
                Ok(())
            }
            Err(erreur) => Err(match erreur.status() {
                Some(code) => format!("the server answered {code}"),
                None if erreur.is_timeout() => "no answer in time".to_owned(),
                None => "no conversation with the server".to_owned(),
            }),
        }
    }

    /// One attempt. No address in what it says: it is stored and logged.
    pub async fn envoyer(&self, mail: Mail) -> Outcome {
        let Ok(destinataire) = mail.destinataire.parse::<Mailbox>() else {
            return Outcome::Refused("no address".to_owned());
        };
        let message = Message::builder()
            .message_id(Some(format!("<{}@{}>", mail.id, self.domaine())))
            .from(self.expediteur.clone())
            .to(destinataire)
            .subject(mail.sujet)
            .header(Automatique)
            .multipart(MultiPart::alternative_plain_html(mail.texte, mail.html));
        let Ok(message) = message else { return Outcome::Unfit("a mail that cannot be written".to_owned()) };
        match self.transport.send(message).await {
            Ok(reponse) => Outcome::Delivered(reponse.code().to_string()),
            Err(erreur) => self.issue(&erreur).await,
        }
    }

    async fn issue(&self, erreur: &lettre::transport::smtp::Error) -> Outcome {
        let Some(code) = erreur.status() else {
            let dit = if erreur.is_timeout() { "no answer in time" } else { "no conversation with the server" };
            return Outcome::Later(dit.to_owned());
        };
        let dit = erreur.source().map(ToString::to_string).unwrap_or_default();
        let perdue = match reproche(u16::from(code), &dit) {
            Reproche::Adresse => true,
            Reproche::Autre => false,
            Reproche::SelonLEtape => self.expediteur_pris().await.unwrap_or(false),
        };
        if perdue { Outcome::Refused(code.to_string()) } else { Outcome::Later(format!("the server answered {code}")) }
    }

    /// Whether the server takes mail of ours at all: asked when a refusal does not say of whom it speaks.
    async fn expediteur_pris(&self) -> Result<bool, lettre::transport::smtp::Error> {
        let mut connexion = self.acces.ouvrir().await?;
        let pris = connexion.command(DeLaPart::new(Some(self.expediteur.email.clone()), Vec::new())).await;
        connexion.abort().await;
        Ok(pris.is_ok())
    }
}

impl Acces {
    async fn ouvrir(&self) -> Result<AsyncSmtpConnection, lettre::transport::smtp::Error> {
        let (nous, adresse) = (ClientId::default(), (self.hote.as_str(), self.port));
        let enveloppe = match &self.tls {
            Tls::Wrapper(parametres) => Some(parametres.clone()),
            _ => None,
        };
        let mut connexion = AsyncSmtpConnection::connect_tokio1(adresse, Some(DELAI), &nous, enveloppe, None).await?;
        if let Tls::Required(parametres) = &self.tls {
            connexion.starttls(parametres.clone(), &nous).await?;
        }
        if let Some(identifiants) = &self.identifiants {
            connexion.auth(DEFAULT_MECHANISMS, identifiants).await?;
        }
        Ok(connexion)
    }
}

/// RFC 3834 §5: no automatic answer to an automatic mail.
#[derive(Clone)]
struct Automatique;

impl Header for Automatique {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}

fn tls(serveur: &ServeurSmtp) -> Result<Tls, SmtpError> {
    let local = matches!(serveur.hote.as_str(), "localhost" | "127.0.0.1" | "::1");
    match serveur.chiffrement {
        Chiffrement::Clair if local => Ok(Tls::None),
        Chiffrement::Clair => Err(SmtpError::ClairAilleurs(serveur.hote.clone())),
        Chiffrement::Starttls => Ok(Tls::Required(parametres(serveur)?)),
        Chiffrement::Tls => Ok(Tls::Wrapper(parametres(serveur)?)),
    }
}

fn parametres(serveur: &ServeurSmtp) -> Result<TlsParameters, SmtpError> {
    let mut parametres = TlsParameters::builder(serveur.hote.clone());
    if let Some(pem) = &serveur.autorite {
        parametres = parametres.add_root_certificate(Certificate::from_pem(pem)?);
    }
    Ok(parametres.build_rustls()?)
}

impl fmt::Debug for Smtp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Smtp").field("expediteur", &self.expediteur).finish_non_exhaustive()
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
        assert!(Smtp::new(serveur("localhost", Chiffrement::Clair)).is_ok());
        let refus = Smtp::new(serveur("smtp.exemple.test", Chiffrement::Clair)).unwrap_err();
        assert!(matches!(refus, SmtpError::ClairAilleurs(_)));
    }

    #[tokio::test]
    async fn a_sender_that_is_no_address_is_refused_at_start() {
        let faux = ServeurSmtp { expediteur: "personne".to_owned(), ..serveur("localhost", Chiffrement::Clair) };
        assert!(matches!(Smtp::new(faux), Err(SmtpError::Expediteur(_))));
    }
}
