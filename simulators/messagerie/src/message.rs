use ambient::Timestamp;
use serde::{Deserialize, Serialize};

/// How a message came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Canal {
    Courriel,
    Sms,
}

/// A caught message, as the page shows it and as `GET /api/messages` gives it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Growing from 1, never used twice while the inbox lives.
    pub id: u64,
    /// Milliseconds since 1970.
    pub recu_le: Timestamp,
    #[serde(flatten)]
    pub contenu: Arrivee,
}

/// A message at the door: what an SMTP transaction or a call to the SMS gateway brought.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Arrivee {
    pub canal: Canal,
    /// The sender of the envelope; empty for an SMS.
    pub expediteur: String,
    /// Addresses of the envelope, or one phone number.
    pub destinataires: Vec<String>,
    /// Empty for an SMS.
    pub sujet: String,
    pub texte: String,
    /// The HTML alternative of a mail, shown only in a frame without rights.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<String>,
}

/// Which messages are wanted; everything when empty.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
pub struct Filtre {
    /// The whole address or number; letters compare without case, spaces are ignored.
    pub destinataire: Option<String>,
    /// Received at this instant or later, in milliseconds since 1970.
    pub depuis: Option<i64>,
}

impl Filtre {
    pub fn retient(&self, message: &Message) -> bool {
        let a_temps = self.depuis.is_none_or(|depuis| message.recu_le.millis() >= depuis);
        let pour_lui = self
            .destinataire
            .as_deref()
            .is_none_or(|voulu| message.contenu.destinataires.iter().any(|destinataire| nu(destinataire) == nu(voulu)));
        a_temps && pour_lui
    }
}

/// `+33 6 39` typed in an address arrives as ` 33 6 39`: the plus does not tell two numbers apart.
fn nu(adresse: &str) -> String {
    adresse.chars().filter(|c| !c.is_whitespace() && *c != '+').flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sms(numero: &str) -> Message {
        let contenu = Arrivee {
            canal: Canal::Sms,
            expediteur: String::new(),
            destinataires: vec![numero.to_owned()],
            sujet: String::new(),
            texte: "123456".to_owned(),
            html: None,
        };
        Message { id: 1, recu_le: Timestamp::from_millis(1_000), contenu }
    }

    #[test]
    fn a_number_is_found_however_its_plus_was_written() {
        for voulu in ["+33639980001", " 33639980001", "33 6 39 98 00 01"] {
            assert!(Filtre { destinataire: Some(voulu.to_owned()), depuis: None }.retient(&sms("+33639980001")));
        }
        assert!(!Filtre { destinataire: Some("3363998000".to_owned()), depuis: None }.retient(&sms("+33639980001")));
    }

    #[test]
    fn an_earlier_message_is_left_out() {
        assert!(Filtre { destinataire: None, depuis: Some(1_000) }.retient(&sms("1")));
        assert!(!Filtre { destinataire: None, depuis: Some(1_001) }.retient(&sms("1")));
    }
}
