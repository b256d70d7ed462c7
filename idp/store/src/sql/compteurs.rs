use ambient::{Seconds, Timestamp};
use async_trait::async_trait;
use database::{Hand, Work};
use idp_core::compteur::{Compteurs, Counted, Limit};
use idp_core::port::PortError;

use super::Sql;
use super::reading::{broken, lost, time};

const PORT: &str = "compteurs";

/// A window that is over starts anew; one that runs is counted on while it is below the limit; otherwise no row comes
/// back and nothing is written. `until` is NULL for a counter without window, and no comparison with it is true.
const COUNT: &str = "
    INSERT INTO compteur (cle, tries, until) VALUES ($1, 1, $2)
    ON CONFLICT (cle) DO UPDATE SET
        tries = CASE WHEN compteur.until <= $3 THEN 1 ELSE compteur.tries + 1 END,
        until = CASE WHEN compteur.until <= $3 THEN excluded.until ELSE compteur.until END
    WHERE compteur.tries < $4 OR compteur.until <= $3
    RETURNING tries";

#[async_trait]
impl Compteurs for Sql {
    async fn count(&self, key: &str, limit: Limit, now: Timestamp) -> Result<Counted, PortError> {
        if limit.tries == 0 {
            return Ok(Counted::Exhausted { until: None });
        }
        match self.database.write_one(Count { key: key.to_owned(), limit, now }).await? {
            Some(tries) => Ok(Counted::Within(number(tries)?)),
            None => Ok(Counted::Exhausted { until: self.until(key).await? }),
        }
    }

    async fn tries(&self, key: &str, now: Timestamp) -> Result<u32, PortError> {
        let select = "SELECT tries FROM compteur WHERE cle = $1 AND (until IS NULL OR until > $2)";
        let running: Option<(i64,)> =
            self.database.find(select, &[key.into(), now.millis().into()]).await.map_err(lost(PORT))?;
        running.map_or(Ok(0), |(tries,)| number(tries))
    }

    async fn clear(&self, key: &str) -> Result<(), PortError> {
        sqlx::query("DELETE FROM compteur WHERE cle = $1")
            .bind(key)
            .execute(self.database.write())
            .await
            .map_err(lost(PORT))?;
        Ok(())
    }
}

impl Sql {
    /// Only to tell when to come back: the refusal is already decided.
    async fn until(&self, key: &str) -> Result<Option<Timestamp>, PortError> {
        let select = "SELECT until FROM compteur WHERE cle = $1";
        let found: Option<(Option<i64>,)> = self.database.find(select, &[key.into()]).await.map_err(lost(PORT))?;
        Ok(found.and_then(|(until,)| until).map(time))
    }
}

struct Count {
    key: String,
    limit: Limit,
    now: Timestamp,
}

#[async_trait]
impl Work for Count {
    /// `None`: exhausted, and nothing was written.
    type Told = Option<i64>;
    type Error = PortError;

    async fn write(&self, hand: &mut Hand<'_>) -> Result<Option<i64>, PortError> {
        let values = [
            (&self.key).into(),
            self.limit.window.map(|window: Seconds| self.now.plus(window).millis()).into(),
            self.now.millis().into(),
            i64::from(self.limit.tries).into(),
        ];
        let counted: Option<(i64,)> = hand.find(COUNT, &values).await.map_err(lost(PORT))?;
        Ok(counted.map(|(tries,)| tries))
    }

    fn failed(error: sqlx::Error) -> PortError {
        lost(PORT)(error)
    }
}

fn number(tries: i64) -> Result<u32, PortError> {
    u32::try_from(tries).map_err(broken(PORT, "compteur.tries"))
}
