use async_trait::async_trait;
use database::Work;
use idp_core::client_token::{ClientToken, ClientTokens};
use idp_core::port::PortError;
use sqlx::AnyConnection;

use super::Sql;
use super::reading::{from_json, lost, time, to_json};

const PORT: &str = "client tokens";

#[async_trait]
impl ClientTokens for Sql {
    async fn record(&self, token: &ClientToken) -> Result<(), PortError> {
        self.database.write_one(Record(token.clone())).await
    }

    async fn client_token(&self, token: &str) -> Result<Option<ClientToken>, PortError> {
        let stored: Option<(String, i64, i64)> =
            sqlx::query_as("SELECT content, at, expires_at FROM client_token WHERE token = $1")
                .bind(token)
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
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

    async fn write(&self, writing: &mut AnyConnection) -> Result<(), PortError> {
        let Self(token) = self;
        sqlx::query("INSERT INTO client_token (token, client, content, at, expires_at) VALUES ($1, $2, $3, $4, $5)")
            .bind(&token.token)
            .bind(token.terms.client.as_str())
            .bind(to_json(PORT, &token.terms)?)
            .bind(token.at.millis())
            .bind(token.expires_at.millis())
            .execute(writing)
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }

    fn failed(error: sqlx::Error) -> PortError {
        lost(PORT)(error)
    }
}
