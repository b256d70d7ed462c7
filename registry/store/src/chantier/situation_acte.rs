use async_trait::async_trait;
use registry_core::port::PortError;
use registry_core::situation_acte::Ecrits;
use sante::SituationId;

use super::ChantierSql;
use crate::erreur::moteur;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn motiver_fin(&mut self, situation: &SituationId, motif: Option<&str>) -> Result<(), PortError> {
        let ecriture = match motif {
            None => sqlx::query("DELETE FROM motif_fin WHERE situation = $1").bind(situation.as_str().to_owned()),
            Some(motif) => sqlx::query(
                "INSERT INTO motif_fin (situation, motif) VALUES ($1, $2) \
                 ON CONFLICT (situation) DO UPDATE SET motif = excluded.motif",
            )
            .bind(situation.as_str().to_owned())
            .bind(motif.to_owned()),
        };
        ecriture.execute(&mut *self.transaction).await.map(drop).map_err(moteur)
    }
}
