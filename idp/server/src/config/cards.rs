use std::path::PathBuf;
use std::time::Duration;

use idp_core::carte::Tolerance;
use idp_outbound::revocations::{Adresses, Rythme};
use serde::{Deserialize, Serialize};
use service::config::Contradiction;
use url::Url;

use super::Config;

/// The card authorities, as DER files, and where their revocation data come from (docs/decisions/0024).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cards {
    pub roots: Vec<PathBuf>,
    pub issuers: Vec<PathBuf>,
    /// Complete lists, read at the start and again when they change.
    #[serde(default)]
    pub revocation_lists: Vec<PathBuf>,
    /// Lists fetched in the background, an entry an authority: roots too publish one.
    #[serde(default)]
    pub sources: Vec<Source>,
    /// A folder of this node where the last list of each source is kept, for a start while the authority is silent.
    pub kept: Option<PathBuf>,
    /// A responder of OCSP, asked about the cards that hold sessions up.
    pub responder: Option<Url>,
    /// How often each is asked for.
    #[serde(default)]
    pub refresh: Refresh,
    /// Seconds for which lists are believed after their own end, by the level of the login: none by default.
    #[serde(default)]
    pub stale: Tolerance,
    /// Certificate policies (dotted OIDs) under which a card must have been issued, one of them at least; empty: any.
    #[serde(default)]
    pub policies: Vec<String>,
}

/// The lists of one authority. They are signed: `http` is usual.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Source {
    pub complete: Url,
    pub delta: Option<Url>,
}

/// Milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Refresh {
    pub complete: u64,
    pub delta: u64,
    pub responder: u64,
}

impl Default for Refresh {
    fn default() -> Self {
        Self { complete: 600_000, delta: 30_000, responder: 60_000 }
    }
}

impl Refresh {
    pub(super) fn too_often(self) -> bool {
        [self.complete, self.delta, self.responder].iter().any(|pace| *pace < SHORTEST)
    }
}

impl From<Refresh> for Rythme {
    fn from(Refresh { complete, delta, responder }: Refresh) -> Self {
        let [complete, delta, repondeur] = [complete, delta, responder].map(Duration::from_millis);
        Self { complete, delta, repondeur }
    }
}

impl Source {
    pub(super) fn urls(&self) -> impl Iterator<Item = &Url> {
        std::iter::once(&self.complete).chain(&self.delta)
    }
}

impl From<&Source> for Adresses {
    fn from(source: &Source) -> Self {
        Self { complete: source.complete.clone(), delta: source.delta.clone() }
    }
}

impl Cards {
    pub fn addresses(&self) -> Vec<Adresses> {
        self.sources.iter().map(Adresses::from).collect()
    }

    pub fn rythme(&self) -> Rythme {
        self.refresh.into()
    }

    fn urls(&self) -> impl Iterator<Item = &Url> {
        self.sources.iter().flat_map(Source::urls).chain(self.responder.as_ref())
    }
}

/// More often is a burden to the authority, and tells nothing more.
const SHORTEST: u64 = 100;

impl Config {
    /// Where revocation data come from, and how long they are believed.
    pub(super) fn revocation(&self) -> Vec<Contradiction> {
        let mut found = Vec::new();
        let mut refuse = |wrong: bool, key: &str, reason: &str, remedy: &str| {
            if wrong {
                found.push(Contradiction::new(key, reason, remedy));
            }
        };
        let cards = &self.cards;
        refuse(
            cards.revocation_lists.is_empty() && cards.sources.is_empty(),
            "cards.sources",
            "no revocation list is named: every card would be refused",
            "name the addresses of the lists of each authority, or files in revocation_lists",
        );
        refuse(
            cards.urls().any(|url| !matches!(url.scheme(), "http" | "https")),
            "cards.sources",
            "an address is neither http nor https",
            "write the address over HTTP; what it gives is signed",
        );
        refuse(
            cards.refresh.too_often(),
            "cards.refresh",
            "asks more than ten times a second",
            "30000 ms for deltas and 600000 ms for complete lists are usual",
        );
        refuse(
            !cards.stale.ordered(),
            "cards.stale",
            "a higher level is more patient than a lower one, or a time is below zero",
            "write eidas3 <= eidas2 <= eidas1; 0 refuses cards as soon as the lists have ended",
        );
        found
    }
}
