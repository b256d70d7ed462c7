use ambient::Timestamp;
use async_trait::async_trait;
use database::Writing;
use idp_core::logout::{Attempt, Followed, Notice, NoticeId, NoticeState, Notices};
use idp_core::port::PortError;
use idp_core::session::SessionId;
use sqlx::Row as _;
use sqlx::any::AnyRow;

use super::Sql;
use super::reading::{broken, lost, time};

const PORT: &str = "notices";

#[async_trait]
impl Notices for Sql {
    async fn close_session(&self, session: &SessionId, at: Timestamp, notices: &[Notice]) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        sqlx::query("UPDATE followed_session SET ended_at = $2 WHERE id = $1 AND ended_at IS NULL")
            .bind(session.as_str())
            .bind(at.millis())
            .execute(&mut *writing)
            .await
            .map_err(lost(PORT))?;
        insert(&mut writing, notices).await?;
        writing.commit().await.map_err(lost(PORT))
    }

    async fn queue(&self, notices: &[Notice]) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        insert(&mut writing, notices).await?;
        writing.commit().await.map_err(lost(PORT))
    }

    async fn notices_of(&self, session: &SessionId) -> Result<Vec<Notice>, PortError> {
        let rows = sqlx::query("SELECT * FROM logout_notice WHERE session = $1 ORDER BY queued_at, id")
            .bind(session.as_str())
            .fetch_all(self.database.read())
            .await
            .map_err(lost(PORT))?;
        rows.iter().map(notice).collect()
    }

    async fn due(&self, now: Timestamp, a_client: u32, at_most: u32) -> Result<Vec<Notice>, PortError> {
        let rows = sqlx::query(
            "SELECT * FROM (
                 SELECT n.*, ROW_NUMBER() OVER (PARTITION BY n.client ORDER BY n.next_at, n.id) AS place
                 FROM logout_notice n WHERE n.state = 'waiting' AND n.next_at <= $1
             ) AS due WHERE place <= $2 ORDER BY next_at LIMIT $3",
        )
        .bind(now.millis())
        .bind(i64::from(a_client))
        .bind(i64::from(at_most))
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        rows.iter().map(notice).collect()
    }

    async fn claim(&self, seen: &Notice, lease: Timestamp) -> Result<bool, PortError> {
        let taken = sqlx::query(
            "UPDATE logout_notice SET next_at = $3, attempts = attempts + 1
             WHERE id = $1 AND next_at = $2 AND state = 'waiting'",
        )
        .bind(seen.id.as_str())
        .bind(seen.next_at.millis())
        .bind(lease.millis())
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(taken.rows_affected() == 1)
    }

    async fn settle(&self, id: &NoticeId, attempt: &Attempt) -> Result<(), PortError> {
        let settled = (attempt.state != NoticeState::Waiting).then(|| attempt.at.millis());
        sqlx::query(
            "UPDATE logout_notice SET state = $2, status = $3, next_at = $4, settled_at = $5
             WHERE id = $1 AND state = 'waiting'",
        )
        .bind(id.as_str())
        .bind(attempt.state.word())
        .bind(attempt.status.map(i64::from))
        .bind(attempt.next_at.millis())
        .bind(settled)
        .execute(self.database.write())
        .await
        .map_err(lost(PORT))?;
        Ok(())
    }

    async fn to_look_at(&self, now: Timestamp, at_most: u32) -> Result<Vec<Followed>, PortError> {
        let rows: Vec<(String, i64)> = sqlx::query_as(
            "SELECT id, look_at FROM followed_session WHERE ended_at IS NULL AND look_at <= $1 ORDER BY look_at LIMIT $2",
        )
        .bind(now.millis())
        .bind(i64::from(at_most))
        .fetch_all(self.database.read())
        .await
        .map_err(lost(PORT))?;
        let followed = |(id, at)| Followed { session: SessionId::from(id), look_at: time(at) };
        Ok(rows.into_iter().map(followed).collect())
    }

    async fn look_again(&self, seen: &Followed, next: Timestamp) -> Result<bool, PortError> {
        let moved =
            sqlx::query("UPDATE followed_session SET look_at = $3 WHERE id = $1 AND look_at = $2 AND ended_at IS NULL")
                .bind(seen.session.as_str())
                .bind(seen.look_at.millis())
                .bind(next.millis())
                .execute(self.database.write())
                .await
                .map_err(lost(PORT))?;
        Ok(moved.rows_affected() == 1)
    }
}

async fn insert(writing: &mut Writing, notices: &[Notice]) -> Result<(), PortError> {
    for notice in notices {
        sqlx::query(
            "INSERT INTO logout_notice
             (id, origin, session, client, subject, queued_at, state, attempts, next_at, status, settled_at)
             VALUES ($1, $2, $3, $4, $5, $6, $7, 0, $8, NULL, NULL) ON CONFLICT (origin) DO NOTHING",
        )
        .bind(notice.id.as_str())
        .bind(&notice.origin)
        .bind(notice.session.as_str())
        .bind(notice.client.as_str())
        .bind(&notice.subject)
        .bind(notice.queued_at.millis())
        .bind(notice.state.word())
        .bind(notice.next_at.millis())
        .execute(&mut **writing)
        .await
        .map_err(lost(PORT))?;
    }
    Ok(())
}

pub(super) fn notice(row: &AnyRow) -> Result<Notice, PortError> {
    let text = |name: &'static str| row.try_get::<String, _>(name).map_err(lost(PORT));
    let number = |name: &'static str| row.try_get::<i64, _>(name).map_err(lost(PORT));
    let maybe = |name: &'static str| row.try_get::<Option<i64>, _>(name).map_err(lost(PORT));
    let unread = broken(PORT, "logout_notice");
    let state = text("state")?;
    Ok(Notice {
        id: NoticeId::from(text("id")?),
        origin: text("origin")?,
        session: SessionId::from(text("session")?),
        client: text("client")?.into(),
        subject: text("subject")?,
        queued_at: time(number("queued_at")?),
        state: NoticeState::from_word(&state).ok_or_else(|| broken(PORT, "logout_notice.state")(&state))?,
        attempts: u32::try_from(number("attempts")?).map_err(unread)?,
        next_at: time(number("next_at")?),
        status: maybe("status")?.map(u16::try_from).transpose().map_err(broken(PORT, "logout_notice.status"))?,
        settled_at: maybe("settled_at")?.map(time),
    })
}
