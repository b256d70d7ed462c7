use std::sync::Arc;

use ambient::{Ambient, ExposeSecret, RestKey, Seconds, Timestamp};
use serde::{Deserialize, Serialize};

use super::{Accepted, CodeRefusal, DeviceId, UserCode};
use crate::authorization::AuthorizationRequest;
use crate::authorization::codes::NewGrant;
use crate::client::{Client, ClientId};
use crate::compteur::{Compteurs, Counted, Limit};
use crate::ecps::{Navigateurs, Source};
use crate::grant::{Grant, GrantId};
use crate::interaction::Browser;
use crate::journal::{Acte, Bounded, Journal, event};
use crate::polling::{PollRefusal, Rhythm};
use crate::port::PortError;
use crate::presence::{Presence, Seen, Shelf};

/// RFC 8628 §3.2.
const LIFE: Seconds = Seconds::minutes(10);
const INTERVAL: Seconds = Seconds(5);
/// How long a code that has expired is still told from one that never was.
const AFTERWARDS: Seconds = Seconds(60);
/// Wrong codes from one network, or from one browser in which somebody has signed in before (§5.1): 20 in ten minutes against
/// 20^8 codes.
const WRONG: Limit = Limit { tries: 20, window: Some(Seconds::minutes(10)) };

/// What [`Devices`] stands on.
#[derive(Clone)]
pub struct DevicesDeps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub presence: Arc<dyn Presence>,
    pub compteurs: Arc<dyn Compteurs>,
    pub journal: Arc<dyn Journal>,
}

/// The requests of devices: opened at the endpoint, found by the person's code, ended by a login, redeemed by the device.
#[derive(Clone)]
pub struct Devices {
    deps: Arc<DevicesDeps>,
    shelf: Shelf<Device>,
    codes: Shelf<DeviceId>,
    rhythm: Rhythm,
}

#[derive(Clone, Serialize, Deserialize)]
struct Device {
    client: ClientId,
    code: UserCode,
    expires_at: Timestamp,
    stage: Stage,
}

#[derive(Clone, Serialize, Deserialize)]
enum Stage {
    Waiting { request: Box<AuthorizationRequest> },
    Approved { grant: Box<Grant> },
    Denied,
}

/// Whom a code leads to, for the person to say yes or no.
#[derive(Clone, Debug)]
pub struct Shown {
    pub client: ClientId,
    pub request: AuthorizationRequest,
}

impl Shown {
    /// The person said yes, now: only who signs in from here on answers it, not who did since the device asked.
    pub fn agreed(self, now: Timestamp) -> AuthorizationRequest {
        AuthorizationRequest { asked_at: now, ..self.request }
    }
}

/// What an approved request becomes.
#[derive(Clone, Debug)]
pub struct Redeemed {
    pub grant: Grant,
    /// What makes the emission unique.
    pub resting: String,
}

impl Devices {
    pub fn new(deps: DevicesDeps) -> Self {
        Self {
            shelf: Shelf::new(deps.presence.clone(), "device"),
            codes: Shelf::new(deps.presence.clone(), "device.code"),
            rhythm: Rhythm::new(deps.ambient.clone(), deps.presence.clone()),
            deps: Arc::new(deps),
        }
    }

    pub(super) async fn open(&self, client: &Client, request: AuthorizationRequest) -> Result<Accepted, PortError> {
        let deps = &self.deps;
        let device_code = deps.ambient.secret();
        let id = self.id(device_code.expose_secret());
        let code = UserCode::draw(&*deps.ambient.chance);
        let request = Box::new(AuthorizationRequest { device: Some(id.clone()), ..request });
        let expires_at = deps.ambient.now().plus(LIFE);
        let device =
            Device { client: client.id.clone(), code: code.clone(), expires_at, stage: Stage::Waiting { request } };
        if !self.codes.create(&self.resting(&code), &id, LIFE).await? {
            return Err(PortError::unavailable("presence", "a fresh user code was already taken"));
        }
        self.shelf.create(id.as_str(), &device, Seconds(LIFE.0 + AFTERWARDS.0)).await?;
        deps.journal.record(Acte::new(event::DEVICE_REQUESTED).with("client.id", client.id.as_str())).await?;
        Ok(Accepted { device_code, user_code: code, expires_in: LIFE, interval: INTERVAL })
    }

    /// The device that waits under what a person typed. Wrong codes are counted, right ones are not.
    pub async fn find(&self, typed: &str, browser: &Browser) -> Result<Shown, CodeRefusal> {
        let deps = &self.deps;
        let key = self.counter(browser);
        if deps.compteurs.tries(&key, deps.ambient.now()).await? >= WRONG.tries {
            return Err(CodeRefusal::TooMany);
        }
        if let Some(shown) = self.waiting(typed).await? {
            return Ok(shown);
        }
        let counted = deps.compteurs.count(&key, WRONG, deps.ambient.now()).await?;
        let bounded = Bounded { journal: &*deps.journal, compteurs: &*deps.compteurs, now: deps.ambient.now() };
        bounded.record("unknown", Acte::new(event::DEVICE_CODE_UNKNOWN)).await?;
        Err(match counted {
            Counted::Within(_) => CodeRefusal::Unknown,
            Counted::Exhausted { .. } => CodeRefusal::TooMany,
        })
    }

