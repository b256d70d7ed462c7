use std::sync::Arc;

use ambient::{Ambient, ExposeSecret, RestKey, Resting, Seconds, SecretString};
use serde::{Deserialize, Serialize};

use super::{Interaction, InteractionId, LoginError, Stage};
use crate::authorization::AuthorizationRequest;
use crate::presence::{Presence, Seen, Shelf};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct InteractionSettings {
    /// From the request of the client to the code; the phone, the card and the choice included.
    pub life: Seconds,
}

impl Default for InteractionSettings {
    fn default() -> Self {
        Self { life: Seconds::minutes(15) }
    }
}

/// The shelf of interactions. Whoever reads one must hold the address and the cookie; whoever moves one must have seen
/// its latest stage.
#[derive(Clone)]
pub struct Interactions {
    ambient: Ambient,
    rest: RestKey,
    settings: InteractionSettings,
    shelf: Shelf<Interaction>,
}

impl Interactions {
    pub fn new(ambient: Ambient, rest: RestKey, settings: InteractionSettings, presence: Arc<dyn Presence>) -> Self {
        Self { ambient, rest, settings, shelf: Shelf::new(presence, "interaction") }
    }

    /// Keeps a request for the browser that sent it. The cookie is the browser's own where it has one, so that two tabs
    /// do not end each other.
    pub async fn park(
        &self,
        request: AuthorizationRequest,
        cookie: Option<&str>,
    ) -> Result<(Seen<Interaction>, SecretString), LoginError> {
        let secret = match cookie.filter(|cookie| is_secret(cookie)) {
            Some(cookie) => SecretString::from(cookie.to_owned()),
            None => self.ambient.secret(),
        };
        let interaction = Interaction {
            id: InteractionId::from(self.ambient.chance.token()),
            browser: self.resting(secret.expose_secret()),
            opened_at: self.ambient.now(),
            stage: Stage::Parked { request: Box::new(request) },
        };
        self.shelf.create(interaction.id.as_str(), &interaction, self.settings.life).await?;
        let version = self.read(&interaction.id).await?.version;
        Ok((Seen { value: interaction, version }, secret))
    }

    /// The interaction, for the browser that began it and for no other.
    pub async fn of(&self, id: &InteractionId, cookie: Option<&str>) -> Result<Seen<Interaction>, LoginError> {
        let seen = self.read(id).await?;
        match cookie.map(|cookie| self.resting(cookie)) {
            Some(browser) if browser == seen.value.browser => Ok(seen),
            _ => Err(LoginError::OtherBrowser),
        }
    }

    /// The interaction as the card host may see it: that host has no cookie of the browser.
    pub async fn waiting(&self, id: &InteractionId) -> Result<Interaction, LoginError> {
        let interaction = self.read(id).await?.value;
        match interaction.stage {
            Stage::Parked { .. } | Stage::Ecps { .. } => Ok(interaction),
            _ => Err(LoginError::Overtaken),
        }
    }

    /// Moves on from the stage that was seen; its life goes on, it does not start anew.
    pub async fn advance(&self, seen: Seen<Interaction>, stage: Stage) -> Result<Seen<Interaction>, LoginError> {
        let left = seen.value.opened_at.plus(self.settings.life).seconds() - self.ambient.now().seconds();
        if left <= 0 {
            return Err(LoginError::Unknown);
        }
        let moved = Interaction { stage, ..seen.value };
        if !self.shelf.replace(moved.id.as_str(), seen.version, &moved, Seconds(left)).await? {
            return Err(LoginError::Overtaken);
        }
        // A version grows by as much as the store likes: asked for, never reckoned.
        let now = self.read(&moved.id).await?;
        if now.value == moved { Ok(now) } else { Err(LoginError::Overtaken) }
    }

    async fn read(&self, id: &InteractionId) -> Result<Seen<Interaction>, LoginError> {
        if !is_secret(id.as_str()) {
            return Err(LoginError::Unknown);
        }
        let seen = self.shelf.read(id.as_str()).await?.ok_or(LoginError::Unknown)?;
        let over = seen.value.opened_at.plus(self.settings.life) <= self.ambient.now();
        if over { Err(LoginError::Unknown) } else { Ok(seen) }
    }

    fn resting(&self, cookie: &str) -> Resting {
        self.rest.rest("interaction", cookie)
    }
}

/// Has the form of what [`Ambient::secret`] draws: 43 characters of base64url.
fn is_secret(text: &str) -> bool {
    text.len() == 43 && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'_')
}
