use std::sync::Arc;

use ambient::Ambient;
use async_trait::async_trait;

use super::{Change, SignalEvent, Signals};
use crate::journal::{Acte, Journal, event};
use crate::moyen::MoyenKind;
use crate::port::PortError;
use crate::session::{SessionId, random_uuid};

/// The journal, with an ear: acts on somebody's e-CPS, and a new proof in a session that goes on, become signals as soon as
/// they are on record. The acts themselves know nothing of it.
pub struct Heard {
    pub ambient: Ambient,
    pub journal: Arc<dyn Journal>,
    pub signals: Signals,
}

/// Acts that may become signals.
const HEARD: [&str; 3] = [event::ECPS_ENROLLED, event::ECPS_LOCKED, event::LOGIN_SUCCEEDED];

#[async_trait]
impl Journal for Heard {
    async fn record(&self, acte: Acte) -> Result<(), PortError> {
        if !HEARD.contains(&acte.event) {
            return self.journal.record(acte).await;
        }
        self.journal.record(acte.clone()).await?;
        match acte.event {
            event::ECPS_ENROLLED if has(&acte, "remplace") => self.credential(&acte, Change::Update).await,
            event::ECPS_ENROLLED => self.credential(&acte, Change::Create).await,
            event::ECPS_LOCKED => self.credential(&acte, Change::Revoke).await,
            event::LOGIN_SUCCEEDED => self.proof(&acte).await,
            _ => Ok(()),
        }
    }
}

impl Heard {
    async fn credential(&self, acte: &Acte, change: Change) -> Result<(), PortError> {
        let Some(personne) = text(acte, "personne.id").and_then(|number| number.parse().ok()) else { return Ok(()) };
        let event = SignalEvent::CredentialChange { change, at: self.ambient.now() };
        self.signals.of_person(&personne, &event, &format!("ecps:{}", random_uuid(&self.ambient))).await
    }

    async fn proof(&self, acte: &Acte) -> Result<(), PortError> {
        let means = text(acte, "means");
        let kind = MoyenKind::ALL.into_iter().find(|kind| Some(kind.word()) == means);
        match (text(acte, "session.id"), kind) {
            (Some(session), Some(kind)) => self.signals.proven_again(&SessionId::from(session), kind).await,
            _ => Ok(()),
        }
    }
}

fn text<'a>(acte: &'a Acte, name: &str) -> Option<&'a str> {
    acte.fields.get(name)?.as_str()
}

fn has(acte: &Acte, name: &str) -> bool {
    acte.fields.get(name).is_some_and(|value| !value.is_null() && *value != serde_json::Value::Bool(false))
}
