use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::port::PortError;
use registry_core::proposition::{Ecrits, Issue, Proposition, PropositionId, Tranchee};

use super::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::proposition;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn proposer(&mut self, proposition: &Proposition) -> Result<bool, PortError> {
        let ecrite = sqlx::query(
            "INSERT INTO proposition \
             (id, genre, personne, structure, contenu, motif, par, le, expire_le, issue, second, tranchee_le) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, 'OUVERTE', NULL, NULL) \
             ON CONFLICT (genre, personne) WHERE issue = 'OUVERTE' DO NOTHING",
        )
        .bind(proposition.id.as_str())
        .bind(proposition.objet.genre().as_str())
        .bind(proposition.personne.to_string())
        .bind(proposition.structure.as_ref().map(ToString::to_string))
        .bind(proposition::ecrire(&proposition.objet)?)
        .bind(&proposition.motif)
        .bind(proposition.par.to_string())
        .bind(proposition.le.millis())
        .bind(proposition.expire_le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        Ok(ecrite.rows_affected() == 1)
    }

    async fn proposition(&mut self, id: &PropositionId) -> Result<Option<Result<Proposition, Issue>>, PortError> {
        let ligne = sqlx::query("SELECT * FROM proposition WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        ligne.map(|ligne| proposition::lire(&Lue(&ligne))).transpose()
    }

    async fn clore_proposition(&mut self, id: &PropositionId, tranchee: &Tranchee) -> Result<bool, PortError> {
        let close = sqlx::query(
            "UPDATE proposition SET issue = $2, second = $3, tranchee_le = $4, contenu = '' \
             WHERE id = $1 AND issue = 'OUVERTE' AND expire_le > $4 AND (par <> $3 OR $2 <> 'CONFIRMEE')",
        )
        .bind(id.as_str())
        .bind(tranchee.issue.as_str())
        .bind(tranchee.par.to_string())
        .bind(tranchee.le.millis())
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        Ok(close.rows_affected() == 1)
    }

    async fn perimer(&mut self, maintenant: Timestamp) -> Result<(), PortError> {
        sqlx::query(
            "UPDATE proposition SET issue = 'PERIMEE', tranchee_le = $1, contenu = '' \
             WHERE issue = 'OUVERTE' AND expire_le <= $1",
        )
        .bind(maintenant.millis())
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }
}
