//! The records that are about one person: what they may read of themselves.

use database::{AssertSqlSafe, Database};
use serde::Deserialize;
use serde_json::Value;

use crate::table::Stored;

/// Which records of a person, and how many.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// Words of events; none of them: nothing.
    pub events: &'a [&'a str],
    /// Milliseconds since 1970 (UTC): from here on.
    pub from: i64,
    /// Before here.
    pub before: i64,
    pub limit: i64,
}

/// The latest first. Found by an index: however long the journal is, what is read is the person's own.
pub async fn of_person(database: &Database, person: &str, wanted: Wanted<'_>) -> Result<Vec<Stored>, sqlx::Error> {
    if wanted.events.is_empty() {
        return Ok(Vec::new());
    }
    let statement = format!(
        "SELECT writer, sequence, previous, origin, at, event, fields, hash FROM journal_record
         WHERE person = $1 AND at >= $2 AND at < $3 AND event IN ({})
         ORDER BY at DESC, sequence DESC LIMIT $4",
        database::list(5, wanted.events.len())
    );
    let mut query = sqlx::query_as(AssertSqlSafe(statement));
    query = query.bind(person).bind(wanted.from).bind(wanted.before).bind(wanted.limit);
    for event in wanted.events {
        query = query.bind(*event);
    }
    query.fetch_all(database.read()).await
}

#[derive(Deserialize)]
struct Named {
    #[serde(rename = "personne.id")]
    person: Option<Value>,
}

/// The one person whom a record names; a record about several is in nobody's history. Most records name none: they are not
/// read, since canonical JSON writes this name in one way only.
pub(crate) fn named(fields: &str) -> Option<String> {
    if !fields.contains(r#""personne.id":"#) {
        return None;
    }
    let named: Named = serde_json::from_str(fields).ok()?;
    named.person?.as_str().map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_in_the_history_of_the_one_person_whom_it_names() {
        assert_eq!(named(r#"{"personne.id":"899900000011"}"#).as_deref(), Some("899900000011"));
        for fields in [r#"{"client.id":"dui"}"#, r#"{"personne.id":["1","2"]}"#, r#"{"personne.id":null}"#] {
            assert_eq!(named(fields), None, "{fields}");
        }
    }
}
