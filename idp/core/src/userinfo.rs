//! The UserInfo endpoint: OpenID Connect Core 1.0 §5.3, RFC 6750 §3.

mod refusal;

pub use refusal::UserinfoRefusal;

use annuaire::Correspondance;
use oidc::Scope;
use serde_json::{Map, Value, json};
use uuid::Uuid;

use crate::access::{Access, AccessRefusal, AccessTokens};
use crate::answers::{Answers, Form};
use crate::claims::{About, Claims};
use crate::client::Client;
use crate::sender::{Presented, Senders};
use crate::session::random_uuid;

/// What [`Userinfo`] stands on.
#[derive(Clone)]
pub struct Deps {
    pub access: AccessTokens,
    pub claims: Claims,
    pub senders: Senders,
    pub answers: Answers,
}

/// Answers who somebody is, as the registry knows them now.
#[derive(Clone)]
pub struct Userinfo(Deps);

/// §5.3.2, as the client registered. Not `Debug`: it names a person.
pub enum Told {
    Json(Map<String, Value>),
    /// `application/jwt`: signed, encrypted, or both.
    Jwt(String),
}

impl Userinfo {
    pub fn new(deps: Deps) -> Self {
        Self(deps)
    }

    pub async fn answer<'a>(&self, presented: impl Into<Presented<'a>>) -> Result<Told, UserinfoRefusal> {
        let presented = presented.into();
        let access = self.0.access.read(presented.token).await.map_err(|refusal| match refusal {
            AccessRefusal::Invalid(cause) => UserinfoRefusal::Token(cause),
            AccessRefusal::Port(error) => UserinfoRefusal::Port(error),
        })?;
        self.0.senders.present(&access.client, access.confirmation(), &presented).await?;
        meant_for_us(&access)?;
        let claims = self.claims(&access).await?;
        self.sealed(&access.client, claims).await
    }

    /// FAPI 1.0 Baseline §6.2.1-11, which FAPI-CIBA keeps: the UUID by which a call is found in both logs, that of the caller
    /// or else one of ours.
    pub fn interaction(&self, came: Option<&str>) -> String {
        let theirs = came.filter(|came| Uuid::parse_str(came).is_ok()).map(str::to_owned);
        theirs.unwrap_or_else(|| random_uuid(&self.0.access.standing.ambient))
    }

    async fn claims(&self, access: &Access) -> Result<Map<String, Value>, UserinfoRefusal> {
        let standing = &self.0.access.standing;
        let personne = standing.person(&access.client, &access.granted).await?;
        let now = standing.ambient.now();
        let about = About { client: &access.client, grant: &access.granted, personne: &personne, now };
        let contact: Option<Correspondance> = match self.0.claims.tells_contact(&about) {
            true => standing.contact(&personne.identifiant).await?,
            false => None,
        };
        Ok(self.0.claims.told(&about, contact.as_ref())?)
    }

    /// §5.3.2: a signed answer has `iss` and `aud`; one that is only encrypted holds the JSON as it is.
    async fn sealed(&self, client: &Client, mut claims: Map<String, Value>) -> Result<Told, UserinfoRefusal> {
        let (answers, rules) = (&self.0.answers, &client.answers);
        match (rules.userinfo_alg, rules.userinfo_encryption) {
            (None, None) => Ok(Told::Json(claims)),
            (Some(alg), encryption) => {
                claims.insert("iss".to_owned(), json!(self.0.claims.hosts.issuer));
                claims.insert("aud".to_owned(), json!(client.id.as_str()));
                Ok(Told::Jwt(answers.jwt(client, Form::jwt(alg, encryption), &claims).await?))
            }
            (None, Some(how)) => {
                let plain = Value::Object(claims).to_string();
                Ok(Told::Jwt(answers.encrypted(client, plain.as_bytes(), how, None).await?))
            }
        }
    }
}

/// A token for another resource is not for this one (RFC 8707 §2), nor is one of OAuth 2.0 alone.
fn meant_for_us(access: &Access) -> Result<(), UserinfoRefusal> {
    if access.emission.terms.resource.is_some() {
        return Err(UserinfoRefusal::Token("the access token is meant for another resource"));
    }
    match access.granted.scope.iter().any(|word| word == Scope::OPENID) {
        true => Ok(()),
        false => Err(UserinfoRefusal::Scope),
    }
}
