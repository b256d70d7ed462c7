use ambient::{Seconds, Timestamp};
use idp_core::port::PortError;

use super::Sql;
use super::reading::lost;

/// Kept beyond its end: a clock that is off, or a token issued in the last second, still finds its record.
const MARGIN: Seconds = Seconds::hours(1);

/// How long a passkey that its holder removed is known.
const REMEMBERED: Seconds = Seconds::hours(365 * 24);

/// How long a process that ended without a word is shown to operators.
const LOST: Seconds = Seconds::hours(24);

/// Rows that were removed because nothing can present them any more.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Purged {
    pub grants: u64,
    pub refresh_tokens: u64,
    pub client_tokens: u64,
    pub spent: u64,
    pub compteurs: u64,
    pub stamps: u64,
    pub initial_accesses: u64,
    /// Receipts of logouts, and sessions that are watched no more.
    pub notices: u64,
    /// Receipts of signals. One that waits is its stream's, which it goes with.
    pub signals: u64,
    /// Removed by their holder a year ago: until then, who still has the key is told so.
    pub passkeys: u64,
    /// Links, invitations and keys of the partner space that are over.
    pub partenaires: u64,
    /// Links for operators that are over, and processes that died. Operators and what two of them decided stay.
    pub exploitation: u64,
}

impl Sql {
    /// Removes what is over. `longest` is the longest life of a session in the settings: a stamp on a session, a grant or
    /// a token is only dropped when everything that it refuses has ended by itself. Stamps on persons, situations, means
    /// and clients stay.
    pub async fn purge(&self, now: Timestamp, longest: Seconds) -> Result<Purged, PortError> {
        let over = now.minus(MARGIN);
        let refused = over.minus(longest);
        Ok(Purged {
            refresh_tokens: self.delete("DELETE FROM refresh_token WHERE expires_at < $1", over).await?,
            client_tokens: self.delete("DELETE FROM client_token WHERE expires_at < $1", over).await?,
            grants: self.delete("DELETE FROM granted WHERE ends_at < $1", over).await?,
            spent: self.delete("DELETE FROM spent WHERE until < $1", over).await?,
            initial_accesses: self.delete("DELETE FROM initial_access WHERE expires_at < $1", over).await?,
            compteurs: self.delete("DELETE FROM compteur WHERE until < $1", over).await?,
            stamps: self
                .delete("DELETE FROM stamp WHERE kind IN ('session', 'grant', 'token') AND at < $1", refused)
                .await?,
            notices: self
                .delete("DELETE FROM logout_notice WHERE state <> 'waiting' AND queued_at < $1", refused)
                .await?
                + self.delete("DELETE FROM followed_session WHERE ended_at < $1", refused).await?,
            passkeys: self.delete("DELETE FROM passkey WHERE removed_at < $1", over.minus(REMEMBERED)).await?,
            partenaires: self.delete("DELETE FROM partenaire_lien WHERE expire_le < $1", over).await?
                + self.delete("DELETE FROM partenaire_invitation WHERE expire_le < $1", over).await?
                + self.delete("DELETE FROM partenaire_cle_api WHERE expire_le < $1", over).await?,
            exploitation: self.delete("DELETE FROM exploitation_lien WHERE expire_le < $1", over).await?
                + self.delete("DELETE FROM noeud WHERE vu_le < $1", over.minus(LOST)).await?,
            signals: self.delete("DELETE FROM signal WHERE settled_at < $1", refused).await?,
        })
    }

    async fn delete(&self, statement: &'static str, before: Timestamp) -> Result<u64, PortError> {
        let deleted =
            sqlx::query(statement).bind(before.millis()).execute(self.database.write()).await.map_err(lost("purge"))?;
        Ok(deleted.rows_affected())
    }
}
