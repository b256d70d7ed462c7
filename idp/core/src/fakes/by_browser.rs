use async_trait::async_trait;
use idp_core::client::Client;
use idp_core::token::{ByBrowser, TokenRefusal};
use oidc::{ResponseType, TokenResponse};

/// Gives no tokens: of a house whose clients ask for codes.
pub struct FakeByBrowser;

#[async_trait]
impl ByBrowser for FakeByBrowser {
    async fn redeem(&self, _: &Client, _: &str, _: ResponseType) -> Result<TokenResponse, TokenRefusal> {
        Err(TokenRefusal::UnauthorizedClient)
    }
}
