use async_trait::async_trait;
use outbox::{Carrier, Leased, Outcome};
use registry_core::avis::Courrier;

use crate::redaction::rediger;
use crate::smtp::{Mail, Smtp};

/// Carries the notices of the registry: reads one, words it, hands it to the mail server.
#[derive(Debug)]
pub struct Acheminement {
    smtp: Smtp,
    assistance: String,
}

impl Acheminement {
    /// `assistance`: where people write or call, as the mails say it.
    pub fn new(smtp: Smtp, assistance: String) -> Self {
        Self { smtp, assistance }
    }
}

#[async_trait]
impl Carrier for Acheminement {
    async fn carry(&self, letter: &Leased) -> Outcome {
        // the parser's own words could quote what it read
        let Ok(courrier) = serde_json::from_str::<Courrier>(&letter.content) else {
            return Outcome::Unfit("the content is no notice".to_owned());
        };
        let lettre = rediger(&courrier.avis, &self.assistance);
        let Ok(html) = lettre.html() else { return Outcome::Unfit("the page is not written".to_owned()) };
        let mail = Mail {
            id: letter.id.to_string(),
            destinataire: courrier.courriel.as_str().to_owned(),
            texte: lettre.texte(),
            sujet: lettre.sujet,
            html,
        };
        self.smtp.envoyer(mail).await
    }
}
