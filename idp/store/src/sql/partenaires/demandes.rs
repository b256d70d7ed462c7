use async_trait::async_trait;
use idp_core::port::PortError;
use idp_partenaires::{Demande, DemandeVue, Demandes, EtatDemande, ServiceId};

use super::PORT;
use crate::Sql;
use crate::sql::reading::{from_json, lost, to_json};

/// The latest decided ones that a list shows.
const DECIDED: i64 = 200;

#[async_trait]
impl Demandes for Sql {
    async fn demande(&self, service: &ServiceId) -> Result<Option<DemandeVue>, PortError> {
        let row: Option<(String, i64, String)> =
            sqlx::query_as("SELECT service, version, content FROM partenaire_demande WHERE service = $1")
                .bind(service.as_str())
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        row.map(read).transpose()
    }

    async fn ecrire(&self, service: &ServiceId, demande: &Demande, lue: i64) -> Result<bool, PortError> {
        let waits = matches!(demande.etat, EtatDemande::Demandee { .. });
        // the first one makes the row; any other finds the version that was read, or nothing
        let statement = match lue {
            0 => {
                "INSERT INTO partenaire_demande (service, en_attente, version, content) VALUES ($1, $2, $3, $4)
                 ON CONFLICT (service) DO NOTHING"
            }
            _ => {
                "UPDATE partenaire_demande SET en_attente = $2, version = $3, content = $4
                 WHERE service = $1 AND version = $3 - 1"
            }
        };
        let written = sqlx::query(statement)
            .bind(service.as_str())
            .bind(i16::from(waits))
            .bind(lue + 1)
            .bind(to_json(PORT, demande)?)
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(written.rows_affected() == 1)
    }

    async fn toutes(&self) -> Result<Vec<DemandeVue>, PortError> {
        let rows: Vec<(String, i64, String)> = sqlx::query_as(
            "SELECT service, version, content FROM partenaire_demande ORDER BY en_attente DESC, version, service
             LIMIT $1",
        )
        .bind(DECIDED)
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        rows.into_iter().map(read).collect()
    }
}

fn read((service, version, content): (String, i64, String)) -> Result<DemandeVue, PortError> {
    Ok(DemandeVue {
        service: service.into(),
        demande: from_json(PORT, "partenaire_demande.content", &content)?,
        version,
    })
}
