use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::espace::Octrois;
use idp_core::grant::Grant;
use idp_core::port::PortError;
use sante::IdentifiantNational;

use super::Sql;
use super::reading::{from_json, lost};

const PORT: &str = "octrois";

#[async_trait]
impl Octrois for Sql {
    async fn de(&self, personne: &IdentifiantNational, now: Timestamp, au_plus: u32) -> Result<Vec<Grant>, PortError> {
        let stored: Vec<(String,)> = sqlx::query_as(
            "SELECT g.content FROM followed_session f JOIN granted g ON g.session = f.id
             WHERE f.personne = $1 AND g.ends_at > $2 ORDER BY g.opened_at DESC, g.id LIMIT $3",
        )
        .bind(personne.to_string())
        .bind(now.millis())
        .bind(i64::from(au_plus))
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        stored.iter().map(|(content,)| from_json(PORT, "granted.content", content)).collect()
    }

    async fn au_service(
        &self,
        personne: &IdentifiantNational,
        service: &ClientId,
        now: Timestamp,
    ) -> Result<Vec<Grant>, PortError> {
        let stored: Vec<(String,)> = sqlx::query_as(
            "SELECT g.content FROM followed_session f JOIN granted g ON g.session = f.id
             WHERE f.personne = $1 AND g.client = $2 AND g.ends_at > $3 ORDER BY g.opened_at DESC, g.id",
        )
        .bind(personne.to_string())
        .bind(service.as_str())
        .bind(now.millis())
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        stored.iter().map(|(content,)| from_json(PORT, "granted.content", content)).collect()
    }
}
