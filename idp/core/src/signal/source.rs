use std::collections::BTreeMap;
use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::{Evenement, Fait};
use async_trait::async_trait;
use sante::IdentifiantNational;
use serde_json::{Map, Value};

use super::{SecurityEvent, Signal, SignalEvent, SignalId, SignalOutbox, Status, Stream, Streams, SubjectId};
use crate::assurance::Assurance;
use crate::claims::subject::Subjects;
use crate::client::{Client, ClientId, Clients};
use crate::grant::{Grant, Grants};
use crate::logout::Notice;
use crate::moyen::MoyenKind;
use crate::port::PortError;
use crate::session::{SessionId, random_uuid};
use crate::stamp::Stamps;
use crate::token::{Fallen, SessionsVivantes};

/// What [`Signals`] stands on.
#[derive(Clone)]
pub struct SignalDeps {
    pub ambient: Ambient,
    pub issuer: String,
    pub assurance: Assurance,
    pub subjects: Subjects,
    pub clients: Arc<dyn Clients>,
    pub grants: Arc<dyn Grants>,
    pub stamps: Arc<dyn Stamps>,
    pub sessions: Arc<dyn SessionsVivantes>,
    pub streams: Arc<dyn Streams>,
    pub outbox: Arc<dyn SignalOutbox>,
}

/// Who hears the registry's log, line by line, before the cursor moves past them.
#[async_trait]
pub trait Ear: Send + Sync {
    async fn hear(&self, evenement: &Evenement) -> Result<(), PortError>;
}

#[async_trait]
impl Ear for Signals {
    async fn hear(&self, evenement: &Evenement) -> Result<(), PortError> {
        self.hear_registry(evenement).await
    }
}

/// Turns what happens into signals for the streams that want to hear it: a stream hears of people who have a grant with its
/// client, as that client knows them.
#[derive(Clone)]
pub struct Signals(Arc<SignalDeps>);

