use std::time::Duration;

use reqwest::Client;
use serde::Deserialize;
use url::Url;

/// How long the two messages may take to arrive.
const PATIENCE: Duration = Duration::from_secs(20);
const PAUSE: Duration = Duration::from_millis(100);

/// The sandbox's inbox, as a script reads it.
#[derive(Clone, Debug)]
pub struct Boite {
    client: Client,
    adresse: Url,
}

/// The two secrets of an activation.
#[derive(Clone, PartialEq, Eq)]
pub struct Codes {
    pub sms: String,
    pub courriel: String,
}

/// Whose messages are read; everybody's when empty.
#[derive(Clone, Debug, Default)]
pub struct Destinataires {
    pub mobile: Option<String>,
    pub courriel: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum BoiteError {
    #[error("the inbox is out of reach: {0}")]
    Injoignable(#[from] reqwest::Error),
    #[error("the inbox's address cannot be used: {0}")]
    Adresse(#[from] url::ParseError),
    #[error("the two codes did not arrive within 20 s: this number may be nobody's, or have no correspondence data")]
    RienVu,
    #[error("several people are activating: say whose messages to read with --mobile and --courriel")]
    Plusieurs,
}

#[derive(Clone, Copy, Deserialize, PartialEq, Eq)]
#[serde(rename_all = "lowercase")]
enum Canal {
    Courriel,
    Sms,
}

#[derive(Deserialize)]
struct Message {
    id: u64,
    canal: Canal,
    destinataires: Vec<String>,
    texte: String,
}

impl Boite {
    pub fn new(client: Client, adresse: Url) -> Self {
        Self { client, adresse }
    }

    /// The number of the newest message, zero when there is none: what comes later is larger.
    pub async fn dernier(&self) -> Result<u64, BoiteError> {
        Ok(self.messages().await?.iter().map(|message| message.id).max().unwrap_or(0))
    }

    /// Waits for the two codes among the messages after `apres`.
    pub async fn codes(&self, apres: u64, pour: &Destinataires) -> Result<Codes, BoiteError> {
        let fin = tokio::time::Instant::now() + PATIENCE;
        loop {
            let messages = self.messages().await?;
            let recents: Vec<Message> = messages.into_iter().filter(|message| message.id > apres).collect();
            let sms = code(&recents, Canal::Sms, pour.mobile.as_deref())?;
            let courriel = code(&recents, Canal::Courriel, pour.courriel.as_deref())?;
            if let (Some(sms), Some(courriel)) = (sms, courriel) {
                return Ok(Codes { sms, courriel });
            }
            if tokio::time::Instant::now() >= fin {
                return Err(BoiteError::RienVu);
            }
            tokio::time::sleep(PAUSE).await;
        }
    }

    async fn messages(&self) -> Result<Vec<Message>, BoiteError> {
        let adresse = self.adresse.join("/api/messages")?;
        Ok(self.client.get(adresse).send().await?.error_for_status()?.json().await?)
    }
}

/// The code in the one message of this channel that holds one.
fn code(messages: &[Message], canal: Canal, pour: Option<&str>) -> Result<Option<String>, BoiteError> {
    let a_lui = |message: &&Message| {
        pour.is_none_or(|pour| message.destinataires.iter().any(|destinataire| destinataire.eq_ignore_ascii_case(pour)))
    };
    let mut codes = messages
        .iter()
        .filter(|message| message.canal == canal)
        .filter(a_lui)
        .filter_map(|message| six_chiffres(&message.texte));
    match (codes.next(), codes.next()) {
        (_, Some(_)) => Err(BoiteError::Plusieurs),
        (code, None) => Ok(code),
    }
}

/// The first run of exactly six digits.
fn six_chiffres(texte: &str) -> Option<String> {
    texte.split(|c: char| !c.is_ascii_digit()).find(|chiffres| chiffres.len() == 6).map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(id: u64, canal: Canal, a: &str, texte: &str) -> Message {
        Message { id, canal, destinataires: vec![a.to_owned()], texte: texte.to_owned() }
    }

    #[test]
    fn a_code_is_six_digits_and_neither_five_nor_a_phone_number() {
        assert_eq!(six_chiffres("Appelez le 0639980001. Votre code : 123456.").as_deref(), Some("123456"));
        assert_eq!(six_chiffres("12345 1234567"), None);
    }

    #[test]
    fn two_people_at_once_are_told_apart_by_their_addresses_only() {
        let messages = [
            message(1, Canal::Sms, "+33639980001", "123456"),
            message(2, Canal::Sms, "+33639980002", "654321"),
            message(3, Canal::Courriel, "a@exemple.test", "111111"),
        ];
        assert!(matches!(code(&messages, Canal::Sms, None), Err(BoiteError::Plusieurs)));
        assert_eq!(code(&messages, Canal::Sms, Some("+33639980002")).unwrap().as_deref(), Some("654321"));
        assert_eq!(code(&messages, Canal::Courriel, None).unwrap().as_deref(), Some("111111"));
    }
}
