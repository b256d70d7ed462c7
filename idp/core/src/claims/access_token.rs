use oidc::{AccessTokenClaims, Acr, Act, AtJwtClaims};
use serde::Serialize;

use super::other_ids::other_ids;
use super::situation::situation;
use super::{About, Claims};
use crate::client::{AccessTokenFormat, ClientId};
use crate::grant::{Emission, Grant};
use crate::port::PortError;

/// The claims of an access token, in the shape of its client.
#[derive(Serialize)]
#[serde(untagged)]
pub enum AccessClaims {
    Psc(Box<AccessTokenClaims>),
    AtJwt(Box<AtJwtClaims>),
}

impl Claims {
    /// What the emission stands for: a JWT says it, a reference is introspected to it.
    pub fn access_token(&self, about: &About<'_>, emission: &Emission) -> Result<AccessClaims, PortError> {
        Ok(match about.client.tokens.format {
            AccessTokenFormat::Psc => AccessClaims::Psc(Box::new(self.psc(about, emission)?)),
            AccessTokenFormat::AtJwt | AccessTokenFormat::Opaque => {
                AccessClaims::AtJwt(Box::new(self.at_jwt(about, emission)?))
            }
        })
    }

    fn psc(&self, about: &About<'_>, emission: &Emission) -> Result<AccessTokenClaims, PortError> {
        let (grant, terms) = (about.grant, &emission.terms);
        Ok(AccessTokenClaims {
            exp: emission.expires_at.seconds(),
            iat: emission.at.seconds(),
            auth_time: grant.authentication.at.seconds(),
            jti: emission.token.clone(),
            iss: self.hosts.issuer.clone(),
            aud: terms.resource.clone().or_else(|| (!about.psc()).then(|| self.hosts.issuer.clone())),
            sub: self.subjects.of(about.client, &about.personne.identifiant),
            typ: AccessTokenClaims::TYP,
            azp: about.client.id.to_string(),
            nonce: grant.nonce.clone().unwrap_or_default(),
            session_state: grant.session.to_string(),
            acr: acr(grant)?,
            scope: about.scope().to_string(),
            sid: grant.session.to_string(),
            auth_mode: grant.authentication.kind.auth_mode(),
            other_ids: about.registry().then(|| other_ids(about, &self.subjects)),
            subject_name_id: about.registry().then(|| about.number()),
            preferred_username: about.username(),
            situation: situation(about),
            cnf: terms.confirmation.clone(),
            act: act(&terms.actors),
        })
    }

    fn at_jwt(&self, about: &About<'_>, emission: &Emission) -> Result<AtJwtClaims, PortError> {
        let (grant, terms) = (about.grant, &emission.terms);
        Ok(AtJwtClaims {
            iss: self.hosts.issuer.clone(),
            exp: emission.expires_at.seconds(),
            aud: terms.resource.clone().unwrap_or_else(|| self.hosts.issuer.clone()),
            sub: self.subjects.of(about.client, &about.personne.identifiant),
            client_id: about.client.id.to_string(),
            iat: emission.at.seconds(),
            jti: emission.token.clone(),
            auth_time: grant.authentication.at.seconds(),
            acr: acr(grant)?,
            amr: grant.authentication.kind.amr(),
            scope: about.scope().to_string(),
            sid: grant.session.to_string(),
            cnf: terms.confirmation.clone(),
            act: act(&terms.actors),
            auth_mode: grant.authentication.kind.auth_mode(),
            other_ids: about.registry().then(|| other_ids(about, &self.subjects)),
            subject_name_id: about.registry().then(|| about.number()),
            preferred_username: about.username(),
            situation: situation(about),
        })
    }
}

/// The level as the grant stored it.
pub fn acr(grant: &Grant) -> Result<Acr, PortError> {
    grant.acr.parse().map_err(|error| PortError::inconsistent("grants", &grant.id, error))
}

/// RFC 8693 §4.1: the last actor outside, whoever acted before it inside.
fn act(actors: &[ClientId]) -> Option<Act> {
    actors.iter().rev().fold(None, |inner, client| {
        Some(Act { sub: super::subject::of_client(client), client_id: client.to_string(), act: inner.map(Box::new) })
    })
}
