use async_trait::async_trait;
use database::{Hand, Work};
use idp_core::client_token::{ClientToken, ClientTokens};
use idp_core::port::PortError;

use super::Sql;
use super::reading::{from_json, lost, time, to_json};

const PORT: &str = "client tokens";

#[async_trait]
impl ClientTokens for Sql {
    async fn record(&self, token: &ClientToken) -> Result<(), PortError> {
        self.database.write_one(Record(token.clone())).await
    }

    async fn client_token(&self, token: &str) -> Result<Option<ClientToken>, PortError> {
        let select = "SELECT content, at, expires_at FROM client_token WHERE token = $1";
        let stored: Option<(String, i64, i64)> =
            self.database.find(select, &[token.into()]).await.map_err(lost(PORT))?;
        stored
            .map(|(content, at, expires_at)| {
                Ok(ClientToken {
                    token: token.to_owned(),
                    at: time(at),
                    expires_at: time(expires_at),
                    terms: from_json(PORT, "client_token.content", &content)?,
                })
            })
            .transpose()
    }
}

struct Record(ClientToken);

#[async_trait]
impl Work for Record {
    type Told = ();
    type Error = PortError;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<(), PortError> {
        let Self(token) = self;
        let insert = "INSERT INTO client_token (token, client, content, at, expires_at) VALUES ($1, $2, $3, $4, $5)";
        let terms = to_json(PORT, &token.terms)?;
        let values = [
            (&token.token).into(),
            token.terms.client.as_str().into(),
            (&terms).into(),
            token.at.millis().into(),
            token.expires_at.millis().into(),
        ];
        hand.run(insert, &values).await.map(drop).map_err(lost(PORT))
    }

    fn failed(error: sqlx::Error) -> PortError {
        lost(PORT)(error)
    }
}
