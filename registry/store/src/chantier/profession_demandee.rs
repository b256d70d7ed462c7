use async_trait::async_trait;
use registry_core::port::PortError;
use registry_core::profession_demandee::{Ecrits, ProfessionDemandee, ProfessionDemandeeId};

use super::ChantierSql;
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::profession_demandee::lire;
use crate::texte;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn profession_demandee(
        &mut self,
        id: &ProfessionDemandeeId,
    ) -> Result<Option<ProfessionDemandee>, PortError> {
        let sql = "SELECT * FROM profession_demandee WHERE id = $1";
        let lignes = self.lignes(sql.to_owned(), &[id.to_string()]).await?;
        lignes.first().map(|ligne| lire(&Lue(ligne))).transpose()
    }

    async fn ecrire_profession_demandee(&mut self, demandee: &ProfessionDemandee) -> Result<(), PortError> {
        sqlx::query(
            "INSERT INTO profession_demandee (id, libelle, volume, usages, structure, par, le, etape, ouverte, version) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (id) DO UPDATE SET \
             etape = excluded.etape, ouverte = excluded.ouverte, version = excluded.version",
        )
        .bind(demandee.id.to_string())
        .bind(demandee.libelle.clone())
        .bind(i64::from(demandee.volume))
        .bind(demandee.usages.clone())
        .bind(demandee.structure.to_string())
        .bind(demandee.par.to_string())
        .bind(demandee.le.millis())
        .bind(texte::ecrire("profession_demandee.etape", &demandee.etape)?)
        .bind(i64::from(demandee.etape.ouverte()))
        .bind(i64::from(demandee.version))
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }
}
