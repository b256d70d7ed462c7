//! For the operator alone (`idp-server keys`): who holds living tokens. No port: nothing of a flow asks this.

use std::collections::HashMap;

use ambient::Timestamp;
use idp_core::client::ClientId;
use idp_core::grant::Terms;
use idp_core::port::PortError;

use super::Sql;
use super::reading::{from_json, lost, time};

const PORT: &str = "grants";

impl Sql {
    /// Of each client that holds access tokens living at `now`, when the last of them expires.
    pub async fn last_tokens(&self, now: Timestamp) -> Result<HashMap<ClientId, Timestamp>, PortError> {
        let of_people: Vec<(String, i64)> =
            sqlx::query_as("SELECT content, expires_at FROM emission WHERE content IS NOT NULL AND expires_at > $1")
                .bind(now.millis())
                .fetch_all(self.database.read())
                .await
                .map_err(lost(PORT))?;
        let of_services: Vec<(String, i64)> = sqlx::query_as(
            "SELECT client, MAX(expires_at) AS expires_at FROM client_token WHERE expires_at > $1 GROUP BY client",
        )
        .bind(now.millis())
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        let mut last = HashMap::new();
        for (content, expires_at) in of_people {
            let terms: Terms = from_json(PORT, "emission.content", &content)?;
            later(&mut last, terms.client, expires_at);
        }
        for (client, expires_at) in of_services {
            later(&mut last, ClientId::from(client), expires_at);
        }
        Ok(last)
    }
}

fn later(last: &mut HashMap<ClientId, Timestamp>, client: ClientId, expires_at: i64) {
    let known = last.entry(client).or_insert(time(expires_at));
    *known = (*known).max(time(expires_at));
}
