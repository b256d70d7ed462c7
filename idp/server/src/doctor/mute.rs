use async_trait::async_trait;
use idp_core::journal::{Acte, Journal};
use idp_core::port::PortError;

/// In the place of the journal: who looks does nothing that would have to be recorded, and could not if they tried.
pub struct Mute;

#[async_trait]
impl Journal for Mute {
    async fn record(&self, _acte: Acte) -> Result<(), PortError> {
        Err(PortError::unavailable("journal", "nothing is done while looking"))
    }
}
