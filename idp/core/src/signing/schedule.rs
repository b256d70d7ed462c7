use ambient::Timestamp;

use super::ring::RingKey;
use super::{Signing, SigningError};
use crate::key::{KeyHome, SigningAlg};

/// Where a key is in its life.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Published; signs later.
    ToCome,
    Signs,
    /// Could sign, and another one that began later does.
    Spare,
    /// Signs no more; published until the last token that it signed has died.
    Retired,
    /// No longer published; still vouches for ID tokens as hints.
    Hints,
}

/// One row of the schedule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheduled {
    pub kid: String,
    pub alg: SigningAlg,
    pub stage: Stage,
    /// `None`: sealed in the database; else the label in the token.
    pub token_label: Option<String>,
    pub published_since: Timestamp,
    pub signs_from: Timestamp,
    /// Decided, or foreseen while it signs.
    pub retires_at: Timestamp,
    pub unpublished_at: Timestamp,
    pub forgotten_at: Timestamp,
}

impl Signing {
    /// Every key, in the order of its first use.
    pub async fn schedule(&self) -> Result<Vec<Scheduled>, SigningError> {
        let ring = self.read().await?;
        let now = self.now();
        Ok(ring
            .keys
            .iter()
            .map(|key| {
                let signs = ring.signer(key.alg, now).is_some_and(|signer| signer.kid == key.kid);
                self.row(key, signs, now)
            })
            .collect())
    }

    fn row(&self, key: &RingKey, signs: bool, now: Timestamp) -> Scheduled {
        let settings = self.settings();
        let foreseen = key.signs_from.plus(settings.rotate_after).plus(settings.lead);
        let retires_at = key.retired_at.unwrap_or(foreseen);
        let unpublished_at = retires_at.plus(settings.last_token);
        let stage = match () {
            () if key.retired(now) && unpublished_at <= now => Stage::Hints,
            () if key.retired(now) => Stage::Retired,
            () if key.signs_from > now => Stage::ToCome,
            () if signs => Stage::Signs,
            () => Stage::Spare,
        };
        Scheduled {
            kid: key.kid.clone(),
            alg: key.alg,
            stage,
            token_label: match &key.home {
                KeyHome::Sealed(_) => None,
                KeyHome::Token(label) => Some(label.clone()),
            },
            published_since: key.created_at,
            signs_from: key.signs_from,
            retires_at,
            unpublished_at,
            forgotten_at: retires_at.plus(settings.last_hint),
        }
    }
}
