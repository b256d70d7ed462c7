use ambient::ExposeSecret;

use super::issue::{Issue, Origin};
use super::{TokenRefusal, Tokens};
use crate::answers::Form;
use crate::claims::About;
use crate::client::AccessTokenFormat;
use crate::grant::{Emission, Terms};
use crate::session::random_uuid;

impl Tokens {
    /// The access token in the format of the client, and the record that makes it one.
    pub(super) async fn access_token(
        &self,
        about: &About<'_>,
        issue: &Issue<'_>,
    ) -> Result<(String, Emission), TokenRefusal> {
        let deps = &self.0;
        let format = issue.client.tokens.format;
        let mut emission = self.emission(about, issue);
        if format == AccessTokenFormat::Opaque {
            let secret = deps.ambient.dated_secret();
            emission.token = deps.rest.rest("access", secret.expose_secret()).as_str().to_owned();
            return Ok((secret.expose_secret().to_owned(), emission));
        }
        let claims = deps.claims.access_token(about, &emission)?;
        let token = match format {
            AccessTokenFormat::AtJwt => {
                deps.signing.sign_typed(issue.client.id_token_alg, oidc::AtJwtClaims::TYP, &claims).await?
            }
            AccessTokenFormat::Psc | AccessTokenFormat::Opaque => {
                deps.signing.sign(issue.client.id_token_alg, &claims).await?
            }
        };
        Ok((token, emission))
    }

    /// For who asked for `openid`; never with an exchanged token.
    pub(super) async fn id_token(
        &self,
        about: &About<'_>,
        issue: &Issue<'_>,
        access_token: &str,
    ) -> Result<Option<String>, TokenRefusal> {
        if matches!(issue.origin, Origin::Exchange { .. }) || !about.has(oidc::Scope::OPENID) {
            return Ok(None);
        }
        let (claims, alone) = (&self.0.claims, issue.origin.id_token_alone());
        let tells = claims.tells_contact_in_id_token(about) || (alone && claims.tells_contact(about));
        let contact = match tells {
            true => self.0.standing.contact(&about.personne.identifiant).await?,
            false => None,
        };
        let claims = match alone {
            true => claims.id_token_alone(about, self.uuid(), contact.as_ref())?,
            false => claims.id_token(about, self.uuid(), access_token, contact.as_ref())?,
        };
        let client = issue.client;
        let form = Form::jwt(client.id_token_alg, client.answers.id_token_encryption);
        Ok(Some(self.0.answers.jwt(client, form, &claims).await?))
    }

    fn emission(&self, about: &About<'_>, issue: &Issue<'_>) -> Emission {
        let (actors, until) = match &issue.origin {
            Origin::Exchange { actors, until } => (actors.clone(), *until),
            _ => (Vec::new(), issue.grant.ends_at),
        };
        let token = self.uuid();
        Emission {
            origin: issue.origin.name().unwrap_or_else(|| format!("token:{token}")),
            grant: issue.grant.id.clone(),
            token,
            at: about.now,
            expires_at: about.now.plus(self.0.claims.lifetimes.token).min(until),
            terms: Terms {
                client: issue.client.id.clone(),
                scope: issue.granted.scope.clone(),
                resource: issue.resource.clone(),
                confirmation: issue.confirmation.clone(),
                actors,
            },
        }
    }

    pub(super) fn uuid(&self) -> String {
        random_uuid(&self.0.ambient)
    }
}
