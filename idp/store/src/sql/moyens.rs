use std::collections::HashSet;

use async_trait::async_trait;
use idp_core::carte::MoyensEnUsage;
use idp_core::port::PortError;

use super::Sql;
use super::reading::lost;

#[async_trait]
impl MoyensEnUsage for Sql {
    async fn en_usage(&self) -> Result<HashSet<String>, PortError> {
        let query = "SELECT DISTINCT moyen FROM followed_session WHERE ended_at IS NULL";
        let rows: Vec<(String,)> =
            sqlx::query_as(query).fetch_all(self.database.read()).await.map_err(lost("followed sessions"))?;
        Ok(rows.into_iter().map(|(moyen,)| moyen).collect())
    }
}
