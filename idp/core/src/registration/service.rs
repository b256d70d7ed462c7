//! Dynamic registration and its management: RFC 7591 §3, RFC 7592 §2.

use std::sync::Arc;

use ambient::{Ambient, ExposeSecret as _, RestKey, Resting, SecretString, Timestamp};
use oidc::GrantType;
use serde_json::{Map, Value, json};

use super::access::{self, InitialAccessTokens};
use super::metadata::{self, Given, Sent};
use super::{Declaration, Method, Objection, RegistrationRefusal, namesake, refused, sector};
use crate::claims::subject::Subjects;
use crate::client::{Client, ClientAuth, ClientId, Clients, Origin, Registrar, Wish};
use crate::client_auth::ClientAuthentication;
use crate::compteur::Compteurs;
use crate::hosts::Hosts;
use crate::journal::{Acte, Journal, event};
use crate::outbound::Documents;

/// Settings of the realm.
#[derive(Clone, Copy, Debug)]
pub struct RegistrationSettings {
    /// Addresses of this machine are welcome: the sandbox.
    pub local: bool,
    /// A client that proves itself sends PKCE unless its registration says otherwise. OpenID Connect certification wants
    /// `false`.
    pub pkce: bool,
    /// Clients of the profile `oidc` may register response types that carry tokens. A dynamic provider of OpenID Connect
    /// Core 1.0 §15.2 has them; RFC 9700 §2.1.2 would rather not.
    pub implicit: bool,
}

/// What [`Registrations`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub hosts: Hosts,
    pub settings: RegistrationSettings,
    pub subjects: Subjects,
    pub clients: Arc<dyn Clients>,
    pub registrar: Registrar,
    pub initial: Arc<dyn InitialAccessTokens>,
    pub documents: Arc<dyn Documents>,
    pub compteurs: Arc<dyn Compteurs>,
    pub journal: Arc<dyn Journal>,
}

/// Registers clients that ask for it with an initial access token.
#[derive(Clone)]
pub struct Registrations(pub(super) Deps);

/// What the client reads. Not `Debug`: it holds secrets.
pub struct Registered {
    pub client: Client,
    /// Only when it was drawn now.
    pub secret: Option<SecretString>,
    pub access: SecretString,
}

impl Registrations {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    /// RFC 7591 §3. The use of the initial access token is taken last, so that a mistake in the metadata costs none.
    pub async fn register(&self, bearer: Option<&str>, body: &[u8]) -> Result<Registered, RegistrationRefusal> {
        let made = self.make(bearer, body).await;
        refused::told(&self.0, None, made).await
    }

    async fn make(&self, bearer: Option<&str>, body: &[u8]) -> Result<Registered, RegistrationRefusal> {
        let now = self.0.ambient.now();
        let token = access::resting(&self.0.rest, bearer.ok_or(RegistrationRefusal::Token { sent: false })?);
        let refused = RegistrationRefusal::Token { sent: true };
        let Some(initial) = self.0.initial.usable(&token, now).await? else { return Err(refused) };
        let id = ClientId::from(format!("dyn-{}", &self.0.ambient.chance.token()[..22]));
        let (client, secret) = self.read(id, &sent(body)?).await?;
        if !self.0.initial.spend(&token, now).await? {
            return Err(refused);
        }
        let access = self.0.ambient.secret();
        let origin = Origin::Dynamic { access: self.rest(access.expose_secret()), at: now, trusted: initial.trusted };
        let client = Client { origin, ..client };
        self.tell(event::CLIENT_REGISTERED, &client.id).await?;
        self.0.clients.register(&client).await?;
        Ok(Registered { client, secret, access })
    }

    /// RFC 7592 §2.1.
    pub async fn show(&self, id: &str, bearer: Option<&str>) -> Result<Registered, RegistrationRefusal> {
        let (client, access) = self.owned(id, bearer).await?;
        Ok(Registered { client, secret: None, access })
    }

