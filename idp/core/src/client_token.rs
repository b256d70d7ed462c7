//! Tokens of services that act in their own name (RFC 6749 §4.4): no person, no session, no grant. They have their own
//! record, so that nothing that looks for a person ever finds one of them (security rows T12 and A26).

use ambient::Timestamp;
use async_trait::async_trait;

use crate::grant::Terms;
use crate::port::PortError;

/// One token, recorded before it leaves.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ClientToken {
    /// As [`crate::grant::Emission::token`].
    pub token: String,
    pub at: Timestamp,
    pub expires_at: Timestamp,
    pub terms: Terms,
}

#[async_trait]
pub trait ClientTokens: Send + Sync {
    async fn record(&self, token: &ClientToken) -> Result<(), PortError>;
    async fn client_token(&self, token: &str) -> Result<Option<ClientToken>, PortError>;
}
