//! What is read of frozen contact data, and of those that were replaced.

use ambient::Timestamp;
use annuaire::Correspondance;
use async_trait::async_trait;
use registry_core::contact::{Anciennes, DemandeGel, Gels, QuoiGeler};
use registry_core::port::PortError;
use sante::IdentifiantNational;
use sqlx::AssertSqlSafe;

use crate::erreur::{illisible, moteur};
use crate::fiche::Lue;
use crate::magasin::Magasin;

/// True of rows of `contact_ancien` that are kept past their time: the data are frozen, or somebody proposed it.
const RETENUES: &str = "(EXISTS (SELECT 1 FROM correspondance c WHERE c.personne = contact_ancien.personne \
    AND c.gelee_depuis IS NOT NULL) OR EXISTS (SELECT 1 FROM proposition p WHERE p.genre = 'GEL' \
    AND p.issue = 'OUVERTE' AND p.personne = contact_ancien.personne AND p.expire_le > $1))";

#[async_trait]
impl Gels for Magasin {
    async fn gel(&self, personne: &IdentifiantNational) -> Result<Option<Timestamp>, PortError> {
        let ligne = sqlx::query("SELECT gelee_depuis FROM correspondance WHERE personne = $1")
            .bind(personne.to_string())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        ligne.map_or(Ok(None), |ligne| Lue(&ligne).instant("gelee_depuis"))
    }

    async fn anciennes(
        &self,
        personne: &IdentifiantNational,
        maintenant: Timestamp,
    ) -> Result<Vec<Anciennes>, PortError> {
        let sql = format!(
            "SELECT ordre, mobile, courriel, remplacees_le FROM contact_ancien \
             WHERE personne = $2 AND (gardees_jusque > $1 OR {RETENUES}) ORDER BY ordre"
        );
        let lignes = sqlx::query(AssertSqlSafe(sql))
            .bind(maintenant.millis())
            .bind(personne.to_string())
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| anciennes(&Lue(ligne))).collect()
    }

    async fn demande_gel(&self, personne: &IdentifiantNational) -> Result<Option<DemandeGel>, PortError> {
        let ligne = sqlx::query("SELECT * FROM demande_gel WHERE personne = $1")
            .bind(personne.to_string())
            .fetch_optional(self.base.read())
            .await
            .map_err(moteur)?;
        ligne.map(|ligne| demande(&Lue(&ligne))).transpose()
    }

    async fn demandes_gel(&self, (passees, limite): (u32, u32)) -> Result<Vec<DemandeGel>, PortError> {
        let lignes = sqlx::query("SELECT * FROM demande_gel ORDER BY le, personne LIMIT $1 OFFSET $2")
            .bind(i64::from(limite))
            .bind(i64::from(passees))
            .fetch_all(self.base.read())
            .await
            .map_err(moteur)?;
        lignes.iter().map(|ligne| demande(&Lue(ligne))).collect()
    }

    async fn nombre_demandes_gel(&self) -> Result<u32, PortError> {
        let nombre: i64 = sqlx::query_scalar("SELECT CAST(COUNT(*) AS BIGINT) FROM demande_gel")
            .fetch_one(self.base.read())
            .await
            .map_err(moteur)?;
        u32::try_from(nombre).map_err(|cause| illisible("demande_gel", cause))
    }

    async fn oublier_anciennes(&self, maintenant: Timestamp) -> Result<u64, PortError> {
        // nearly always there are none, and no writer is asked to wait
        let ancien = sqlx::query("SELECT personne FROM contact_ancien WHERE gardees_jusque <= $1 LIMIT 1");
        if ancien.bind(maintenant.millis()).fetch_optional(self.base.read()).await.map_err(moteur)?.is_none() {
            return Ok(0);
        }
        let sql = format!("DELETE FROM contact_ancien WHERE gardees_jusque <= $1 AND NOT {RETENUES}");
        let oubliees = sqlx::query(AssertSqlSafe(sql))
            .bind(maintenant.millis())
            .execute(self.base.write())
            .await
            .map_err(moteur)?;
        Ok(oubliees.rows_affected())
    }
}

fn anciennes(lue: &Lue) -> Result<Anciennes, PortError> {
    let (mobile, courriel) = (lue.texte_ou_rien("mobile")?, lue.texte_ou_rien("courriel")?);
    Ok(Anciennes {
        ordre: u32::try_from(lue.entier("ordre")?).map_err(|cause| illisible("contact_ancien.ordre", cause))?,
        correspondance: Correspondance { mobile, courriel, ..Correspondance::default() },
        remplacees_le: Timestamp::from_millis(lue.entier("remplacees_le")?),
    })
}

pub fn demande(lue: &Lue) -> Result<DemandeGel, PortError> {
    let quoi = lue.texte("quoi")?;
    Ok(DemandeGel {
        personne: lue.lu("personne")?,
        quoi: QuoiGeler::lue(&quoi).ok_or_else(|| illisible("demande_gel.quoi", &quoi))?,
        motif: lue.texte("motif")?,
        le: Timestamp::from_millis(lue.entier("le")?),
    })
}
