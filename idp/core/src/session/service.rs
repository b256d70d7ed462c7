use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, ExposeSecret, RestKey, Resting, Seconds, SecretString, Timestamp};
use sante::IdentifiantNational;

use super::of_person::OfPerson;
use super::{Awake, OpenedFrom, Session, SessionId, random_uuid};
use crate::lifetimes::Lifetimes;
use crate::moyen::Authentication;
use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::stamp::{Stamps, SubjectKind};

/// Uses of a session that follow one another within this are one: the first alone is written, and the idle time ends so much
/// earlier at most.
const SAME_MOMENT: Duration = Duration::from_secs(1);

/// A session and the secret of its cookie, which is told once.
#[derive(Clone, Debug)]
pub struct Opened {
    pub cookie: SecretString,
    pub session: Session,
    /// Another person's session in the same browser, refused from now on: its clients are yet to be told.
    pub ended: Option<SessionId>,
    /// Those that were opened the longest ago, where the person now has more than they may: yet to be ended.
    pub too_many: Vec<SessionId>,
}

/// Opens, finds and ends sessions. Two shelves: the session under the resting form of its cookie, and that form under
/// the public name, so that `sid` alone (server-to-server logout, introspection) finds it.
#[derive(Clone)]
pub struct Sessions {
    pub(super) ambient: Ambient,
    rest: RestKey,
    lifetimes: Lifetimes,
    pub(super) by_cookie: Shelf<Session>,
    by_sid: Shelf<Resting>,
    of_person: OfPerson,
    stamps: Arc<dyn Stamps>,
}

impl Sessions {
    pub fn new(
        ambient: Ambient,
        rest: RestKey,
        lifetimes: Lifetimes,
        presence: Arc<dyn Presence>,
        stamps: Arc<dyn Stamps>,
    ) -> Self {
        let by_cookie = Shelf::new(presence.clone(), "session");
        let of_person = OfPerson::new(rest.clone(), presence.clone(), lifetimes.session);
        Self { ambient, rest, lifetimes, by_cookie, by_sid: Shelf::new(presence, "sid"), of_person, stamps }
    }

    /// How many sessions a person has at once at most (checklist S13); `None`, and without it: any number.
    #[must_use]
    pub fn at_most(mut self, sessions: Option<usize>) -> Self {
        self.of_person.most = sessions;
        self
    }

    /// When a session that was opened then ends at the latest.
    pub fn ends_at(&self, session: &Session) -> Timestamp {
        session.opened_at.plus(self.lifetimes.session)
    }

    /// The session that this proof would open now, for a rule to look at; nothing is stored and it has no name.
    pub fn of_proof(&self, proof: &Authentication) -> Session {
        let now = self.ambient.now();
        let id = SessionId::from("");
        Session {
            id,
            authentication: proof.clone(),
            opened_at: now,
            seen_at: now,
            from: OpenedFrom::default(),
            card_left: false,
        }
    }

    /// Opens a session under a new secret: whatever cookie the browser had before the proof is worthless after it
    /// (checklist S01). The same person proving themselves again keeps the public name, so that what other clients
    /// hold goes on; another person ends the earlier session.
    pub async fn open(&self, proof: Authentication, former: Option<&str>) -> Result<Opened, PortError> {
        self.open_from(proof, former, OpenedFrom::default()).await
    }

    /// The same, remembering where.
    pub async fn open_from(
        &self,
        proof: Authentication,
        former: Option<&str>,
        from: OpenedFrom,
    ) -> Result<Opened, PortError> {
        let (kept, ended) = match former {
            Some(cookie) => self.leave(cookie, &proof).await?,
            None => (None, None),
        };
        let now = self.ambient.now();
        let id = kept.unwrap_or_else(|| SessionId::from(random_uuid(&self.ambient)));
        let session = Session { id, authentication: proof, opened_at: now, seen_at: now, from, card_left: false };
        let cookie = self.ambient.secret();
        let resting = self.resting(cookie.expose_secret());
        self.by_sid.remove(session.id.as_str()).await?;
        self.by_cookie.create(resting.as_str(), &session, self.lifetimes.idle).await?;
        self.by_sid.create(session.id.as_str(), &resting, self.lifetimes.session).await?;
        let too_many = self.of_person.enter(&session, |id| self.is_named(id)).await?;
        Ok(Opened { cookie, session, ended, too_many })
    }

