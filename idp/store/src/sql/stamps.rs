use std::sync::{Arc, OnceLock};

use ambient::Timestamp;
use async_trait::async_trait;
use database::{AssertSqlSafe, Value, Writing};
use idp_core::port::PortError;
use idp_core::stamp::{Since, Stamps, Subject};

use super::reading::{lost, time};
use super::{Sql, followed};

const PORT: &str = "stamps";

#[async_trait]
impl Stamps for Sql {
    async fn raise(&self, subject: &Subject, at: Timestamp) -> Result<(), PortError> {
        let mut writing = self.database.begin_write().await.map_err(lost(PORT))?;
        raise(&mut writing, subject, at).await.map_err(lost(PORT))?;
        writing.commit().await.map_err(lost(PORT))
    }

    async fn latest(&self, subjects: &[Subject]) -> Result<Option<Timestamp>, PortError> {
        if subjects.is_empty() {
            return Ok(None);
        }
        let mut values: Vec<Value<'_>> = Vec::with_capacity(2 * subjects.len());
        for subject in subjects {
            values.extend([Value::from(subject.kind.word()), Value::from(&subject.id)]);
        }
        let latest: Option<(Option<i64>,)> =
            self.database.find(AssertSqlSafe(latest_of(subjects.len())), &values).await.map_err(lost(PORT))?;
        Ok(latest.and_then(|(at,)| at).map(time))
    }

    async fn raised(&self, among: &[Since]) -> Result<bool, PortError> {
        if among.is_empty() {
            return Ok(false);
        }
        let mut values: Vec<Value<'_>> = Vec::with_capacity(3 * among.len());
        for Since { subject, from } in among {
            values.extend([Value::from(subject.kind.word()), Value::from(&subject.id), Value::from(from.millis())]);
        }
        let raised: Option<(i64,)> =
            self.database.find(AssertSqlSafe(raised_among(among.len())), &values).await.map_err(lost(PORT))?;
        Ok(raised.is_some())
    }
}

/// One statement that never lowers, and a bell for what it may have ended: shared with the cursor, whose transaction
/// raises stamps too.
pub(super) async fn raise(writing: &mut Writing, subject: &Subject, at: Timestamp) -> Result<(), sqlx::Error> {
    sqlx::query(
        "INSERT INTO stamp (kind, id, at) VALUES ($1, $2, $3)
         ON CONFLICT (kind, id) DO UPDATE SET at = excluded.at WHERE stamp.at < excluded.at",
    )
    .bind(subject.kind.word())
    .bind(&subject.id)
    .bind(at.millis())
    .execute(&mut **writing)
    .await?;
    followed::ring(writing, subject, at).await
}

/// Asked at every use of a token: written once for each number of subjects.
fn raised_among(subjects: usize) -> Arc<str> {
    static WRITTEN: [OnceLock<Arc<str>>; 16] = [const { OnceLock::new() }; 16];
    match WRITTEN.get(subjects) {
        Some(written) => written.get_or_init(|| write_raised_among(subjects).into()).clone(),
        None => write_raised_among(subjects).into(),
    }
}

fn write_raised_among(subjects: usize) -> String {
    let one = |n: usize| format!("(kind = ${} AND id = ${} AND at >= ${})", 3 * n + 1, 3 * n + 2, 3 * n + 3);
    let each: Vec<_> = (0..subjects).map(one).collect();
    format!("SELECT at FROM stamp WHERE {} LIMIT 1", each.join(" OR "))
}

/// One round trip however many subjects are asked about. Only placeholders are put together here, never a value.
fn latest_of(subjects: usize) -> String {
    let each: Vec<_> = (0..subjects).map(|n| format!("(kind = ${} AND id = ${})", 2 * n + 1, 2 * n + 2)).collect();
    format!("SELECT MAX(at) FROM stamp WHERE {}", each.join(" OR "))
}
