use std::sync::Arc;

use ambient::{Seconds, Timestamp};

use super::{Followed, LOOK, SessionEnds, Why};
use crate::lifetimes::Lifetimes;
use crate::port::PortError;
use crate::session::{Session, SessionId};
use crate::stamp::{Stamps, SubjectKind};

/// Sessions looked at in one round.
const AT_ONCE: u32 = 100;
/// A session is asked about a moment after its end, never a moment before.
const AFTER: Seconds = Seconds(1);

/// Finds the sessions that ended without anybody saying so: too long, unused for too long, of a person or a means that
/// may no longer sign in, or forgotten by the presence store.
#[derive(Clone)]
pub struct Watch {
    ends: SessionEnds,
    stamps: Arc<dyn Stamps>,
    lifetimes: Lifetimes,
}

impl Watch {
    pub fn new(ends: SessionEnds, stamps: Arc<dyn Stamps>, lifetimes: Lifetimes) -> Self {
        Self { ends, stamps, lifetimes }
    }

    /// Looks at every session whose time has come; how many there were. What cannot be looked at now is looked at again.
    pub async fn round(&self) -> Result<usize, PortError> {
        let due = self.ends.deps().notices.to_look_at(self.ends.deps().ambient.now(), AT_ONCE).await?;
        for followed in &due {
            self.look(followed).await?;
        }
        Ok(due.len())
    }

    /// Takes the session first, so that two nodes do not look at once; a node that dies here leaves it to the next look.
    async fn look(&self, followed: &Followed) -> Result<(), PortError> {
        let deps = self.ends.deps();
        let now = deps.ambient.now();
        let Some(session) = deps.sessions.named(&followed.session).await? else {
            return match deps.notices.look_again(followed, now.plus(LOOK)).await? {
                true => self.ends.end(&followed.session, Why::Over).await,
                false => Ok(()),
            };
        };
        if deps.notices.look_again(followed, self.next(&session, now)).await? {
            self.situations(&followed.session).await?;
        }
        Ok(())
    }

    /// Tells the clients whose grants rest on a situation that has ended.
    async fn situations(&self, session: &SessionId) -> Result<(), PortError> {
        for grant in self.ends.deps().grants.of_session(session).await? {
            let Some(situation) = &grant.situation else { continue };
            let stamp = self.stamps.latest(&[SubjectKind::Situation.of(situation)]).await?;
            if stamp.is_some_and(|stamp| stamp >= grant.opened_at) {
                self.ends.situation_ended(&grant).await?;
            }
        }
        Ok(())
    }

    fn next(&self, session: &Session, now: Timestamp) -> Timestamp {
        let idle = session.seen_at.plus(self.lifetimes.idle);
        let end = self.ends.deps().sessions.ends_at(session);
        idle.min(end).plus(AFTER).min(now.plus(LOOK))
    }
}
