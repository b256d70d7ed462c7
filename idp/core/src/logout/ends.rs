use std::collections::BTreeMap;
use std::sync::Arc;

use ambient::{Ambient, Timestamp};

use super::{Notice, NoticeId, NoticeState, Notices};
use crate::claims::subject::Subjects;
use crate::client::{Client, ClientId, Clients};
use crate::grant::{Grant, Grants};
use crate::journal::{Acte, Journal, event};
use crate::port::PortError;
use crate::session::{SessionId, Sessions, random_uuid};

/// What [`SessionEnds`] stands on.
#[derive(Clone)]
pub struct EndDeps {
    pub ambient: Ambient,
    pub issuer: String,
    pub sessions: Sessions,
    pub grants: Arc<dyn Grants>,
    pub clients: Arc<dyn Clients>,
    pub subjects: Subjects,
    pub notices: Arc<dyn Notices>,
    pub journal: Arc<dyn Journal>,
}

/// Why a session is over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why<'a> {
    /// The person closed it, maybe because a client asked.
    Person { asked: Option<&'a ClientId> },
    /// A client's server ended it.
    Server(&'a ClientId),
    /// Somebody else signs in with the same browser.
    OtherPerson,
    /// The person has opened more sessions since than they may have at once.
    TooMany,
    /// Four hours, or thirty idle minutes; or its person or its means may no longer sign in.
    Over,
}

/// The one way in which a session ends, whoever ends it: refused everywhere first, then in the journal, then told to every
/// client that holds something of it. What a crash leaves undone between two of these, the watch does again.
#[derive(Clone)]
pub struct SessionEnds(Arc<EndDeps>);

impl SessionEnds {
    pub fn new(deps: EndDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// Ends it, and queues a notice a client. Ending it twice tells nobody twice.
    pub async fn end(&self, session: &SessionId, why: Why<'_>) -> Result<(), PortError> {
        let seen = self.0.sessions.named(session).await?;
        self.0.sessions.end(session).await?;
        let grants = self.0.grants.of_session(session).await?;
        // a session that went by itself is still known by what was granted under it
        let proof = seen.as_ref().map(|seen| &seen.authentication);
        let personne =
            proof.or(grants.first().map(|grant| &grant.authentication)).map(|proof| proof.personne.to_string());
        let notices = self.notices(session, grants).await?;
        let act = act(session, why, notices.len()).with("personne.id", personne);
        self.0.journal.record(act).await?;
        self.0.notices.close_session(session, self.0.ambient.now(), &notices).await
    }

    /// The situation of a grant has ended; the session goes on. Its client is told that the person left it.
    pub(super) async fn situation_ended(&self, grant: &Grant) -> Result<(), PortError> {
        let Some(client) = self.0.clients.client(&grant.client).await? else { return Ok(()) };
        let notice = self.notice(&client, grant, format!("situation:{}", grant.id));
        let told = self.0.notices.notices_of(&grant.session).await?;
        if told.iter().any(|earlier| earlier.origin == notice.origin) {
            return Ok(());
        }
        let acte = Acte::new(event::SITUATION_ENDED)
            .with("grant.id", grant.id.as_str())
            .with("session.id", grant.session.as_str())
            .with("client.id", client.id.as_str());
        self.0.journal.record(acte).await?;
        self.0.notices.queue(&[notice]).await
    }

    /// The person took back what they had granted; the session goes on. Its client is told as at a logout.
    pub(crate) async fn grant_ended(&self, grant: &Grant) -> Result<(), PortError> {
        let Some(client) = self.0.clients.client(&grant.client).await? else { return Ok(()) };
        self.0.notices.queue(&[self.notice(&client, grant, format!("grant:{}", grant.id))]).await
    }

    pub(super) fn deps(&self) -> &EndDeps {
        &self.0
    }

    /// One notice a client, however many grants it holds.
    async fn notices(&self, session: &SessionId, grants: Vec<Grant>) -> Result<Vec<Notice>, PortError> {
        let latest: BTreeMap<String, Grant> =
            grants.into_iter().map(|grant| (grant.client.as_str().to_owned(), grant)).collect();
        let mut notices = Vec::new();
        for grant in latest.values() {
            if let Some(client) = self.0.clients.client(&grant.client).await? {
                notices.push(self.notice(&client, grant, format!("session:{session}:{}", client.id)));
            }
        }
        Ok(notices)
    }

    fn notice(&self, client: &Client, grant: &Grant, origin: String) -> Notice {
        let now: Timestamp = self.0.ambient.now();
        let addressed = client.logout.backchannel_uri.is_some();
        Notice {
            id: NoticeId::from(random_uuid(&self.0.ambient)),
            origin,
            session: grant.session.clone(),
            client: client.id.clone(),
            subject: self.0.subjects.of(client, &grant.authentication.personne),
            queued_at: now,
            state: if addressed { NoticeState::Waiting } else { NoticeState::Unaddressed },
            attempts: 0,
            next_at: now,
            status: None,
            settled_at: None,
        }
    }
}

fn act(session: &SessionId, why: Why<'_>, notices: usize) -> Acte {
    let act = match why {
        Why::Person { asked } => Acte::new(event::SESSION_CLOSED).with("client.id", asked.map(ClientId::as_str)),
        Why::Server(client) => Acte::new(event::SESSION_LOGGED_OUT).with("client.id", client.as_str()),
        Why::OtherPerson => Acte::new(event::SESSION_ENDED).with("reason", "other person"),
        Why::TooMany => Acte::new(event::SESSION_ENDED).with("reason", "too many"),
        Why::Over => Acte::new(event::SESSION_ENDED).with("reason", "over"),
    };
    act.with("session.id", session.as_str()).with("notices", notices)
}
