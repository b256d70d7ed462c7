use annuaire::Correspondance;
use async_trait::async_trait;
use idp_core::ecps::Messages;
use idp_core::port::PortError;

use crate::courriel::Courriel;
use crate::sms::PasserelleSms;

/// Both channels of the enrolment secrets.
#[derive(Debug)]
pub struct Messagerie {
    courriel: Courriel,
    sms: PasserelleSms,
}

impl Messagerie {
    pub fn new(courriel: Courriel, sms: PasserelleSms) -> Self {
        Self { courriel, sms }
    }

    /// Whether the mail server speaks with us; nothing is sent.
    pub async fn joignable(&self) -> Result<(), PortError> {
        self.courriel.joignable().await
    }
}

#[async_trait]
impl Messages for Messagerie {
    async fn sms(&self, to: &Correspondance, text: &str) -> Result<(), PortError> {
        self.sms.envoyer(present("sms", to.mobile.as_deref())?, text).await
    }

    async fn courriel(&self, to: &Correspondance, sujet: &str, text: &str) -> Result<(), PortError> {
        self.courriel.envoyer(present("mail", to.courriel.as_deref())?, sujet, text).await
    }
}

fn present<'a>(port: &'static str, adresse: Option<&'a str>) -> Result<&'a str, PortError> {
    adresse.ok_or_else(|| PortError::inconsistent(port, "the correspondence data", "there is no address"))
}