    /// RFC 7592 §2.2: the new registration replaces the whole of the old one; identifier and secret stay. The access
    /// token stays too: an answer that is lost does not lock the client out.
    pub async fn replace(
        &self,
        id: &str,
        bearer: Option<&str>,
        body: &[u8],
    ) -> Result<Registered, RegistrationRefusal> {
        let (before, access) = self.owned(id, bearer).await?;
        let read = self.anew(&before, body).await;
        let (after, drawn) = refused::told(&self.0, Some(id), read).await?;
        let (auth, secret) = with_secret_of(&before.auth, after.auth.clone(), drawn);
        let client = Client { auth, origin: before.origin.clone(), disabled_at: before.disabled_at, ..after };
        self.tell(event::CLIENT_CHANGED, &client.id).await?;
        let written = self.written(&before, &client).await;
        refused::told(&self.0, Some(id), written).await?;
        Ok(Registered { client, secret, access })
    }

    /// Whoever removed or disabled the client meanwhile is not overruled: its token is good for nothing any more.
    async fn written(&self, before: &Client, after: &Client) -> Result<(), RegistrationRefusal> {
        match self.0.clients.replace(before, after).await? {
            true => Ok(()),
            false => Err(RegistrationRefusal::Token { sent: true }),
        }
    }

    /// RFC 7592 §2.3. What was issued to it dies with it.
    pub async fn remove(&self, id: &str, bearer: Option<&str>) -> Result<(), RegistrationRefusal> {
        let (client, _) = self.owned(id, bearer).await?;
        Ok(self.0.registrar.remove(&client.id, Wish::Client).await?)
    }

    /// RFC 7592 §2.1: the token of this very client; whatever is wrong reads the same.
    async fn owned(&self, id: &str, bearer: Option<&str>) -> Result<(Client, SecretString), RegistrationRefusal> {
        let proven = self.proven(id, bearer).await;
        refused::told(&self.0, Some(id), proven).await
    }

    async fn proven(&self, id: &str, bearer: Option<&str>) -> Result<(Client, SecretString), RegistrationRefusal> {
        let bearer = bearer.ok_or(RegistrationRefusal::Token { sent: false })?;
        let client = self.0.clients.client(&ClientId::from(id)).await?;
        let resting = self.rest(bearer);
        match client {
            Some(client) if matches!(&client.origin, Origin::Dynamic { access, .. } if *access == resting) => {
                Ok((client, SecretString::from(bearer)))
            }
            _ => Err(RegistrationRefusal::Token { sent: true }),
        }
    }

    async fn anew(&self, before: &Client, body: &[u8]) -> Result<(Client, Option<SecretString>), RegistrationRefusal> {
        let sent = sent(body)?;
        self.same(before, &sent)?;
        self.read(before.id.clone(), &sent).await
    }

    /// What costs nothing is checked first; then the one document that a registration may name.
    async fn read(&self, id: ClientId, sent: &Sent) -> Result<(Client, Option<SecretString>), RegistrationRefusal> {
        let RegistrationSettings { local, pkce, .. } = self.0.settings;
        let given = Given { id, secret: self.0.ambient.secret(), local, pkce };
        let declaration = metadata::declare(sent, given).map_err(RegistrationRefusal::Metadata)?;
        let client = declaration.register(&self.0.rest).map_err(RegistrationRefusal::Metadata)?;
        self.offered(&declaration)?;
        let mut objections = namesake::objections(&declaration, &self.0.clients.declared().await?);
        if objections.is_empty() {
            objections = sector::objections(&declaration, &*self.0.documents).await;
        }
        match objections.is_empty() {
            true => Ok((client, declaration.secret)),
            false => Err(RegistrationRefusal::Metadata(objections)),
        }
    }

    /// What this installation does not have, whatever the specification says.
    fn offered(&self, declaration: &Declaration) -> Result<(), RegistrationRefusal> {
        self.implicit(declaration)?;
        let certificate = matches!(declaration.auth(), Method::TlsClientAuth | Method::SelfSignedTlsClientAuth);
        let key = match (certificate, declaration.tls_client_certificate_bound_access_tokens) {
            _ if self.0.hosts.mtls.is_some() => return Ok(()),
            (true, _) => "auth",
            (false, true) => "tls_client_certificate_bound_access_tokens",
            (false, false) => return Ok(()),
        };
        let reason = "this provider has no host for machines with a certificate".to_owned();
        let remedy = "use private_key_jwt, and DPoP to bind tokens";
        let code = "enregistrement.sans-certificats";
        Err(RegistrationRefusal::Metadata(vec![Objection { code, key, reason, remedy }]))
    }

