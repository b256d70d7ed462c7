use ambient::Resting;
use async_trait::async_trait;
use idp_core::grant::{Emission, Emitted, Grant, GrantId, Grants, RefreshToken};
use idp_core::port::PortError;
use idp_core::session::SessionId;
use sqlx::{Any, Transaction};

use super::{Sql, followed};
use super::reading::{broken, from_json, lost, time, to_json};

const PORT: &str = "grants";

#[async_trait]
impl Grants for Sql {
    async fn open(&self, grant: &Grant, emission: &Emission, refresh: &RefreshToken) -> Result<Emitted, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        if let Some(by) = spent_by(&mut writing, emission).await? {
            return Ok(Emitted::AlreadySpent { by });
        }
        insert_grant(&mut writing, grant).await?;
        followed::enter(&mut writing, grant).await.map_err(lost(PORT))?;
        insert_refresh(&mut writing, refresh).await?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Emitted::Yes)
    }

    async fn emit(&self, emission: &Emission, refresh: &RefreshToken) -> Result<Emitted, PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        if let Some(by) = spent_by(&mut writing, emission).await? {
            return Ok(Emitted::AlreadySpent { by });
        }
        insert_refresh(&mut writing, refresh).await?;
        writing.commit().await.map_err(lost(PORT))?;
        Ok(Emitted::Yes)
    }

    async fn grant(&self, id: &GrantId) -> Result<Option<Grant>, PortError> {
        let stored: Option<(String,)> = sqlx::query_as("SELECT content FROM granted WHERE id = $1")
            .bind(id.as_str())
            .fetch_optional(self.database.read())
            .await
            .map_err(lost(PORT))?;
        stored.map(|(content,)| read(&content)).transpose()
    }

    async fn by_token(&self, jti: &str) -> Result<Option<Grant>, PortError> {
        let stored: Option<(String,)> =
            sqlx::query_as("SELECT g.content FROM emission e JOIN granted g ON g.id = e.grant_id WHERE e.token = $1")
                .bind(jti)
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        stored.map(|(content,)| read(&content)).transpose()
    }

    async fn refresh_token(&self, resting: &Resting) -> Result<Option<RefreshToken>, PortError> {
        let stored: Option<(String, i64, i64)> =
            sqlx::query_as("SELECT grant_id, issued_at, expires_at FROM refresh_token WHERE resting = $1")
                .bind(resting.as_str())
                .fetch_optional(self.database.read())
                .await
                .map_err(lost(PORT))?;
        Ok(stored.map(|(grant, issued_at, expires_at)| RefreshToken {
            resting: resting.clone(),
            grant: GrantId::from(grant),
            issued_at: time(issued_at),
            expires_at: time(expires_at),
        }))
    }

    async fn of_session(&self, session: &SessionId) -> Result<Vec<Grant>, PortError> {
        let stored: Vec<(String,)> = sqlx::query_as("SELECT content FROM granted WHERE session = $1 ORDER BY id")
            .bind(session.as_str())
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        stored.iter().map(|(content,)| read(content)).collect()
    }
}

/// Writes the emission, the arbiter of single use: `None` for the one caller who spends the origin, otherwise the grant
/// for which it was spent. A second caller waits here until the first has committed or failed.
async fn spent_by(writing: &mut Transaction<'_, Any>, emission: &Emission) -> Result<Option<GrantId>, PortError> {
    let inserted = sqlx::query(
        "INSERT INTO emission (origin, grant_id, token, at) VALUES ($1, $2, $3, $4) ON CONFLICT (origin) DO NOTHING",
    )
    .bind(&emission.origin)
    .bind(emission.grant.as_str())
    .bind(&emission.token)
    .bind(emission.at.millis())
    .execute(&mut **writing)
    .await
    .map_err(lost(PORT))?;
    if inserted.rows_affected() == 1 {
        return Ok(None);
    }
    let (by,): (String,) = sqlx::query_as("SELECT grant_id FROM emission WHERE origin = $1")
        .bind(&emission.origin)
        .fetch_one(&mut **writing)
        .await
        .map_err(lost(PORT))?;
    Ok(Some(GrantId::from(by)))
}

async fn insert_grant(writing: &mut Transaction<'_, Any>, grant: &Grant) -> Result<(), PortError> {
    sqlx::query("INSERT INTO granted (id, session, content, ends_at) VALUES ($1, $2, $3, $4)")
        .bind(grant.id.as_str())
        .bind(grant.session.as_str())
        .bind(to_json(PORT, grant)?)
        .bind(grant.ends_at.millis())
        .execute(&mut **writing)
        .await
        .map_err(lost(PORT))?;
    Ok(())
}

/// A refresh token that goes out a second time (not rotated) keeps its row, with its new life.
async fn insert_refresh(writing: &mut Transaction<'_, Any>, refresh: &RefreshToken) -> Result<(), PortError> {
    let written = sqlx::query(
        "INSERT INTO refresh_token (resting, grant_id, issued_at, expires_at) VALUES ($1, $2, $3, $4)
         ON CONFLICT (resting) DO UPDATE SET issued_at = excluded.issued_at, expires_at = excluded.expires_at
         WHERE refresh_token.grant_id = excluded.grant_id",
    )
    .bind(refresh.resting.as_str())
    .bind(refresh.grant.as_str())
    .bind(refresh.issued_at.millis())
    .bind(refresh.expires_at.millis())
    .execute(&mut **writing)
    .await
    .map_err(lost(PORT))?;
    match written.rows_affected() {
        0 => Err(broken(PORT, "refresh_token.resting")("the token belongs to another grant")),
        _ => Ok(()),
    }
}

fn read(content: &str) -> Result<Grant, PortError> {
    from_json(PORT, "granted.content", content)
}
