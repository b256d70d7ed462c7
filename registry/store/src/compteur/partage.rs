use ambient::Timestamp;
use database::Database;
use registry_core::compteur::{Comptee, Limite};
use registry_core::port::PortError;

use crate::erreur::moteur;

/// A window that is over starts anew; one that runs is counted on while it is below the limit; otherwise no row comes back,
/// and nothing is written.
const COMPTER: &str = "
    INSERT INTO compteur (cle, fois, jusque) VALUES ($1, 1, $2)
    ON CONFLICT (cle) DO UPDATE SET
        fois = CASE WHEN compteur.jusque <= $3 THEN 1 ELSE compteur.fois + 1 END,
        jusque = CASE WHEN compteur.jusque <= $3 THEN excluded.jusque ELSE compteur.jusque END
    WHERE compteur.fois < $4 OR compteur.jusque <= $3
    RETURNING fois";

pub async fn compter(base: &Database, cle: &str, limite: Limite, maintenant: Timestamp) -> Result<Comptee, PortError> {
    let comptee: Option<i64> = sqlx::query_scalar(COMPTER)
        .bind(cle)
        .bind(maintenant.plus(limite.fenetre).millis())
        .bind(maintenant.millis())
        .bind(i64::from(limite.fois))
        .fetch_optional(base.write())
        .await
        .map_err(moteur)?;
    if comptee.is_none() { epuisee(base, cle, maintenant).await } else { Ok(Comptee::Admise) }
}

/// Only to tell when to come back: the refusal is already decided.
async fn epuisee(base: &Database, cle: &str, maintenant: Timestamp) -> Result<Comptee, PortError> {
    let jusque: Option<i64> = sqlx::query_scalar("SELECT jusque FROM compteur WHERE cle = $1")
        .bind(cle)
        .fetch_optional(base.read())
        .await
        .map_err(moteur)?;
    Ok(Comptee::DeTrop { jusque: jusque.map_or(maintenant, Timestamp::from_millis) })
}

/// How many windows were over.
pub async fn oublier(base: &Database, maintenant: Timestamp) -> Result<u64, PortError> {
    let oubliees = sqlx::query("DELETE FROM compteur WHERE jusque <= $1")
        .bind(maintenant.millis())
        .execute(base.write())
        .await
        .map_err(moteur)?;
    Ok(oubliees.rows_affected())
}
