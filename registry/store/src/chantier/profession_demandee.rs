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

    async fn professions_reunies_a(&mut self, id: &ProfessionDemandeeId) -> Result<Vec<ProfessionDemandee>, PortError> {
        let sql = "SELECT * FROM profession_demandee WHERE reunie_a = $1 ORDER BY le, id";
        let lignes = self.lignes(sql.to_owned(), &[id.to_string()]).await?;
        lignes.iter().map(|ligne| lire(&Lue(ligne))).collect()
    }

    async fn codes_retenus(&mut self) -> Result<Vec<String>, PortError> {
        let lignes =
            self.lignes("SELECT DISTINCT code FROM profession_demandee WHERE code IS NOT NULL".to_owned(), &[]).await?;
        lignes.iter().map(|ligne| Lue(ligne).texte("code")).collect()
    }

    async fn ecrire_profession_demandee(&mut self, demandee: &ProfessionDemandee) -> Result<(), PortError> {
        let stade = demandee.etape.stade();
        sqlx::query(
            "INSERT INTO profession_demandee (id, libelle, volume, usages, structure, par, le, etape, ouverte, version, stade, \
             demandes, personnes, reunie_a, avis, code) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16) ON CONFLICT (id) DO UPDATE SET \
             etape = excluded.etape, ouverte = excluded.ouverte, version = excluded.version, stade = excluded.stade, \
             demandes = excluded.demandes, personnes = excluded.personnes, reunie_a = excluded.reunie_a, \
             avis = excluded.avis, code = excluded.code",
        )
        .bind(demandee.id.to_string())
        .bind(demandee.libelle.clone())
        .bind(i64::from(demandee.volume))
        .bind(demandee.usages.clone())
        .bind(demandee.structure.to_string())
        .bind(demandee.par.to_string())
        .bind(demandee.le.millis())
        .bind(texte::ecrire("profession_demandee.etape", &demandee.etape)?)
        .bind(i64::from(stade.ouvert()))
        .bind(i64::from(demandee.version))
        .bind(stade.nom())
        .bind(i64::from(demandee.ensemble.demandes))
        .bind(i64::from(demandee.ensemble.personnes))
        .bind(demandee.reunie_a.as_ref().map(ToString::to_string))
        .bind(texte::ecrire("profession_demandee.avis", &demandee.avis)?)
        .bind(demandee.etape.inscription().map(|inscription| inscription.code.clone()))
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }
}
