//! How visits end: by their person, by their provider, by time. What is left of a closed one opens nothing and names nobody;
//! a form that was open in it is theirs for a while.

use ambient::{Resting, Timestamp};
use registry_core::port::PortError;
use registry_core::visite::{Deconnexion, REPOS, Reception};
use sqlx::AnyConnection;

use super::peut_etre;
use crate::erreur::moteur;
use crate::magasin::Magasin;

pub async fn clore(magasin: &Magasin, nom: &Resting, le: Timestamp) -> Result<bool, PortError> {
    let fermee = sqlx::query(
        "UPDATE visite SET fermee_le = $2, finit_le = $3, contenu = $4, brouillon = NULL \
         WHERE nom = $1 AND fermee_le IS NULL",
    )
    .bind(nom.as_str().to_owned())
    .bind(le.millis())
    .bind(le.plus(REPOS).millis())
    .bind(Vec::<u8>::new())
    .execute(magasin.base.write())
    .await
    .map_err(moteur)?;
    Ok(fermee.rows_affected() == 1)
}

/// The logout is on record, for good, before visits are looked for: a sign-in that is not visible yet will see it. `faite`
/// moves with the visits, so that an attempt that failed between the two is made good by the next.
pub async fn deconnecter(magasin: &Magasin, deconnexion: &Deconnexion) -> Result<Reception, PortError> {
    retenir(magasin, deconnexion).await?;
    let mut transaction = magasin.base.begin_write().await.map_err(moteur)?;
    let premiere = sqlx::query("UPDATE deconnexion SET faite = 1 WHERE jti = $1 AND faite = 0")
        .bind(deconnexion.jti.as_str().to_owned())
        .execute(&mut *transaction)
        .await
        .map_err(moteur)?;
    if premiere.rows_affected() == 0 {
        return Ok(Reception::DejaRecue);
    }
    let fermees = atteindre(&mut transaction, deconnexion).await?;
    transaction.commit().await.map_err(moteur)?;
    Ok(Reception::Faite(fermees))
}

async fn retenir(magasin: &Magasin, deconnexion: &Deconnexion) -> Result<(), PortError> {
    sqlx::query(
        "INSERT INTO deconnexion (jti, sujet, session, emise_le, faite, retenue_jusque) \
         VALUES ($1, $2, $3, $4, 0, $5) ON CONFLICT (jti) DO NOTHING",
    )
    .bind(deconnexion.jti.as_str().to_owned())
    .bind(peut_etre(deconnexion.sujet.as_ref()))
    .bind(peut_etre(deconnexion.session.as_ref()))
    .bind(deconnexion.emise_le.millis())
    .bind(deconnexion.retenue_jusque.millis())
    .execute(magasin.base.write())
    .await
    .map(drop)
    .map_err(moteur)
}

/// Back-Channel Logout 1.0 §2.6: the session that is named, else all of the person's.
async fn atteindre(connexion: &mut AnyConnection, deconnexion: &Deconnexion) -> Result<u64, PortError> {
    let (sujet, session) = (peut_etre(deconnexion.sujet.as_ref()), peut_etre(deconnexion.session.as_ref()));
    // a session that is over gives nothing any more, whatever the clocks of the provider's nodes say of its last token
    let jusque = if session.is_some() { i64::MAX } else { deconnexion.emise_le.millis() };
    // one index each, instead of a condition that neither serves
    let sql = match (&session, &sujet) {
        (Some(_), Some(_)) => "session = $5 AND sujet = $6",
        (Some(_), None) => "session = $5 AND $6 = ''",
        (None, _) => "sujet = $6 AND $5 = ''",
    };
    let sql = format!(
        "UPDATE visite SET fermee_le = $1, finit_le = $2, contenu = $3 \
         WHERE fermee_le IS NULL AND emis_le <= $4 AND {sql}"
    );
    let fermees = sqlx::query(sqlx::AssertSqlSafe(sql))
        .bind(deconnexion.recue_le.millis())
        .bind(deconnexion.recue_le.plus(REPOS).millis())
        .bind(Vec::<u8>::new())
        .bind(jusque)
        .bind(session.unwrap_or_default())
        .bind(sujet.unwrap_or_default())
        .execute(connexion)
        .await
        .map_err(moteur)?;
    Ok(fermees.rows_affected())
}

pub async fn oublier(magasin: &Magasin, maintenant: Timestamp) -> Result<u64, PortError> {
    let oubliees = sqlx::query("DELETE FROM visite WHERE finit_le <= $1")
        .bind(maintenant.millis())
        .execute(magasin.base.write())
        .await
        .map_err(moteur)?;
    sqlx::query("DELETE FROM deconnexion WHERE retenue_jusque <= $1")
        .bind(maintenant.millis())
        .execute(magasin.base.write())
        .await
        .map_err(moteur)?;
    Ok(oubliees.rows_affected())
}
