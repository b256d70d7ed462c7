//! What one node does while it holds a file, and what is forgotten.

use ambient::Timestamp;
use registry_core::lot::{Bail, Issue, Lot, LotId};
use registry_core::port::PortError;
use sqlx::{AnyConnection, AssertSqlSafe};

use super::lecture;
use crate::erreur::moteur;
use crate::fiche::Lue;
use crate::magasin::Magasin;
use crate::texte;

/// A lease that ends last was taken last: files take turns. The condition stands twice: of two nodes at once, the second looks at it again and finds nothing.
pub async fn prendre(magasin: &Magasin, bail: &Bail) -> Result<Option<Lot>, PortError> {
    // with nothing under way, which is nearly always, no writer is asked to wait
    let en_cours = sqlx::query("SELECT id FROM lot WHERE etape = 'EN_COURS' LIMIT 1");
    if en_cours.fetch_optional(magasin.base.read()).await.map_err(moteur)?.is_none() {
        return Ok(None);
    }
    let sql = format!(
        "UPDATE lot SET bail_de = $1, bail_jusque = $3 \
         WHERE etape = 'EN_COURS' AND (bail_de = $1 OR bail_jusque <= $2) AND id IN ( \
             SELECT id FROM lot WHERE etape = 'EN_COURS' AND (bail_de = $1 OR bail_jusque <= $2) \
             ORDER BY bail_jusque, lance_le, id LIMIT 1 \
         ) RETURNING {}",
        lecture::COLONNES
    );
    let ligne = sqlx::query(AssertSqlSafe(sql))
        .bind(bail.noeud.as_str())
        .bind(bail.maintenant.millis())
        .bind(bail.jusque.millis())
        .fetch_optional(magasin.base.write())
        .await
        .map_err(moteur)?;
    ligne.map(|ligne| lecture::lot(&Lue(&ligne))).transpose()
}

/// The lease is held and lengthened by the transaction of what it allows.
pub async fn noter(
    magasin: &Magasin,
    id: &LotId,
    (ligne, issue): (u32, &Issue),
    bail: &Bail,
) -> Result<bool, PortError> {
    let mut transaction = magasin.base.begin_write().await.map_err(moteur)?;
    let tenu = sqlx::query("UPDATE lot SET bail_jusque = $3 WHERE id = $1 AND etape = 'EN_COURS' AND bail_de = $2")
        .bind(id.as_str())
        .bind(bail.noeud.as_str())
        .bind(bail.jusque.millis())
        .execute(&mut *transaction)
        .await
        .map_err(moteur)?;
    if tenu.rows_affected() == 0 {
        return Ok(false);
    }
    sqlx::query(
        "UPDATE lot_ligne SET issue = $3, etat = $4, contenu = '', a_faire = 0 \
         WHERE lot = $1 AND ligne = $2 AND a_faire = 1",
    )
    .bind(id.as_str())
    .bind(i64::from(ligne))
    .bind(texte::ecrire("lot_ligne.issue", issue)?)
    .bind(issue.etat().as_str())
    .execute(&mut *transaction)
    .await
    .map_err(moteur)?;
    transaction.commit().await.map_err(moteur)?;
    Ok(true)
}

pub async fn rendre(magasin: &Magasin, noeud: &str) -> Result<(), PortError> {
    let rendu = sqlx::query("UPDATE lot SET bail_jusque = 0 WHERE etape = 'EN_COURS' AND bail_de = $1").bind(noeud);
    rendu.execute(magasin.base.write()).await.map(drop).map_err(moteur)
}

pub async fn terminer(magasin: &Magasin, id: &LotId, bail: &Bail) -> Result<bool, PortError> {
    let termine = sqlx::query(
        "UPDATE lot SET etape = 'TERMINE', termine_le = $3, attestations = NULL \
         WHERE id = $1 AND etape = 'EN_COURS' AND bail_de = $2 \
         AND NOT EXISTS (SELECT 1 FROM lot_ligne WHERE lot = $1 AND a_faire = 1)",
    )
    .bind(id.as_str())
    .bind(bail.noeud.as_str())
    .bind(bail.maintenant.millis())
    .execute(magasin.base.write())
    .await
    .map_err(moteur)?;
    Ok(termine.rows_affected() == 1)
}

/// The file goes first: one that is confirmed at this moment keeps its lines.
pub async fn oublier(magasin: &Magasin, apercus: Timestamp, termines: Timestamp) -> Result<u64, PortError> {
    let mut transaction = magasin.base.begin_write().await.map_err(moteur)?;
    let oublies = sqlx::query(
        "DELETE FROM lot WHERE (etape IN ('APERCU', 'ABANDONNE') AND depose_le <= $1) \
         OR (etape = 'TERMINE' AND termine_le <= $2) RETURNING id",
    )
    .bind(apercus.millis())
    .bind(termines.millis())
    .fetch_all(&mut *transaction)
    .await
    .map_err(moteur)?;
    for ligne in &oublies {
        effacer(&mut transaction, &Lue(ligne).texte("id")?).await?;
    }
    transaction.commit().await.map_err(moteur)?;
    Ok(oublies.len() as u64)
}

pub async fn effacer(connexion: &mut AnyConnection, lot: &str) -> Result<(), PortError> {
    sqlx::query("DELETE FROM lot_ligne WHERE lot = $1").bind(lot).execute(connexion).await.map(drop).map_err(moteur)
}
