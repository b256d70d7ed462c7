use ambient::Seconds;
use serde::{Deserialize, Serialize};

use super::TokenType;
use crate::lifetimes::Lifetimes;

/// What clocks may differ by, and how long an answer may take to arrive.
const SLACK: Seconds = Seconds(60);

/// When keys come and go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct SigningSettings {
    /// A new key is published this long before it signs.
    pub lead: Seconds,
    /// A key is replaced this long after it began to sign.
    pub rotate_after: Seconds,
    /// How long anybody may keep the published set (`Cache-Control: max-age`).
    pub cache: Seconds,
    /// How long a node believes its own copy of the keys.
    pub reread_after: Seconds,
    /// The longest life of a token, and some slack for clocks: how long a retired key stays published.
    pub last_token: Seconds,
    /// The longest life of a session and `last_token`: how long an ID token that a retired key signed still hints.
    /// A key that leaks long after it served forges nothing.
    pub last_hint: Seconds,
}

impl SigningSettings {
    /// How long after its retirement a key still vouches for what it signed.
    pub(super) const fn heard_after(&self, kind: TokenType) -> Seconds {
        match kind {
            TokenType::Id => self.last_hint,
            TokenType::Access => self.last_token,
        }
    }

    /// Long enough for tokens and sessions of these lives.
    #[must_use]
    pub fn living(self, lifetimes: &Lifetimes) -> Self {
        let last_token = self.last_token.0.max(lifetimes.token.0 + SLACK.0);
        let last_hint = self.last_hint.0.max(lifetimes.longest_grant().0 + last_token);
        Self { last_token: Seconds(last_token), last_hint: Seconds(last_hint), ..self }
    }

    /// Why a token could meet a cache that does not know its key; `None` where it cannot. A node that learns of a new key
    /// `reread_after` late may still give a set without it, which is kept for `cache`.
    pub fn contradiction(&self) -> Option<&'static str> {
        if self.cache.0 < 1 || self.reread_after.0 < 1 {
            return Some("cache and reread_after are a second at least");
        }
        if self.lead.0 < self.cache.0 + self.reread_after.0 + SLACK.0 {
            return Some("lead is shorter than cache, reread_after and a minute together");
        }
        if self.rotate_after.0 <= self.lead.0 {
            return Some("rotate_after is no longer than lead");
        }
        None
    }
}

impl Default for SigningSettings {
    fn default() -> Self {
        Self {
            lead: Seconds::hours(1),
            rotate_after: Seconds::hours(24 * 90),
            cache: Seconds::minutes(5),
            reread_after: Seconds(60),
            last_token: Seconds::minutes(10),
            last_hint: Seconds::minutes(4 * 60 + 10),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: K07 K08
    #[test]
    fn a_key_signs_only_after_every_cache_could_have_seen_it() {
        let settings = SigningSettings::default();
        assert_eq!(settings.contradiction(), None);
        let soon = SigningSettings { lead: Seconds(419), ..settings };
        assert!(soon.contradiction().is_some());
        assert_eq!(SigningSettings { lead: Seconds(420), ..settings }.contradiction(), None);
        assert!(SigningSettings { cache: Seconds::hours(1), ..settings }.contradiction().is_some());
        assert!(SigningSettings { rotate_after: settings.lead, ..settings }.contradiction().is_some());
        assert!(SigningSettings { cache: Seconds(0), ..settings }.contradiction().is_some());
    }

    #[test]
    fn a_retired_key_stays_as_long_as_the_longest_token_and_session() {
        let long = Lifetimes { token: Seconds::hours(1), session: Seconds::hours(48), ..Lifetimes::default() };
        let settings = SigningSettings::default().living(&long);
        assert_eq!(settings.last_token, Seconds(3_660));
        assert_eq!(settings.last_hint, Seconds(48 * 3_600 + 3_660));
    }
}
