use async_trait::async_trait;
use idp_core::client::{Client, ClientId, Clients};
use idp_core::port::PortError;

use super::Sql;
use super::reading::{from_json, lost, to_json};

const PORT: &str = "clients";

#[async_trait]
impl Clients for Sql {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, PortError> {
        self.stored(id).await?.map(|registration| read(&registration)).transpose()
    }

    async fn register(&self, client: &Client) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO client (id, registration) VALUES ($1, $2)
             ON CONFLICT (id) DO UPDATE SET registration = excluded.registration",
        )
        .bind(client.id.as_str())
        .bind(to_json(PORT, client)?)
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(())
    }

    /// Compared as it is stored: what an older version wrote does not read back to the same text.
    async fn replace(&self, before: &Client, after: &Client) -> Result<bool, PortError> {
        let Some(stored) = self.stored(&before.id).await? else { return Ok(false) };
        if read(&stored)? != *before {
            return Ok(false);
        }
        let written = sqlx::query("UPDATE client SET registration = $3 WHERE id = $1 AND registration = $2")
            .bind(before.id.as_str())
            .bind(stored)
            .bind(to_json(PORT, after)?)
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(written.rows_affected() == 1)
    }

    async fn remove(&self, id: &ClientId) -> Result<(), PortError> {
        sqlx::query("DELETE FROM client WHERE id = $1")
            .bind(id.as_str())
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }

    async fn all(&self) -> Result<Vec<Client>, PortError> {
        let stored: Vec<(String,)> = sqlx::query_as("SELECT registration FROM client ORDER BY id")
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        stored.iter().map(|(registration,)| read(registration)).collect()
    }

    /// The index of migration 0017 has these alone. The condition is about the text; the origin that was read decides.
    async fn declared(&self) -> Result<Vec<Client>, PortError> {
        let select = r#"SELECT registration FROM client WHERE registration NOT LIKE '%"origin":{"dynamic"%'"#;
        let stored: Vec<(String,)> =
            sqlx::query_as(select).fetch_all(self.database.read()).await.map_err(lost(PORT))?;
        let clients = stored.iter().map(|(registration,)| read(registration));
        clients.filter(|client| !client.as_ref().is_ok_and(Client::registered_itself)).collect()
    }
}

impl Sql {
    async fn stored(&self, id: &ClientId) -> Result<Option<String>, PortError> {
        let select = "SELECT registration FROM client WHERE id = $1";
        let stored: Option<(String,)> = self.database.find(select, &[id.as_str().into()]).await.map_err(lost(PORT))?;
        Ok(stored.map(|(registration,)| registration))
    }
}

fn read(registration: &str) -> Result<Client, PortError> {
    from_json(PORT, "client.registration", registration)
}
