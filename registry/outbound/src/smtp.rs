use std::fmt;
use std::time::Duration;

use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart};
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, Tls, TlsParameters};
use lettre::{AsyncSmtpTransport, AsyncTransport as _, Tokio1Executor};
use outbox::Outcome;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

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
        let mut transport = AsyncSmtpTransport::<Tokio1Executor>::builder_dangerous(serveur.hote)
            .port(serveur.port)
            .timeout(Some(DELAI))
            .tls(tls);
        if let Some((nom, secret)) = serveur.identifiants {
            transport = transport.credentials(Credentials::new(nom, secret.expose_secret().to_owned()));
        }
        Ok(Self { transport: transport.build(), expediteur })
    }

    /// After the `@` of each `Message-ID`.
    pub fn domaine(&self) -> &str {
        self.expediteur.email.domain()
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
            Err(erreur) => issue(&erreur),
        }
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

/// Codes that say something of the mailbox (RFC 5321 §4.2.3; 556 is RFC 7504). The others say something of the moment or of
/// us, a wrong password among them: the mail is tried again, and a person looks at it in the end.
const SANS_BOITE: [u16; 4] = [550, 551, 553, 556];

fn issue(erreur: &lettre::transport::smtp::Error) -> Outcome {
    match erreur.status() {
        Some(code) if SANS_BOITE.contains(&u16::from(code)) => Outcome::Refused(code.to_string()),
        Some(code) => Outcome::Later(format!("the server answered {code}")),
        None if erreur.is_timeout() => Outcome::Later("no answer in time".to_owned()),
        None => Outcome::Later("no conversation with the server".to_owned()),
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