impl Signals {
    pub fn new(deps: SignalDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// Ended sessions and situations, from the notices that tell clients of them; how many there were.
    pub async fn hear_notices(&self, at_most: u32) -> Result<usize, PortError> {
        let unheard = self.0.outbox.unheard(at_most).await?;
        for notice in &unheard {
            let signals: Vec<_> = self.of_notice(notice).await?.into_iter().collect();
            self.0.outbox.heard(notice, &signals).await?;
        }
        Ok(unheard.len())
    }

    async fn of_notice(&self, notice: &Notice) -> Result<Option<Signal>, PortError> {
        let Some((stream, _)) = self.heard_by(&notice.client).await? else { return Ok(None) };
        let user = Box::new(self.user(notice.subject.clone()));
        let session = Box::new(SubjectId::Opaque { id: notice.session.to_string() });
        let at = notice.queued_at;
        // a grant whose situation has ended lost the one claim that spoke of it
        let event = match notice.origin.starts_with("situation:") {
            true => SignalEvent::TokenClaimsChange { claims: one("situation", Value::Null), at },
            false => SignalEvent::SessionRevoked { at },
        };
        self.signal(&stream, SubjectId::Complex { user, session }, event, &notice.origin).await
    }

    /// A line of the registry's log: read before the cursor moves past it, told once however often it is read.
    async fn hear_registry(&self, evenement: &Evenement) -> Result<(), PortError> {
        match evenement.fait {
            Fait::PersonneModifiee | Fait::SituationModifiee { .. } | Fait::SituationOuverte { .. } => {}
            // what ends access is told by the sessions that it ends
            _ => return Ok(()),
        }
        let at = evenement.survenu;
        let claims = one("updated_at", at.seconds().into());
        let event = SignalEvent::TokenClaimsChange { claims, at };
        self.of_person(&evenement.personne, &event, &format!("registry:{}", evenement.numero.0)).await
    }

    /// Something about a person, to each client that has a grant of them. `origin` is unique to what happened.
    pub async fn of_person(
        &self,
        personne: &IdentifiantNational,
        event: &SignalEvent,
        origin: &str,
    ) -> Result<(), PortError> {
        let mut signals = Vec::new();
        for grant in self.grants_of(personne).await? {
            signals.extend(self.of_grant(&grant, event.clone(), origin).await?);
        }
        self.0.outbox.queue(&signals).await
    }

    /// The person proved themselves again in a session that goes on, by other means: a stronger or a weaker level for the
    /// clients that hold a grant of the former proof.
    pub async fn proven_again(&self, session: &SessionId, kind: MoyenKind) -> Result<(), PortError> {
        let mut signals = Vec::new();
        let grants = self.standing(self.0.grants.of_session(session).await?).await?;
        for grant in latest(grants) {
            let Some(client) = self.0.clients.client(&grant.client).await? else { continue };
            let current = self.0.assurance.of(&client, kind);
            let Some(rises) = grant.acr.parse().ok().and_then(|previous| rises(previous, current)) else { continue };
            let at = self.0.ambient.now();
            let (previous, current) = (grant.acr.clone(), current.word().to_owned());
            let event = SignalEvent::AssuranceLevelChange { previous, current, rises, at };
            let origin = format!("level:{session}:{}", at.millis());
            signals.extend(self.of_grant(&grant, event, &origin).await?);
        }
        self.0.outbox.queue(&signals).await
    }

    async fn of_grant(&self, grant: &Grant, event: SignalEvent, origin: &str) -> Result<Option<Signal>, PortError> {
        let Some((stream, client)) = self.heard_by(&grant.client).await? else { return Ok(None) };
        let user = self.user(self.0.subjects.of(&client, &grant.authentication.personne));
        self.signal(&stream, user, event, &format!("{origin}:{}", client.id)).await
    }

    /// `None`: the stream does not want to hear it, or not of this person.
    async fn signal(
        &self,
        stream: &Stream,
        sub_id: SubjectId,
        event: SignalEvent,
        origin: &str,
    ) -> Result<Option<Signal>, PortError> {
        let wanted = stream.status != Status::Disabled && stream.events.iter().any(|uri| uri == event.uri());
        if !wanted {
            return Ok(None);
        }
        if let Some(sub) = sub_id.person()
            && self.0.streams.muted(&stream.id, sub).await?
        {
            return Ok(None);
        }
        let now: Timestamp = self.0.ambient.now();
        Ok(Some(Signal {
            id: SignalId::from(random_uuid(&self.0.ambient)),
            origin: origin.to_owned(),
            stream: stream.id.clone(),
            event: SecurityEvent::new(sub_id, &event),
            queued_at: now,
            attempts: 0,
            next_at: now,
        }))
    }

    /// The stream of a client that may hear: one that is disabled hears nothing, and nothing is kept for it.
    async fn heard_by(&self, client: &ClientId) -> Result<Option<(Stream, Client)>, PortError> {
        let Some(stream) = self.0.streams.of_client(client).await? else { return Ok(None) };
        let client = self.0.clients.client(client).await?.filter(|client| client.disabled_at.is_none());
        Ok(client.map(|client| (stream, client)))
    }

    /// A client hears of people for as long as they have a grant with it.
    async fn standing(&self, grants: Vec<Grant>) -> Result<Vec<Grant>, PortError> {
        let SignalDeps { ambient, stamps, sessions, .. } = &*self.0;
        let fallen = Fallen { now: ambient.now(), stamps: &**stamps, sessions: &**sessions };
        let mut standing = Vec::new();
        for grant in grants {
            if !fallen.is(&grant).await? {
                standing.push(grant);
            }
        }
        Ok(standing)
    }

    /// One a client.
    async fn grants_of(&self, personne: &IdentifiantNational) -> Result<Vec<Grant>, PortError> {
        let mut grants = Vec::new();
        for session in self.0.outbox.sessions_of(personne).await? {
            grants.extend(self.0.grants.of_session(&session).await?);
        }
        Ok(latest(self.standing(grants).await?))
    }

    fn user(&self, sub: String) -> SubjectId {
        SubjectId::IssSub { iss: self.0.issuer.clone(), sub }
    }
}

/// The latest grant of each client.
fn latest(mut grants: Vec<Grant>) -> Vec<Grant> {
    grants.sort_by_key(|grant| grant.opened_at);
    let by_client: BTreeMap<_, _> = grants.into_iter().map(|grant| (grant.client.to_string(), grant)).collect();
    by_client.into_values().collect()
}

/// `None`: the level is the same.
fn rises(previous: oidc::Acr, current: oidc::Acr) -> Option<bool> {
    (previous != current).then_some(previous < current)
}

fn one(name: &str, value: Value) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), value)])
}