    fn implicit(&self, declaration: &Declaration) -> Result<(), RegistrationRefusal> {
        if self.0.settings.implicit || !declaration.has(GrantType::Implicit) {
            return Ok(());
        }
        let reason = "no token travels by the browser here".to_owned();
        let (code, remedy) = ("enregistrement.sans-implicite", "use authorization_code with response_types [\"code\"]");
        Err(RegistrationRefusal::Metadata(vec![Objection { code, key: "grant_types", reason, remedy }]))
    }

    /// RFC 7592 §2.2: `client_id` is sent and the same; `client_secret`, if sent, is the current one.
    fn same(&self, client: &Client, sent: &Sent) -> Result<(), RegistrationRefusal> {
        let objection = |key, reason: &str, remedy| {
            let code = "enregistrement.autre-client";
            Err(RegistrationRefusal::Metadata(vec![Objection { code, key, reason: reason.to_owned(), remedy }]))
        };
        if sent.text("client_id") != Some(client.id.as_str()) {
            return objection("id", "not the client of this address", "send its client_id");
        }
        let secret = sent.text("client_secret").map(|text| ClientAuthentication::rest_secret(&self.0.rest, text));
        if secret.is_some_and(|secret| secret_of(&client.auth) != Some(&secret)) {
            return objection("secret", "not the secret of this client", "leave it out, or send the current one");
        }
        let server =
            ["registration_access_token", "registration_client_uri", "client_secret_expires_at", "client_id_issued_at"];
        match server.iter().any(|member| sent.0.contains_key(*member)) {
            true => objection("id", "holds a member that the server alone gives", "leave out what only an answer has"),
            false => Ok(()),
        }
    }

    fn rest(&self, access: &str) -> Resting {
        self.0.rest.rest("registration-access", access)
    }

    async fn tell(&self, event: &'static str, id: &ClientId) -> Result<(), RegistrationRefusal> {
        Ok(self.0.journal.record(Acte::new(event).with("client.id", id.as_str())).await?)
    }

    /// RFC 7591 §3.2.1, RFC 7592 §3.
    pub fn answer(&self, registered: &Registered) -> Map<String, Value> {
        let mut told = metadata::told(&registered.client, &self.0.subjects);
        let at = match &registered.client.origin {
            Origin::Dynamic { at, .. } => Timestamp::seconds(*at),
            Origin::Partner { at, .. } => Timestamp::seconds(*at),
            Origin::Declared => 0,
        };
        told.insert("client_id_issued_at".to_owned(), json!(at));
        if let Some(secret) = &registered.secret {
            told.insert("client_secret".to_owned(), json!(secret.expose_secret()));
            told.insert("client_secret_expires_at".to_owned(), json!(0));
        }
        told.insert("registration_access_token".to_owned(), json!(registered.access.expose_secret()));
        let uri = format!("{}/{}", self.0.hosts.at(Hosts::REGISTRATION), registered.client.id);
        told.insert("registration_client_uri".to_owned(), json!(uri));
        told
    }
}

fn sent(body: &[u8]) -> Result<Sent, RegistrationRefusal> {
    serde_json::from_slice(body).map_err(|error| RegistrationRefusal::Body(error.to_string()))
}

/// The secret that the client has stays where the new registration still wants one; else the one that was drawn is told.
fn with_secret_of(
    before: &ClientAuth,
    after: ClientAuth,
    drawn: Option<SecretString>,
) -> (ClientAuth, Option<SecretString>) {
    match (secret_of(before).cloned(), after) {
        (Some(secret), ClientAuth::ClientSecretBasic { .. }) => (ClientAuth::ClientSecretBasic { secret }, None),
        (Some(secret), ClientAuth::ClientSecretPost { .. }) => (ClientAuth::ClientSecretPost { secret }, None),
        (_, auth) => (auth, drawn),
    }
}

fn secret_of(auth: &ClientAuth) -> Option<&String> {
    match auth {
        ClientAuth::ClientSecretBasic { secret } | ClientAuth::ClientSecretPost { secret } => Some(secret),
        _ => None,
    }
}
