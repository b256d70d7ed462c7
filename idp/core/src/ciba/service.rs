use std::net::{IpAddr, Ipv4Addr};
use std::sync::Arc;

use ambient::{Ambient, ExposeSecret, RestKey, Resting, Seconds, SecretString, Timestamp};
use ecps::DemandeId;
use oidc::{ClaimsParameter, GrantType, Scope};
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use super::approval::Taken;
use super::ask::Metiers;
use super::{AuthenticationDevices, Channel, CibaRefusal, CibaRequest, CibaSettings, Pings};
use crate::annuaire::Annuaire;
use crate::assurance::Assurance;
use crate::authorization::policy::Policy;
use crate::carte::DemandesCarte;
use crate::client::{CibaRules, Client, ClientId};
use crate::client_auth::{BackChannelCall, ClientAuthentication};
use crate::client_keys::ClientKeySets;
use crate::ecps::{Ensuite, Origine, Source};
use crate::grant::Grants;
use crate::hosts::Hosts;
use crate::journal::{Acte, Journal, event};
use crate::polling::Rhythm;
use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::sender::Senders;
use crate::session::Sessions;
use crate::signing::Signing;
use crate::spent::Spent;

/// What [`Ciba`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub hosts: Hosts,
    pub settings: CibaSettings,
    pub client_auth: ClientAuthentication,
    pub client_keys: ClientKeySets,
    pub senders: Senders,
    pub signing: Arc<Signing>,
    pub assurance: Assurance,
    pub policy: Policy,
    pub devices: Arc<dyn AuthenticationDevices>,
    pub cards: DemandesCarte,
    pub annuaire: Arc<dyn Annuaire>,
    pub metiers: Arc<dyn Metiers>,
    pub sessions: Sessions,
    pub grants: Arc<dyn Grants>,
    pub spent: Arc<dyn Spent>,
    pub presence: Arc<dyn Presence>,
    pub pings: Pings,
    pub ensuite: Arc<dyn Ensuite>,
    pub journal: Arc<dyn Journal>,
}

/// The backchannel authentication endpoint, and what the token endpoint asks of it.
#[derive(Clone)]
pub struct Ciba {
    pub(super) deps: Arc<Deps>,
    pub(super) shelf: Shelf<Waiting>,
    /// Approvals that were taken from the phones and have not become tokens yet.
    pub(super) taken: Shelf<Taken>,
    pub(super) rhythm: Rhythm,
}

/// A request under way, on its shelf under the resting form of its `auth_req_id`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Waiting {
    pub client: ClientId,
    pub demande: DemandeId,
    pub personne: IdentifiantNational,
    #[serde(default)]
    pub channel: Channel,
    pub scope: Scope,
    pub situation_hint: Option<String>,
    pub claims: ClaimsParameter,
    pub resources: Vec<String>,
    /// The key whose proof came with the request: it alone redeems.
    pub dpop_jkt: Option<String>,
    pub interval: Seconds,
    pub expires_at: Timestamp,
}

/// The endpoint's answer: OpenID Connect CIBA Core 1.0 §7.3.
#[derive(Clone, Debug)]
pub struct Accepted {
    /// 256 random bits.
    pub auth_req_id: SecretString,
    pub expires_in: Seconds,
    pub interval: Seconds,
}

/// How long an `auth_req_id` that has expired is still told from one that never was.
pub(super) const AFTERWARDS: Seconds = Seconds(60);

impl Ciba {
    pub fn new(deps: Deps) -> Self {
        Self {
            shelf: Shelf::new(deps.presence.clone(), "ciba"),
            taken: Shelf::new(deps.presence.clone(), "ciba.taken"),
            rhythm: Rhythm::new(deps.ambient.clone(), deps.presence.clone()),
            deps: Arc::new(deps),
        }
    }

    /// What the reader's program asks and answers.
    pub fn cards(&self) -> &DemandesCarte {
        &self.deps.cards
    }

    /// Authenticates the client, runs the checks, answers, and asks the phone afterwards: the answer and its time are
    /// the same whoever was named, and whether anybody has that number (M03).
    pub async fn answer(&self, call: &BackChannelCall<'_>) -> Result<Accepted, CibaRefusal> {
        let client = self.deps.client_auth.authenticate(call).await?;
        let accepted = self.accept(&client, call).await;
        if let Err(refusal) = &accepted {
            let acte = Acte::new(event::CIBA_REFUSED)
                .with("client.id", client.id.as_str())
                .with("error", refusal.public().error.word())
                .with("cause", refusal.to_string());
            self.deps.client_auth.bounded().record(client.id.as_str(), acte).await?;
        }
        accepted
    }

    async fn accept(&self, client: &Client, call: &BackChannelCall<'_>) -> Result<Accepted, CibaRefusal> {
        let rules = registered(client)?;
        let dpop_jkt = self.deps.senders.announce(client, call, None).await?;
        let request = self.check(client, rules, call.params).await?;
        let source = call.source.parse().unwrap_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED));
        let origine = Origine::Service { client: client.id.clone(), source: Source::from(source) };
        self.deps.devices.admettre(&request.personne, &origine).await?;
        self.open(client, request, origine, dpop_jkt).await.map_err(CibaRefusal::Port)
    }

    async fn open(
        &self,
        client: &Client,
        request: CibaRequest,
        origine: Origine,
        dpop_jkt: Option<String>,
    ) -> Result<Accepted, PortError> {
        let deps = &self.deps;
        let auth_req_id = deps.ambient.secret();
        let interval = deps.settings.interval_of(client.profile);
        let life = Seconds(request.life.0 + AFTERWARDS.0);
        let waiting = Waiting {
            client: client.id.clone(),
            demande: DemandeId::from(deps.ambient.chance.token()),
            personne: request.personne.clone(),
            channel: request.channel,
            scope: request.scope.clone(),
            situation_hint: request.situation_hint.clone(),
            claims: request.claims.clone(),
            resources: request.resources.clone(),
            dpop_jkt,
            interval,
            expires_at: deps.ambient.now().plus(request.life),
        };
        self.shelf.create(self.resting(auth_req_id.expose_secret()).as_str(), &waiting, life).await?;
        if let Some(bearer) = &request.notification_token {
            let words = (auth_req_id.expose_secret(), bearer.as_str());
            deps.pings.expect(&waiting.demande, client, words, life).await?;
        }
        let acte = Acte::new(event::CIBA_REQUESTED)
            .with("client.id", client.id.as_str())
            .with("demande.id", waiting.demande.as_str())
            .with("personne.id", request.personne.to_string());
        deps.journal.record(acte).await?;
        let accepted = Accepted { auth_req_id, expires_in: request.life, interval };
        let (ciba, client) = (self.clone(), client.clone());
        deps.ensuite.lancer(Box::pin(async move { ciba.ask(&client, waiting, request, origine).await }));
        Ok(accepted)
    }

    pub(super) fn resting(&self, auth_req_id: &str) -> Resting {
        self.deps.rest.rest("auth-req-id", auth_req_id)
    }
}

/// CIBA Core 1.0 §4: confidential clients that were registered for it.
fn registered(client: &Client) -> Result<&CibaRules, CibaRefusal> {
    let rules = client.ciba.as_ref().filter(|_| client.may(GrantType::Ciba) && !client.is_public());
    rules.ok_or(CibaRefusal::Check(super::check::NOT_REGISTERED))
}
