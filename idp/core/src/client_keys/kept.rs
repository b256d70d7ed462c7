use std::collections::HashMap;
use std::sync::{Arc, Mutex};

use ambient::{Ambient, Timestamp};
use futures::lock::Mutex as Turn;
use jose::{JwkSet, jwk};

use super::KeySetSettings;
use crate::client::ClientId;
use crate::outbound::{Documents, Expect};
use crate::port::PortError;

/// Of any media type: what is no JWK set is not read, and static servers say many things.
const KEYS: Expect = Expect { max_bytes: 64 * 1024, media_types: &[] };
/// Clients whose sets are held at once; beyond, all are forgotten but those that are being asked for at this moment.
const MOST: usize = 10_000;

/// What was fetched for each client, and when its address was last asked.
pub struct Kept {
    ambient: Ambient,
    documents: Arc<dyn Documents>,
    settings: KeySetSettings,
    places: Mutex<HashMap<(ClientId, String), Arc<Place>>>,
}

/// One client's address. Who waits for its turn finds what the one before fetched.
struct Place {
    state: Turn<State>,
}

#[derive(Default)]
struct State {
    asked_at: Option<Timestamp>,
    held: Option<(Arc<JwkSet>, Timestamp)>,
}

impl Kept {
    pub fn new(ambient: Ambient, documents: Arc<dyn Documents>, settings: KeySetSettings) -> Self {
        Self { ambient, documents, settings, places: Mutex::default() }
    }

    pub fn now(&self) -> Timestamp {
        self.ambient.now()
    }

    /// The set that is held, fetched again when it is no longer fresh.
    pub async fn believed(&self, client: &ClientId, url: &str) -> Result<Arc<JwkSet>, PortError> {
        let place = self.place(client, url);
        let mut state = place.state.lock().await;
        let now = self.ambient.now();
        if let Some((set, at)) = &state.held
            && at.plus(self.settings.fresh) > now
        {
            return Ok(set.clone());
        }
        self.fetch(client, url, &mut state).await
    }

    /// The set as the address has it now, unless it was asked a moment ago.
    pub async fn renewed(&self, client: &ClientId, url: &str) -> Result<Arc<JwkSet>, PortError> {
        let place = self.place(client, url);
        let mut state = place.state.lock().await;
        self.fetch(client, url, &mut state).await
    }

    async fn fetch(&self, client: &ClientId, url: &str, state: &mut State) -> Result<Arc<JwkSet>, PortError> {
        let now = self.ambient.now();
        if state.asked_at.is_none_or(|at| at.plus(self.settings.between) <= now) {
            state.asked_at = Some(now);
            match self.read(url).await {
                Ok(set) => state.held = Some((Arc::new(set), now)),
                Err(cause) => tracing::warn!(client.id = %client, %cause, "the keys of a client could not be fetched"),
            }
        }
        match &state.held {
            Some((set, at)) if at.plus(self.settings.stale) > now => Ok(set.clone()),
            _ => Err(PortError::unavailable(super::PORT, format!("the keys of {client} cannot be had now"))),
        }
    }

    async fn read(&self, url: &str) -> Result<JwkSet, String> {
        let bytes = self.documents.fetch(url, KEYS).await.map_err(|error| error.to_string())?;
        let text = String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned())?;
        jwk::parse_set(&text).map_err(|error| error.to_string())
    }

    /// A registration that names another address starts anew there; while it changes, it has two.
    fn place(&self, client: &ClientId, url: &str) -> Arc<Place> {
        let mut places = self.places.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        let key = (client.clone(), url.to_owned());
        if let Some(place) = places.get(&key) {
            return place.clone();
        }
        if places.len() >= MOST {
            places.retain(|_, place| Arc::strong_count(place) > 1);
        }
        let place = Arc::new(Place { state: Turn::default() });
        places.insert(key, place.clone());
        place
    }
}
