use async_trait::async_trait;
use registry_core::certificat::{Certificat, CertificatId, Ecrits, Etape, FinDeCertificat};
use registry_core::port::PortError;
use sante::Finess;

use super::ChantierSql;
use crate::certificat::{COLONNES, FIN_A_ANNONCER, certificat};
use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;

#[async_trait]
impl Ecrits for ChantierSql {
    async fn certificat(&mut self, id: &CertificatId) -> Result<Option<Certificat>, PortError> {
        let lignes = self.lignes(format!("{COLONNES} WHERE id = $1"), &[id.to_string()]).await?;
        lignes.first().map(|ligne| certificat(&Lue(ligne))).transpose()
    }

    async fn certificats_de(&mut self, ej: &Finess) -> Result<Vec<Certificat>, PortError> {
        let sql = format!("{COLONNES} WHERE ej = $1 ORDER BY commande_le, id");
        let lignes = self.lignes(sql, &[ej.to_string()]).await?;
        lignes.iter().map(|ligne| certificat(&Lue(ligne))).collect()
    }

    async fn cle_certifiee(&mut self, empreinte: &str) -> Result<bool, PortError> {
        let sql = "SELECT id FROM certificat WHERE empreinte = $1".to_owned();
        Ok(!self.lignes(sql, &[empreinte.to_owned()]).await?.is_empty())
    }

    async fn ecrire_certificat(&mut self, certificat: &Certificat) -> Result<(), PortError> {
        let etape = serde_json::to_string(&certificat.etape).map_err(|cause| illisible("etape", cause))?;
        let fin = match &certificat.etape {
            Etape::Delivre(delivrance) => Some(delivrance.jusque.millis()),
            _ => None,
        };
        sqlx::query(
            "INSERT INTO certificat \
             (id, ej, logiciel, emploi, nom, mot, etape, empreinte, commande_par, commande_le, remplace, jusque) \
             VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (id) DO UPDATE SET \
             mot = excluded.mot, etape = excluded.etape, empreinte = excluded.empreinte, \
             jusque = excluded.jusque",
        )
        .bind(certificat.id.to_string())
        .bind(certificat.ej.to_string())
        .bind(certificat.logiciel.to_string())
        .bind(certificat.emploi.as_str())
        .bind(certificat.nom.to_string())
        .bind(certificat.etape.mot())
        .bind(etape)
        .bind(certificat.etape.empreinte().map(str::to_owned))
        .bind(certificat.commande_par.to_string())
        .bind(certificat.commande_le.millis())
        .bind(certificat.remplace.as_ref().map(ToString::to_string))
        .bind(fin)
        .execute(&mut *self.transaction)
        .await
        .map(drop)
        .map_err(moteur)
    }

    async fn certificats_finissants(
        &mut self,
        proche: FinDeCertificat,
        limite: u32,
    ) -> Result<Vec<Certificat>, PortError> {
        let sql = format!("{COLONNES} WHERE {FIN_A_ANNONCER} ORDER BY jusque, id LIMIT $3");
        let lignes = sqlx::query(sqlx::AssertSqlSafe(sql))
            .bind(proche.apres.millis())
            .bind(proche.jusque.millis())
            .bind(i64::from(limite))
            .fetch_all(&mut *self.transaction)
            .await
            .map_err(moteur)?;
        let lus: Vec<Certificat> = lignes.iter().map(|ligne| certificat(&Lue(ligne))).collect::<Result<_, _>>()?;
        for un in &lus {
            // the turn to write is held: nothing came in between
            sqlx::query("UPDATE certificat SET fin_annoncee = 1 WHERE id = $1")
                .bind(un.id.to_string())
                .execute(&mut *self.transaction)
                .await
                .map_err(moteur)?;
        }
        Ok(lus)
    }
}
