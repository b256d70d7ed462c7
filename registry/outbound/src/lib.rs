//! What leaves the registry: mails in French, as text and as HTML, through one SMTP server, and what comes back; orders to the
//! authority that signs certificates of legal persons.

mod acheminement;
mod date;
mod html;
mod igc;
mod redaction;
mod retour;
mod smtp;
mod texte;

pub use acheminement::Acheminement;
pub use igc::{IgcHttp, IgcHttpError};
pub use redaction::{Bloc, Etape, Lettre, rediger};
pub use retour::{NonRemise, non_remise};
pub use smtp::{Chiffrement, ServeurSmtp, Smtp, SmtpError};

impl Lettre {
    /// As plain text, lines of 72 columns.
    pub fn texte(&self) -> String {
        texte::texte(self)
    }

    /// As one page that needs nothing from elsewhere.
    pub fn html(&self) -> Result<String, askama::Error> {
        html::html(self)
    }
}
