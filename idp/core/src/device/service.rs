use std::sync::Arc;

use ambient::{Ambient, Seconds, SecretString};
use oidc::{ErrorCode, GrantType, Prompts};

use super::{DeviceRefusal, Devices, UserCode};
use crate::assurance::Assurance;
use crate::authorization::check::{Asked, acr_values, amr, claims, duplicates, resource, scope, situation_hint};
use crate::authorization::source::Came;
use crate::authorization::{AuthorizationRequest, Fault};
use crate::client::Client;
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::compteur::{Compteurs, Counted, Limit};
use crate::hosts::Hosts;
use crate::journal::{Acte, event};

/// Requests of one client from one network.
const OPENED: Limit = Limit { tries: 300, window: Some(Seconds::minutes(10)) };

/// What [`DeviceAuthorization`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub hosts: Hosts,
    pub assurance: Assurance,
    pub client_auth: ClientAuthentication,
    pub compteurs: Arc<dyn Compteurs>,
    pub devices: Devices,
}

/// The device authorization endpoint: RFC 8628 §3.1.
#[derive(Clone)]
pub struct DeviceAuthorization(Deps);

/// RFC 8628 §3.2.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// 256 random bits.
    pub device_code: SecretString,
    pub user_code: UserCode,
    pub expires_in: Seconds,
    pub interval: Seconds,
}

impl DeviceAuthorization {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    pub async fn answer(&self, call: &BackChannelCall<'_>) -> Result<Accepted, DeviceRefusal> {
        let client = self.0.client_auth.authenticate(call).await?;
        let accepted = self.accept(&client, call).await;
        if let Err(refusal) = &accepted {
            let acte = Acte::new(event::DEVICE_REFUSED)
                .with("client.id", client.id.as_str())
                .with("error", refusal.public().error.word())
                .with("cause", refusal.to_string());
            self.0.client_auth.bounded().record(client.id.as_str(), acte).await?;
        }
        accepted
    }

    async fn accept(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<Accepted, DeviceRefusal> {
        let request = self.check(client, call)?;
        let key = format!("device.opened:{}:{}", client.id, call.source);
        match self.0.compteurs.count(&key, OPENED, self.0.ambient.now()).await? {
            Counted::Within(_) => Ok(self.0.devices.open(client, request).await?),
            Counted::Exhausted { .. } => Err(DeviceRefusal::TooMany),
        }
    }

    /// The checks, in their order. What the login will answer is what a browser's request would say.
    fn check(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<AuthorizationRequest, Fault> {
        let (deps, params) = (&self.0, call.params);
        if !client.may(GrantType::DeviceCode) {
            let why = "the client is not registered for this grant_type";
            return Err(Fault::new(ErrorCode::UnauthorizedClient, why));
        }
        duplicates::check(params)?;
        let asked = Asked { params, client, came: Came::default() };
        let scope = scope::check(asked, &Prompts::default())?;
        let claims = claims::check(params)?;
        let acr_floor = acr_values::check(asked, &claims, &deps.assurance)?;
        let situation_hint = situation_hint::check(asked)?;
        let moyens = amr::check(asked, &claims, deps.assurance.reaching(client, acr_floor))?;
        let resources = resource::check(asked)?;
        Ok(AuthorizationRequest {
            claims,
            acr_floor,
            situation_hint,
            moyens,
            resources,
            ..AuthorizationRequest::of_device(client, &deps.hosts, scope, deps.ambient.now())
        })
    }
}
