use async_trait::async_trait;
use idp_core::port::PortError;
use idp_partenaires::{OrganisationId, Service, ServiceId, Services};

use super::{OF_ORGANISATION, PORT, queue};
use crate::Sql;
use crate::sql::reading::{from_json, lost, to_json};

#[async_trait]
impl Services for Sql {
    async fn creer(&self, service: &Service, most: u32) -> Result<bool, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        queue(&mut writing, OF_ORGANISATION, service.organisation.as_str()).await?;
        let (has,): (i64,) = sqlx::query_as("SELECT COUNT(*) FROM partenaire_service WHERE organisation = $1")
            .bind(service.organisation.as_str())
            .fetch_one(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        if has >= i64::from(most) {
            writing.rollback().await.map_err(lost(PORT))?;
            return Ok(false);
        }
        sqlx::query(
            "INSERT INTO partenaire_service (id, organisation, cree_le, version, content) VALUES ($1, $2, $3, $4, $5)",
        )
        .bind(service.id.as_str())
        .bind(service.organisation.as_str())
        .bind(service.cree_le.millis())
        .bind(service.version)
        .bind(to_json(PORT, service)?)
        .execute(&mut *writing)
        .await
        .map_err(lost(PORT))?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(true)
    }

    async fn service(&self, id: &ServiceId) -> Result<Option<Service>, PortError> {
        let row: Option<(String,)> = sqlx::query_as("SELECT content FROM partenaire_service WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        row.map(|(content,)| read(&content)).transpose()
    }

    async fn d_organisation(&self, id: &OrganisationId) -> Result<Vec<Service>, PortError> {
        let rows: Vec<(String,)> =
            sqlx::query_as("SELECT content FROM partenaire_service WHERE organisation = $1 ORDER BY cree_le, id")
                .bind(id.as_str())
                .fetch_all(self.database.read())
                .await
                .map_err(lost(PORT))?;
        rows.iter().map(|(content,)| read(content)).collect()
    }

    async fn remplacer(&self, service: &Service) -> Result<bool, PortError> {
        let written =
            sqlx::query("UPDATE partenaire_service SET version = $2, content = $3 WHERE id = $1 AND version = $2 - 1")
                .bind(service.id.as_str())
                .bind(service.version)
                .bind(to_json(PORT, service)?)
                .execute(self.database.write())
                .await
                .map_err(lost(PORT))?;
        Ok(written.rows_affected() == 1)
    }

    async fn retirer(&self, id: &ServiceId) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        for statement in
            ["DELETE FROM partenaire_service WHERE id = $1", "DELETE FROM partenaire_demande WHERE service = $1"]
        {
            queue(&mut writing, statement, id.as_str()).await?;
        }
        writing.commit().await.map_err(lost(PORT))
    }
}

fn read(content: &str) -> Result<Service, PortError> {
    from_json(PORT, "partenaire_service.content", content)
}
