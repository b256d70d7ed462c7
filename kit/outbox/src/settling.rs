//! How letters end, and come back.

use ambient::Timestamp;
use database::{AssertSqlSafe, list};
use sqlx::{AnyConnection, Error};

use crate::letter::{Leased, LetterId, State};
use crate::rows::Outbox;

/// What becomes of a letter after an attempt.
pub(crate) enum Fate {
    Again(Timestamp),
    Ended(State),
}

impl Fate {
    pub(crate) const fn state(&self) -> State {
        match self {
            Self::Again(_) => State::Waiting,
            Self::Ended(state) => *state,
        }
    }
}

impl Outbox {
    /// A receipt holds whoever brings it; a failure counts only for the node whose attempt was the last one.
    pub(crate) async fn settle(&self, letter: &Leased, fate: Fate, said: &str, at: Timestamp) -> Result<(), Error> {
        let state = fate.state();
        let next_at = match fate {
            Fate::Again(next_at) => next_at,
            Fate::Ended(_) => at,
        };
        let settled_at = (state != State::Waiting).then(|| at.millis());
        sqlx::query(
            "UPDATE outbox_letter SET state = $3, said = $4, next_at = $5, settled_at = $6, holder = NULL,
                    content = CASE WHEN $3 = 'delivered' THEN '' ELSE content END
             WHERE id = $1 AND state = 'waiting' AND (attempts = $2 OR $3 = 'delivered')",
        )
        .bind(letter.id.as_str())
        .bind(i64::from(letter.attempts))
        .bind(state.word())
        .bind(said)
        .bind(next_at.millis())
        .bind(settled_at)
        .execute(self.database.write())
        .await
        .map(drop)
    }

    /// Somebody tells that a letter came back (a delivery status notification). `false`: no such letter was delivered.
    pub async fn came_back(&self, id: &LetterId, said: &str, at: Timestamp) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE outbox_letter SET state = 'returned', said = $3, settled_at = $4
             WHERE topic = $1 AND id = $2 AND state = 'delivered'",
        )
        .bind(self.topic)
        .bind(id.as_str())
        .bind(said)
        .bind(at.millis())
        .execute(self.database.write())
        .await?;
        Ok(done.rows_affected() == 1)
    }

    /// Tries a letter again that nobody took, dead or returned at the door, from now on as a new one. `false`: it is neither,
    /// or nothing of it is left to carry.
    pub async fn revive(&self, id: &LetterId, now: Timestamp) -> Result<bool, Error> {
        let done = sqlx::query(
            "UPDATE outbox_letter SET state = 'waiting', attempts = 0, queued_at = $3, next_at = $3, settled_at = NULL
             WHERE topic = $1 AND id = $2 AND state IN ('dead', 'returned') AND content <> ''",
        )
        .bind(self.topic)
        .bind(id.as_str())
        .bind(now.millis())
        .execute(self.database.write())
        .await?;
        self.ring();
        Ok(done.rows_affected() == 1)
    }

    /// What came back of somebody was seen to: in the transaction of what was done about it.
    pub async fn clear(&self, writing: &mut AnyConnection, subject: &str, at: Timestamp) -> Result<(), Error> {
        sqlx::query(
            "UPDATE outbox_letter SET state = 'cleared', settled_at = $3
             WHERE topic = $1 AND subject = $2 AND state = 'returned'",
        )
        .bind(self.topic)
        .bind(subject)
        .bind(at.millis())
        .execute(writing)
        .await
        .map(drop)
    }

    /// What came back of somebody to these senders was put aside by one of them. Tells how many.
    pub async fn put_aside(
        &self,
        writing: &mut AnyConnection,
        (subject, senders): (&str, &[String]),
        at: Timestamp,
    ) -> Result<u64, Error> {
        if senders.is_empty() {
            return Ok(0);
        }
        let marks = list(4, senders.len());
        let sql = format!(
            "UPDATE outbox_letter SET state = 'cleared', settled_at = $3
             WHERE topic = $1 AND subject = $2 AND state = 'returned' AND sender IN ({marks})"
        );
        let mut query = sqlx::query(AssertSqlSafe(sql)).bind(self.topic).bind(subject).bind(at.millis());
        for sender in senders {
            query = query.bind(sender);
        }
        Ok(query.execute(writing).await?.rows_affected())
    }

    /// Removes what was delivered or seen to before `before`, and empties what nobody took: a letter that is dead or came
    /// back stays to be seen, without its address and its words. Tells how many were removed.
    pub async fn forget(&self, before: Timestamp) -> Result<u64, Error> {
        sqlx::query(
            "UPDATE outbox_letter SET content = ''
             WHERE topic = $1 AND state IN ('dead', 'returned') AND content <> '' AND settled_at < $2",
        )
        .bind(self.topic)
        .bind(before.millis())
        .execute(self.database.write())
        .await?;
        let done = sqlx::query(
            "DELETE FROM outbox_letter
             WHERE topic = $1 AND state IN ('delivered', 'cleared') AND settled_at < $2",
        )
        .bind(self.topic)
        .bind(before.millis())
        .execute(self.database.write())
        .await?;
        Ok(done.rows_affected())
    }
}
