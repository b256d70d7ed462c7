use ambient::{Resting, Timestamp};
use idp_core::grant::{Emission, Grant, GrantId, RefreshToken};
use idp_core::port::PortError;
use sqlx::AnyConnection;

use super::PORT;
use crate::sql::reading::{broken, lost, to_json};

/// Writes the emission, the arbiter of single use: `None` for the one caller who spends the origin, otherwise the grant
/// for which it was spent. A second caller waits here until the first has committed or failed.
pub async fn spent_by(writing: &mut AnyConnection, emission: &Emission) -> Result<Option<GrantId>, PortError> {
    let inserted = sqlx::query(
        "INSERT INTO emission (origin, grant_id, token, at, expires_at, content) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (origin) DO NOTHING",
    )
    .bind(&emission.origin)
    .bind(emission.grant.as_str())
    .bind(&emission.token)
    .bind(emission.at.millis())
    .bind(emission.expires_at.millis())
    .bind(to_json(PORT, &emission.terms)?)
    .execute(&mut *writing)
    .await
    .map_err(lost(PORT))?;
    if inserted.rows_affected() == 1 {
        return Ok(None);
    }
    let (by,): (String,) = sqlx::query_as("SELECT grant_id FROM emission WHERE origin = $1")
        .bind(&emission.origin)
        .fetch_one(&mut *writing)
        .await
        .map_err(lost(PORT))?;
    Ok(Some(GrantId::from(by)))
}

/// Uses a refresh token: its first use, or a further one while the answer may have been lost. `false`: too late. The row
/// is locked from here on, so that the use of a successor and a further use of this one queue.
pub async fn use_refresh(
    writing: &mut AnyConnection,
    spent: &Resting,
    at: Timestamp,
    lost_since: Timestamp,
) -> Result<bool, PortError> {
    let used = sqlx::query(
        "UPDATE refresh_token SET used_at = COALESCE(used_at, $2)
         WHERE resting = $1 AND followed_by IS NULL AND (used_at IS NULL OR used_at >= $3)",
    )
    .bind(spent.as_str())
    .bind(at.millis())
    .bind(lost_since.millis())
    .execute(&mut *writing)
    .await
    .map_err(lost(PORT))?;
    Ok(used.rows_affected() == 1)
}

/// Makes `spent` the only successor of the refresh token that it follows, if it follows one. `false`: another one is.
pub async fn follow(writing: &mut AnyConnection, spent: &Resting) -> Result<bool, PortError> {
    let followed = sqlx::query(
        "UPDATE refresh_token SET followed_by = $1
         WHERE resting = (SELECT follows FROM refresh_token WHERE resting = $1)
         AND (followed_by IS NULL OR followed_by = $1)",
    )
    .bind(spent.as_str())
    .execute(&mut *writing)
    .await
    .map_err(lost(PORT))?;
    if followed.rows_affected() == 1 {
        return Ok(true);
    }
    // none, or one that is over and was removed: it has no other successor to choose
    let former: Option<(String,)> = sqlx::query_as(
        "SELECT former.resting FROM refresh_token used JOIN refresh_token former ON former.resting = used.follows
         WHERE used.resting = $1",
    )
    .bind(spent.as_str())
    .fetch_optional(&mut *writing)
    .await
    .map_err(lost(PORT))?;
    Ok(former.is_none())
}

pub async fn insert_grant(writing: &mut AnyConnection, grant: &Grant) -> Result<(), PortError> {
    sqlx::query(
        "INSERT INTO granted (id, session, client, opened_at, content, ends_at) VALUES ($1, $2, $3, $4, $5, $6)",
    )
    .bind(grant.id.as_str())
    .bind(grant.session.as_str())
    .bind(grant.client.as_str())
    .bind(grant.opened_at.millis())
    .bind(to_json(PORT, grant)?)
    .bind(grant.ends_at.millis())
    .execute(&mut *writing)
    .await
    .map_err(lost(PORT))?;
    Ok(())
}

/// A refresh token that goes out a second time (not rotated) keeps its row, with its new life.
pub async fn insert_refresh(writing: &mut AnyConnection, refresh: &RefreshToken) -> Result<(), PortError> {
    let confirmation = refresh.confirmation.as_ref().map(|cnf| to_json(PORT, cnf)).transpose()?;
    let written = sqlx::query(
        "INSERT INTO refresh_token (resting, grant_id, issued_at, expires_at, confirmation, follows)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (resting) DO UPDATE SET issued_at = excluded.issued_at, expires_at = excluded.expires_at
         WHERE refresh_token.grant_id = excluded.grant_id",
    )
    .bind(refresh.resting.as_str())
    .bind(refresh.grant.as_str())
    .bind(refresh.issued_at.millis())
    .bind(refresh.expires_at.millis())
    .bind(confirmation)
    .bind(refresh.follows.as_ref().map(|former| former.as_str().to_owned()))
    .execute(&mut *writing)
    .await
    .map_err(lost(PORT))?;
    match written.rows_affected() {
        0 => Err(broken(PORT, "refresh_token.resting")("the token belongs to another grant")),
        _ => Ok(()),
    }
}
