use std::sync::Mutex;

use annuaire::Correspondance;
use async_trait::async_trait;
use idp_core::ecps::Messages;
use idp_core::port::PortError;

/// What people were written: subjects of mails, texts of SMS.
#[derive(Default)]
pub struct FakeMessages {
    pub courriels: Mutex<Vec<String>>,
    pub sms: Mutex<Vec<String>>,
}

#[async_trait]
impl Messages for FakeMessages {
    async fn sms(&self, _to: &Correspondance, text: &str) -> Result<(), PortError> {
        self.sms.lock().unwrap().push(text.to_owned());
        Ok(())
    }

    async fn courriel(&self, _to: &Correspondance, sujet: &str, _text: &str) -> Result<(), PortError> {
        self.courriels.lock().unwrap().push(sujet.to_owned());
        Ok(())
    }
}
