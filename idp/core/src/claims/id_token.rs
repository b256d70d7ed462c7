use annuaire::Correspondance;
use aws_lc_rs::digest::{SHA256, SHA512, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oidc::IdTokenClaims;
use serde_json::Map;

use super::situation::situation;
use super::told::members;
use super::{About, Claims};
use crate::key::SigningAlg;
use crate::port::PortError;

impl Claims {
    /// The ID token that goes out with `access_token`, with what the `claims` parameter named.
    pub fn id_token(
        &self,
        about: &About<'_>,
        jti: String,
        access_token: &str,
        contact: Option<&Correspondance>,
    ) -> Result<IdTokenClaims, PortError> {
        let hash = at_hash(about.client.id_token_alg, access_token);
        let claims = IdTokenClaims { at_hash: Some(hash), ..self.plain_id_token(about, jti)? };
        self.with_requested(claims, about, contact)
    }

    /// The ID token of who gets nothing beside it, and so cannot ask userinfo: what the scope yields there is told here
    /// (OpenID Connect Core 1.0 §5.4). Without `at_hash` (§3.2.2.10), `typ` says what it is to whoever reads it back.
    pub fn id_token_alone(
        &self,
        about: &About<'_>,
        jti: String,
        contact: Option<&Correspondance>,
    ) -> Result<IdTokenClaims, PortError> {
        let plain = IdTokenClaims { typ: Some(IdTokenClaims::TYP), ..self.plain_id_token(about, jti)? };
        let mut claims = self.with_requested(plain, about, contact)?;
        let said = members(&claims)?;
        let told = self.told(about, contact)?;
        claims.more.extend(told.into_iter().filter(|(name, _)| !said.contains_key(name)));
        Ok(claims)
    }

    fn with_requested(
        &self,
        mut claims: IdTokenClaims,
        about: &About<'_>,
        contact: Option<&Correspondance>,
    ) -> Result<IdTokenClaims, PortError> {
        let requested = &about.grant.claims.id_token;
        if requested.names().next().is_some() {
            let said = members(&claims)?;
            let mut told = said.clone();
            self.add_requested(&mut told, about, contact, requested)?;
            claims.more = told.into_iter().filter(|(name, _)| !said.contains_key(name)).collect();
        }
        Ok(claims)
    }

    fn plain_id_token(&self, about: &About<'_>, jti: String) -> Result<IdTokenClaims, PortError> {
        let grant = about.grant;
        let iat = about.now.seconds();
        Ok(IdTokenClaims {
            exp: iat + self.lifetimes.token.0,
            iat,
            auth_time: grant.authentication.at.seconds(),
            jti,
            iss: self.hosts.issuer.clone(),
            aud: about.client.id.to_string(),
            sub: self.subjects.of(about.client, &about.personne.identifiant),
            typ: about.psc().then_some(IdTokenClaims::TYP),
            azp: about.client.id.to_string(),
            nonce: grant.nonce.clone(),
            session_state: about.psc().then(|| grant.session.to_string()),
            at_hash: None,
            sid: grant.session.to_string(),
            auth_mode: about.psc().then(|| grant.authentication.kind.auth_mode()),
            acr: super::access_token::acr(grant)?,
            auth_level: self.assurance.auth_level(about.client),
            amr: (!about.psc()).then(|| grant.authentication.kind.amr()),
            subject_name_id: about.registry().then(|| about.number()),
            preferred_username: about.username(),
            name: (!about.psc() && about.names()).then(|| about.full_name()),
            given_name: about.names().then(|| about.personne.prenom.clone()),
            family_name: about.names().then(|| about.personne.nom.clone()),
            situation: situation(about),
            more: Map::new(),
        })
    }
}

/// OpenID Connect Core 1.0 §3.1.3.6: the left half of the hash of the algorithm; for Ed25519 that is SHA-512
/// (RFC 8032 §5.1), as OpenID libraries have it.
fn at_hash(alg: SigningAlg, access_token: &str) -> String {
    let hash = match alg {
        SigningAlg::RS256 | SigningAlg::PS256 | SigningAlg::ES256 => digest(&SHA256, access_token.as_bytes()),
        SigningAlg::EdDSA => digest(&SHA512, access_token.as_bytes()),
    };
    let bytes = hash.as_ref();
    URL_SAFE_NO_PAD.encode(&bytes[..bytes.len() / 2])
}
