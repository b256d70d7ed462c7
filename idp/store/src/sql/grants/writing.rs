use ambient::{Resting, Timestamp};
use database::Hand;
use idp_core::grant::{Emission, Grant, GrantId, RefreshToken};
use idp_core::port::PortError;

use super::PORT;
use crate::sql::reading::{broken, lost, to_json};

/// Writes the emission, the arbiter of single use: `None` for the one caller who spends the origin, otherwise the grant
/// for which it was spent. A second caller waits here until the first has committed or failed.
pub async fn spent_by(hand: &mut Hand<'_>, emission: &Emission) -> Result<Option<GrantId>, PortError> {
    let insert =
        "INSERT INTO emission (origin, grant_id, token, at, expires_at, content) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (origin) DO NOTHING";
    let terms = to_json(PORT, &emission.terms)?;
    let values = [
        (&emission.origin).into(),
        emission.grant.as_str().into(),
        (&emission.token).into(),
        emission.at.millis().into(),
        emission.expires_at.millis().into(),
        (&terms).into(),
    ];
    if hand.run(insert, &values).await.map_err(lost(PORT))? == 1 {
        return Ok(None);
    }
    let select = "SELECT grant_id FROM emission WHERE origin = $1";
    let spent: Option<(String,)> = hand.find(select, &[(&emission.origin).into()]).await.map_err(lost(PORT))?;
    let (by,) = spent.ok_or(sqlx::Error::RowNotFound).map_err(lost(PORT))?;
    Ok(Some(GrantId::from(by)))
}

/// Uses a refresh token: its first use, or a further one while the answer may have been lost. `false`: too late. The row
/// is locked from here on, so that the use of a successor and a further use of this one queue.
pub async fn use_refresh(
    hand: &mut Hand<'_>,
    spent: &Resting,
    at: Timestamp,
    lost_since: Timestamp,
) -> Result<bool, PortError> {
    let update = "UPDATE refresh_token SET used_at = COALESCE(used_at, $2)
         WHERE resting = $1 AND followed_by IS NULL AND (used_at IS NULL OR used_at >= $3)";
    let values = [spent.as_str().into(), at.millis().into(), lost_since.millis().into()];
    Ok(hand.run(update, &values).await.map_err(lost(PORT))? == 1)
}

/// Makes `spent` the only successor of the refresh token that it follows, if it follows one. `false`: another one is.
pub async fn follow(hand: &mut Hand<'_>, spent: &Resting) -> Result<bool, PortError> {
    let update = "UPDATE refresh_token SET followed_by = $1
         WHERE resting = (SELECT follows FROM refresh_token WHERE resting = $1)
         AND (followed_by IS NULL OR followed_by = $1)";
    if hand.run(update, &[spent.as_str().into()]).await.map_err(lost(PORT))? == 1 {
        return Ok(true);
    }
    // none, or one that is over and was removed: it has no other successor to choose
    let select =
        "SELECT former.resting FROM refresh_token used JOIN refresh_token former ON former.resting = used.follows
         WHERE used.resting = $1";
    let former: Option<(String,)> = hand.find(select, &[spent.as_str().into()]).await.map_err(lost(PORT))?;
    Ok(former.is_none())
}

pub async fn insert_grant(hand: &mut Hand<'_>, grant: &Grant) -> Result<(), PortError> {
    let insert =
        "INSERT INTO granted (id, session, client, opened_at, content, ends_at) VALUES ($1, $2, $3, $4, $5, $6)";
    let content = to_json(PORT, grant)?;
    let values = [
        grant.id.as_str().into(),
        grant.session.as_str().into(),
        grant.client.as_str().into(),
        grant.opened_at.millis().into(),
        (&content).into(),
        grant.ends_at.millis().into(),
    ];
    hand.run(insert, &values).await.map(drop).map_err(lost(PORT))
}

/// A refresh token that goes out a second time (not rotated) keeps its row, with its new life.
pub async fn insert_refresh(hand: &mut Hand<'_>, refresh: &RefreshToken) -> Result<(), PortError> {
    let insert = "INSERT INTO refresh_token (resting, grant_id, issued_at, expires_at, confirmation, follows)
         VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (resting) DO UPDATE SET issued_at = excluded.issued_at, expires_at = excluded.expires_at
         WHERE refresh_token.grant_id = excluded.grant_id";
    let confirmation = refresh.confirmation.as_ref().map(|cnf| to_json(PORT, cnf)).transpose()?;
    let values = [
        refresh.resting.as_str().into(),
        refresh.grant.as_str().into(),
        refresh.issued_at.millis().into(),
        refresh.expires_at.millis().into(),
        (&confirmation).into(),
        refresh.follows.as_ref().map(Resting::as_str).into(),
    ];
    match hand.run(insert, &values).await.map_err(lost(PORT))? {
        0 => Err(broken(PORT, "refresh_token.resting")("the token belongs to another grant")),
        _ => Ok(()),
    }
}
