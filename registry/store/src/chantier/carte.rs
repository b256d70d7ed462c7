use ambient::Timestamp;
use async_trait::async_trait;
use registry_core::carte::{Carte, CarteId, Ecrits, FinDeCarte};
use registry_core::port::PortError;
use sante::IdentifiantNational;

use super::ChantierSql;
use crate::carte::{A_RENOUVELER, COLONNES, carte};
use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::publication::dates;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn carte(&mut self, id: &CarteId) -> Result<Option<Carte>, PortError> {
        let lignes = self.lignes(format!("{COLONNES} WHERE id = $1"), &[id.to_string()]).await?;
        lignes.first().map(|ligne| carte(&Lue(ligne))).transpose()
    }

    async fn cartes_de(&mut self, porteur: &IdentifiantNational) -> Result<Vec<Carte>, PortError> {
        let sql = format!("{COLONNES} WHERE porteur = $1 ORDER BY commande_le, id");
        let lignes = self.lignes(sql, &[porteur.to_string()]).await?;
        lignes.iter().map(|ligne| carte(&Lue(ligne))).collect()
    }

    async fn ecrire_carte(&mut self, carte: &Carte) -> Result<(), PortError> {
        let etape = serde_json::to_string(&carte.etape).map_err(|cause| illisible("etape", cause))?;
        sqlx::query(
            "INSERT INTO carte (id, modele, porteur, structure, mot, etape, origine, commande_par, commande_le, remplace, \
             exercice, jusque, numero) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
             ON CONFLICT (id) DO UPDATE SET mot = excluded.mot, etape = excluded.etape, exercice = excluded.exercice, \
             jusque = excluded.jusque, numero = excluded.numero",
        )
        .bind(carte.id.to_string())
        .bind(carte.modele.as_str())
        .bind(carte.porteur.to_string())
        .bind(carte.structure.as_ref().map(ToString::to_string))
        .bind(carte.etape.mot())
        .bind(etape)
        .bind(carte.origine.as_str())
        .bind(&carte.commande_par)
        .bind(carte.commande_le.millis())
        .bind(carte.remplace.as_ref().map(ToString::to_string))
        .bind(carte.exercice.as_ref().map(ToString::to_string))
        .bind(carte.fin().map(|fin| fin.millis()))
        .bind(carte.etape.fabrication().map(|faite| faite.numero.clone()))
        .execute(&mut *self.transaction)
        .await
        .map_err(moteur)?;
        dates::inscrire_carte(&mut self.transaction, carte).await
    }

    async fn cartes_finissantes(
        &mut self,
        proche: FinDeCarte,
        revue_le: Timestamp,
        limite: u32,
    ) -> Result<Vec<Carte>, PortError> {
        let sql = format!("{COLONNES} WHERE {A_RENOUVELER} ORDER BY jusque, id LIMIT $3");
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(proche.apres.millis())
            .bind(proche.jusque.millis())
            .bind(i64::from(limite))
            .fetch_all(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        let lues: Vec<Carte> = lignes.iter().map(|ligne| carte(&Lue(ligne))).collect::<Result<_, _>>()?;
        for une in &lues {
            // the turn to write is held: nothing came in between
            sqlx::query("UPDATE carte SET revue_le = $1 WHERE id = $2")
                .bind(revue_le.millis())
                .bind(une.id.to_string())
                .execute(&mut *self.transaction)
                .await
                .map_err(moteur)?;
        }
        Ok(lues)
    }

    async fn exercices_suivis(&mut self) -> Result<i64, PortError> {
        let lignes = self.lignes("SELECT numero FROM carte_exercice WHERE seul = 1".to_owned(), &[]).await?;
        lignes.first().map_or(Ok(0), |ligne| Lue(ligne).entier("numero"))
    }

    async fn suivre_exercices(&mut self, jusque: i64) -> Result<(), PortError> {
        sqlx::query("UPDATE carte_exercice SET numero = $1 WHERE seul = 1")
            .bind(jusque)
            .execute(&mut *self.transaction)
            .await
            .map(drop)
            .map_err(moteur)
    }
}
