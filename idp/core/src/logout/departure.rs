use std::sync::Arc;

use ambient::{Ambient, Seconds};
use serde::{Deserialize, Serialize};

use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::session::SessionId;

ambient::typed_id! {
    /// The part of a departure that is in its address: a secret of the browser that left.
    pub struct DepartureId;
}

/// As long as somebody may look at the page that says who was told.
const LIFE: Seconds = Seconds::minutes(10);

/// Somebody who closed their session, until they are back at the service or have closed the page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Departure {
    /// That of the browser, and an earlier one of the same person that a hint named.
    pub sessions: Vec<SessionId>,
    /// Proven to be registered.
    pub return_to: Option<String>,
    /// The service that asked for the logout.
    pub service: Option<String>,
    /// The frames of the services were on a page already: a reload does not load them again.
    pub framed: bool,
}

/// The shelf of departures.
#[derive(Clone)]
pub struct Departures {
    ambient: Ambient,
    shelf: Shelf<Departure>,
}

impl Departures {
    pub fn new(ambient: Ambient, presence: Arc<dyn Presence>) -> Self {
        Self { ambient, shelf: Shelf::new(presence, "departure") }
    }

    pub async fn begin(&self, departure: &Departure) -> Result<DepartureId, PortError> {
        let id = DepartureId::from(self.ambient.chance.token());
        self.shelf.create(id.as_str(), departure, LIFE).await?;
        Ok(id)
    }

    pub async fn of(&self, id: &DepartureId) -> Result<Option<Departure>, PortError> {
        if !is_ours(id.as_str()) {
            return Ok(None);
        }
        Ok(self.shelf.read(id.as_str()).await?.map(|seen| seen.value))
    }

    /// The same, for the page that loads the frames: `framed` is what it was before.
    pub async fn framed(&self, id: &DepartureId) -> Result<Option<Departure>, PortError> {
        if !is_ours(id.as_str()) {
            return Ok(None);
        }
        let Some(seen) = self.shelf.read(id.as_str()).await? else { return Ok(None) };
        if !seen.value.framed {
            let framed = Departure { framed: true, ..seen.value.clone() };
            self.shelf.replace(id.as_str(), seen.version, &framed, LIFE).await?;
        }
        Ok(Some(seen.value))
    }
}

/// A key of the shelf is printable ASCII: nothing else is asked of it.
fn is_ours(id: &str) -> bool {
    id.len() == 43 && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
