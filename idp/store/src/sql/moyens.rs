use std::collections::HashSet;

use async_trait::async_trait;
use idp_core::carte::MoyensEnUsage;
use idp_core::port::PortError;
use sante::IdentifiantNational;

use super::Sql;
use super::reading::{broken, lost};

const PORT: &str = "followed sessions";

#[async_trait]
impl MoyensEnUsage for Sql {
    async fn en_usage(&self) -> Result<HashSet<String>, PortError> {
        // what was granted may outlive its session (`offline_access`): until it is forgotten, its means counts
        let query = "SELECT DISTINCT moyen FROM followed_session f
            WHERE f.ended_at IS NULL OR EXISTS (SELECT 1 FROM granted g WHERE g.session = f.id)";
        let rows: Vec<(String,)> = sqlx::query_as(query).fetch_all(self.database.read()).await.map_err(lost(PORT))?;
        Ok(rows.into_iter().map(|(moyen,)| moyen).collect())
    }

    async fn titulaire(&self, moyen: &str) -> Result<Option<IdentifiantNational>, PortError> {
        let query = "SELECT personne FROM followed_session WHERE moyen = $1 LIMIT 1";
        let row: Option<(String,)> =
            sqlx::query_as(query).bind(moyen).fetch_optional(self.database.read()).await.map_err(lost(PORT))?;
        row.map(|(personne,)| personne.parse().map_err(broken(PORT, "followed_session.personne"))).transpose()
    }
}
