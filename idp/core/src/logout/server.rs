use super::{Logout, LogoutRefusal, Why};
use crate::client_auth::BackChannelCall;

/// How a server named the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ServerLogout {
    /// 200, as Pro Santé Connect answers.
    ByHint,
    /// 204, as Keycloak answers.
    ByRefreshToken,
}

impl Logout {
    /// A POST from the client's server. The hint is proof enough; a refresh token wants the client's authentication.
    pub async fn by_server(&self, call: &BackChannelCall<'_>) -> Result<ServerLogout, LogoutRefusal> {
        if call.params.get("id_token_hint").is_some() {
            let proven = self.prove(call.params).await?;
            let session = proven.session.ok_or(LogoutRefusal::Hint)?;
            let client = proven.client.ok_or(LogoutRefusal::Client(None))?;
            self.0.ends.end(&session, Why::Server(&client.id)).await?;
            return Ok(ServerLogout::ByHint);
        }
        let token = call.params.get("refresh_token").ok_or(LogoutRefusal::NothingNamed)?;
        let client = self.0.client_auth.authenticate(call).await?;
        if let Some(refresh) = self.0.grants.refresh_token(&self.0.rest.rest("refresh", token)).await? {
            let grant = self.0.grants.grant(&refresh.grant).await?;
            if let Some(grant) = grant.filter(|grant| grant.client == client.id) {
                self.0.ends.end(&grant.session, Why::Server(&client.id)).await?;
            }
        }
        Ok(ServerLogout::ByRefreshToken)
    }
}