    /// The living session of this cookie, its idle time started anew.
    pub async fn current(&self, cookie: &str) -> Result<Option<Session>, PortError> {
        match self.living(self.resting(cookie)).await? {
            Some(awake) => self.keep_awake(awake).await.map(Some),
            None => Ok(None),
        }
    }

    /// By public name, stamps not asked.
    pub(super) async fn awake_named(&self, id: &SessionId) -> Result<Option<Awake>, PortError> {
        match self.by_sid.read(id.as_str()).await? {
            Some(resting) => self.awake(resting.value).await,
            None => Ok(None),
        }
    }

    pub(super) async fn keep_awake(&self, awake: Awake) -> Result<Session, PortError> {
        let Awake { resting, seen } = awake;
        let now = self.ambient.now();
        if now.since(seen.value.seen_at) < SAME_MOMENT {
            return Ok(seen.value);
        }
        let session = Session { seen_at: now, ..seen.value };
        // Another request of the same browser may have touched it first: that touch is as good as this one.
        self.by_cookie.replace(resting.as_str(), seen.version, &session, self.life(&session, now)).await?;
        Ok(session)
    }

    /// The living session with this public name; asking does not keep it awake.
    pub async fn named(&self, id: &SessionId) -> Result<Option<Session>, PortError> {
        Ok(self.alive(self.awake_named(id).await?).await?.map(|awake| awake.seen.value))
    }

    /// The living sessions of a person, the latest opened first.
    pub async fn of_person(&self, personne: &IdentifiantNational) -> Result<Vec<Session>, PortError> {
        let mut sessions = Vec::new();
        for id in self.of_person.names(personne).await?.iter().rev() {
            sessions.extend(self.named(id).await?.filter(|session| session.authentication.personne == *personne));
        }
        Ok(sessions)
    }

    async fn is_named(&self, id: SessionId) -> Result<bool, PortError> {
        Ok(self.named(&id).await?.is_some())
    }

    /// Ends a session for good, and tells nobody (see [`crate::logout::SessionEnds`]): the stamp refuses its tokens even if the shelf came back from a stale replica.
    pub async fn end(&self, id: &SessionId) -> Result<(), PortError> {
        self.stamps.raise(&SubjectKind::Session.of(id), self.ambient.now()).await?;
        if let Some(resting) = self.by_sid.take(id.as_str()).await? {
            self.by_cookie.remove(resting.as_str()).await?;
        }
        Ok(())
    }

    /// Takes the session of `cookie` away from the browser: its name is the first when `proof` is of the same person, who
    /// keeps it, the second when it ended.
    async fn leave(
        &self,
        cookie: &str,
        proof: &Authentication,
    ) -> Result<(Option<SessionId>, Option<SessionId>), PortError> {
        let Some(Awake { resting, seen }) = self.living(self.resting(cookie)).await? else { return Ok((None, None)) };
        if seen.value.authentication.personne == proof.personne {
            self.by_cookie.remove(resting.as_str()).await?;
            return Ok((Some(seen.value.id), None));
        }
        self.end(&seen.value.id).await?;
        Ok((None, Some(seen.value.id)))
    }

    async fn living(&self, resting: Resting) -> Result<Option<Awake>, PortError> {
        self.alive(self.awake(resting).await?).await
    }

    async fn alive(&self, awake: Option<Awake>) -> Result<Option<Awake>, PortError> {
        match awake {
            Some(awake) => Ok((!self.stamps.raised(&awake.rests_on()).await?).then_some(awake)),
            None => Ok(None),
        }
    }

    async fn awake(&self, resting: Resting) -> Result<Option<Awake>, PortError> {
        let Some(seen) = self.by_cookie.read(resting.as_str()).await? else { return Ok(None) };
        let session = &seen.value;
        let now = self.ambient.now();
        let asleep = session.seen_at.plus(self.lifetimes.idle) <= now || self.ends_at(session) <= now;
        Ok((!asleep).then_some(Awake { resting, seen }))
    }

    pub(super) fn life(&self, session: &Session, now: Timestamp) -> Seconds {
        let left = self.ends_at(session).seconds() - now.seconds();
        Seconds(self.lifetimes.idle.0.min(left).max(1))
    }

    fn resting(&self, cookie: &str) -> Resting {
        self.rest.rest("session", cookie)
    }
}

#[cfg(test)]
#[path = "service_tests.rs"]
mod tests;