    /// What others type behind the same address does not reach a known browser (checklist M19).
    fn counter(&self, browser: &Browser) -> String {
        let rest = |of: &str, what: &str| self.deps.rest.rest(of, what).as_str().to_owned();
        let navigateurs = Navigateurs::new(self.deps.ambient.clone(), self.deps.rest.clone());
        match browser.navigateur.as_ref().and_then(|marks| navigateurs.poste(marks.expose_secret())) {
            Some(poste) => format!("device.wrong.poste:{}", rest("device.poste", &poste)),
            None => format!("device.wrong:{}", rest("device.source", &Source::from(browser.source).to_string())),
        }
    }

    async fn waiting(&self, typed: &str) -> Result<Option<Shown>, PortError> {
        let Some(code) = UserCode::typed(typed) else { return Ok(None) };
        let Some(id) = self.codes.read(&self.resting(&code)).await? else { return Ok(None) };
        let Some(seen) = self.shelf.read(id.value.as_str()).await? else { return Ok(None) };
        let Device { client, expires_at, stage, .. } = seen.value;
        match stage {
            Stage::Waiting { request } if self.deps.ambient.now() < expires_at => {
                Ok(Some(Shown { client, request: *request }))
            }
            _ => Ok(None),
        }
    }

    /// The login is complete: the device may come for its tokens. `false`: too late, or somebody answered before.
    pub async fn approve(&self, id: &DeviceId, new: NewGrant) -> Result<bool, PortError> {
        let grant = Grant {
            id: GrantId::from(self.deps.rest.rest("grant", id.as_str()).as_str()),
            session: new.session,
            client: new.request.client,
            authentication: new.authentication,
            situation: new.situation,
            scope: new.request.scope.words(),
            nonce: None,
            acr: new.acr.word().to_owned(),
            opened_at: self.deps.ambient.now(),
            ends_at: new.session_ends_at,
            resources: new.request.resources,
            claims: new.request.claims,
            card_present: new.card_present,
        };
        self.end(id, Stage::Approved { grant: Box::new(grant) }).await
    }

    /// The person said no, or went back.
    pub async fn deny(&self, id: &DeviceId) -> Result<bool, PortError> {
        self.end(id, Stage::Denied).await
    }

    async fn end(&self, id: &DeviceId, stage: Stage) -> Result<bool, PortError> {
        let now = self.deps.ambient.now();
        let Some(Seen { value: device, version }) = self.shelf.read(id.as_str()).await? else { return Ok(false) };
        if !matches!(device.stage, Stage::Waiting { .. }) || now >= device.expires_at {
            return Ok(false);
        }
        let (client, code) = (device.client.clone(), self.resting(&device.code));
        let approved = matches!(stage, Stage::Approved { .. });
        let left = Seconds(device.expires_at.seconds() - now.seconds() + AFTERWARDS.0);
        let device = Device { stage, ..device };
        let acte = Acte::new(event::DEVICE_ANSWERED).with("client.id", client.as_str()).with("approved", approved);
        self.deps.journal.record(acte).await?;
        let written = self.shelf.replace(id.as_str(), version, &device, left).await?;
        if written {
            self.codes.remove(&code).await?;
        }
        Ok(written)
    }

    /// The token endpoint asks: RFC 8628 §3.4 and §3.5.
    pub async fn redeem(&self, client: &Client, device_code: &str) -> Result<Redeemed, PollRefusal> {
        let id = self.id(device_code);
        let device = self.shelf.read(id.as_str()).await?.map(|seen| seen.value);
        let device = device.filter(|device| device.client == client.id);
        let device = device.ok_or(PollRefusal::Grant("the device_code is unknown, spent or of another client"))?;
        let now = self.deps.ambient.now();
        if now >= device.expires_at {
            return Err(PollRefusal::Expired);
        }
        let left = Seconds(device.expires_at.seconds() - now.seconds() + AFTERWARDS.0);
        self.rhythm.beat(id.as_str(), INTERVAL, left).await?;
        match device.stage {
            Stage::Waiting { .. } => Err(PollRefusal::Pending),
            Stage::Denied => Err(PollRefusal::Denied("the person refused")),
            Stage::Approved { grant } => Ok(Redeemed { grant: *grant, resting: id.to_string() }),
        }
    }

    /// Once the tokens are recorded: what they came of is gone.
    pub async fn forget(&self, redeemed: &Redeemed) -> Result<(), PortError> {
        self.shelf.remove(&redeemed.resting).await
    }

    fn id(&self, device_code: &str) -> DeviceId {
        DeviceId::from(self.deps.rest.rest("device-code", device_code).as_str())
    }

    fn resting(&self, code: &UserCode) -> String {
        self.deps.rest.rest("user-code", code.as_str()).as_str().to_owned()
    }
}
