use oidc::{AccessTokenClaims, Acr};

use super::other_ids::other_ids;
use super::situation::situation;
use super::{About, Claims};
use crate::grant::Grant;
use crate::port::PortError;

impl Claims {
    pub fn access_token(&self, about: &About<'_>, jti: String) -> Result<AccessTokenClaims, PortError> {
        let grant = about.grant;
        let iat = about.now.seconds();
        Ok(AccessTokenClaims {
            exp: iat + self.lifetimes.token.0,
            iat,
            auth_time: grant.authentication.at.seconds(),
            jti,
            iss: self.hosts.issuer.clone(),
            aud: (!about.psc()).then(|| self.hosts.issuer.clone()),
            sub: self.subjects.of(about.client, &about.personne.identifiant),
            typ: AccessTokenClaims::TYP,
            azp: about.client.id.to_string(),
            nonce: grant.nonce.clone().unwrap_or_default(),
            session_state: grant.session.to_string(),
            acr: acr(grant)?,
            scope: about.scope().to_string(),
            sid: grant.session.to_string(),
            auth_mode: grant.authentication.kind.auth_mode(),
            other_ids: about.registry().then(|| other_ids(about.personne)),
            subject_name_id: about.registry().then(|| about.number()),
            preferred_username: about.names().then(|| about.number()),
            situation: situation(about),
        })
    }
}

/// The level as the grant stored it.
pub fn acr(grant: &Grant) -> Result<Acr, PortError> {
    grant.acr.parse().map_err(|error| PortError::inconsistent("grants", &grant.id, error))
}
