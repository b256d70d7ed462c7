use std::sync::Arc;

use ambient::{RestKey, Seconds};
use sante::IdentifiantNational;

use super::{Session, SessionId};
use crate::port::PortError;
use crate::presence::{Presence, Shelf};

/// Names kept of one person where nothing bounds their sessions.
const KEPT: usize = 64;
/// Logins of one person at one moment. More is a defect, not a wait.
const TRIES: u32 = 16;

/// The names of a person's sessions, the one opened last at the end: short-lived like the sessions, and lost with them.
#[derive(Clone)]
pub(super) struct OfPerson {
    rest: RestKey,
    shelf: Shelf<Vec<SessionId>>,
    life: Seconds,
    pub most: Option<usize>,
}

impl OfPerson {
    pub fn new(rest: RestKey, presence: Arc<dyn Presence>, life: Seconds) -> Self {
        Self { rest, shelf: Shelf::new(presence, "session.personne"), life, most: None }
    }

    /// Living or not.
    pub async fn names(&self, personne: &IdentifiantNational) -> Result<Vec<SessionId>, PortError> {
        Ok(self.shelf.read(&self.key(personne)).await?.map(|seen| seen.value).unwrap_or_default())
    }

    /// Adds a session; gives those that have to make room for it.
    pub async fn enter<F>(
        &self,
        session: &Session,
        living: impl Fn(SessionId) -> F,
    ) -> Result<Vec<SessionId>, PortError>
    where
        F: Future<Output = Result<bool, PortError>>,
    {
        let key = self.key(&session.authentication.personne);
        for _ in 0..TRIES {
            let Some(seen) = self.shelf.read(&key).await? else {
                if self.shelf.create(&key, &vec![session.id.clone()], self.life).await? {
                    return Ok(Vec::new());
                }
                continue;
            };
            let mut names = seen.value;
            names.retain(|name| *name != session.id);
            let gone = self.make_room(&mut names, &living).await?;
            names.push(session.id.clone());
            if self.shelf.replace(&key, seen.version, &names, self.life).await? {
                return Ok(gone);
            }
        }
        tracing::warn!(session.id = %session.id, "too many logins of one person at once: this session is in no list");
        Ok(Vec::new())
    }

    /// Leaves room for one more: sessions that are over go first, then those opened the longest ago.
    async fn make_room<F>(
        &self,
        names: &mut Vec<SessionId>,
        living: impl Fn(SessionId) -> F,
    ) -> Result<Vec<SessionId>, PortError>
    where
        F: Future<Output = Result<bool, PortError>>,
    {
        let Some(most) = self.most else {
            names.drain(..(names.len() + 1).saturating_sub(KEPT));
            return Ok(Vec::new());
        };
        if names.len() < most {
            return Ok(Vec::new());
        }
        let mut alive = Vec::with_capacity(names.len());
        for name in names.drain(..) {
            if living(name.clone()).await? {
                alive.push(name);
            }
        }
        let gone = alive.drain(..(alive.len() + 1).saturating_sub(most)).collect();
        *names = alive;
        Ok(gone)
    }

    fn key(&self, personne: &IdentifiantNational) -> String {
        self.rest.rest("session.personne", &personne.to_string()).as_str().to_owned()
    }
}
