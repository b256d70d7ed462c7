use async_trait::async_trait;
use idp_core::client::{ClientId, Playing, Rehearsal, Rehearsals};
use idp_core::port::PortError;

use super::Sql;
use super::reading::{from_json, lost, to_json};

const PORT: &str = "rehearsals";
/// No client has this name.
const REALM: &str = "";

#[async_trait]
impl Rehearsals for Sql {
    async fn playing(&self) -> Result<Playing, PortError> {
        let rows: Vec<(String, String)> = sqlx::query_as("SELECT who, content FROM rehearsal ORDER BY who")
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        let read = |(who, content): &(String, String)| {
            let who = Some(who.as_str()).filter(|who| *who != REALM).map(ClientId::from);
            Ok((who, from_json(PORT, "rehearsal.content", content)?))
        };
        rows.iter().map(read).collect()
    }

    async fn rehearse(&self, who: Option<&ClientId>, what: Rehearsal) -> Result<(), PortError> {
        let who = who.map_or(REALM, ClientId::as_str);
        let query = if what == Rehearsal::default() {
            sqlx::query("DELETE FROM rehearsal WHERE who = $1").bind(who)
        } else {
            sqlx::query(
                "INSERT INTO rehearsal (who, content) VALUES ($1, $2)
                 ON CONFLICT (who) DO UPDATE SET content = excluded.content",
            )
            .bind(who)
            .bind(to_json(PORT, &what)?)
        };
        query.execute(self.database.write()).await.map_err(lost(PORT))?;
        Ok(())
    }
}
