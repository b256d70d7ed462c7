//! RFC 6749 §4.4: a service in its own name. Only for a client behind which a legal person stands, and for no more than
//! its purposes; never a refresh token, never anything of a person.

use ambient::ExposeSecret;
use oidc::{Confirmation, Parameters, Scope, TokenResponse};

use super::purpose::{self, Shown};
use super::{TokenRefusal, Tokens, resource};
use crate::claims::scope;
use crate::client::{AccessTokenFormat, Client, LegalPerson};
use crate::client_auth::BackChannelCall;
use crate::client_token::ClientToken;
use crate::grant::Terms;
use crate::journal::{Acte, event};
use crate::sender::thumbprint;

impl Tokens {
    pub(super) async fn client_credentials(
        &self,
        client: &Client,
        call: &BackChannelCall<'_>,
        confirmation: Option<Confirmation>,
    ) -> Result<TokenResponse, TokenRefusal> {
        let legal = client.legal_person.as_ref().filter(|_| !client.is_public());
        let legal = legal.ok_or(TokenRefusal::UnauthorizedClient)?;
        let params = call.params;
        let named = params.get("scope").is_some();
        let scope = Shown::new(client, legal, call.certificate).granted(asked(client, params)?, named)?;
        // what a certificate allows is worth nothing without it, whatever other key was proven beside it
        let leaf = call.certificate.first().filter(|_| purpose::leans_on_certificate(&scope));
        let bound = leaf.map(|leaf| Confirmation::X5tS256(thumbprint(leaf, client.tokens.cnf_form)));
        let confirmation = bound.or(confirmation);
        let issuer = &self.0.claims.hosts.issuer;
        let resource = match resource::asked(params, issuer)?.flatten() {
            Some(named) => Some(resource::registered(client, named)?),
            None => None,
        };
        let terms = Terms { client: client.id.clone(), scope, resource, confirmation, actors: Vec::new() };
        let (access_token, token) = self.client_token(client, legal, terms).await?;
        self.0.access.client_tokens.record(&token).await?;
        let acte = Acte::new(event::TOKEN_ISSUED_TO_CLIENT)
            .with("client.id", client.id.as_str())
            .with("token.id", token.token.as_str())
            .with("scope", token.terms.scope.join(" "));
        self.0.journal.record(acte).await?;
        Ok(TokenResponse {
            access_token,
            expires_in: token.expires_at.seconds() - token.at.seconds(),
            token_type: token.terms.token_type(),
            scope: token.terms.scope.join(" "),
            ..TokenResponse::default()
        })
    }

    async fn client_token(
        &self,
        client: &Client,
        legal: &LegalPerson,
        terms: Terms,
    ) -> Result<(String, ClientToken), TokenRefusal> {
        let deps = &self.0;
        let at = deps.ambient.now();
        let mut token = ClientToken { token: self.uuid(), at, expires_at: at.plus(deps.claims.lifetimes.token), terms };
        if client.tokens.format == AccessTokenFormat::Opaque {
            let secret = deps.ambient.dated_secret();
            token.token = deps.rest.rest("access", secret.expose_secret()).as_str().to_owned();
            return Ok((secret.expose_secret().to_owned(), token));
        }
        let claims = deps.claims.client_token(&token, legal);
        let signed = deps.signing.sign_typed(client.id_token_alg, oidc::AtJwtClaims::TYP, &claims).await?;
        Ok((signed, token))
    }
}

/// Without `scope`: every purpose (RFC 6749 §3.3).
fn asked(client: &Client, params: &Parameters) -> Result<Vec<String>, TokenRefusal> {
    let all: Scope = scope::purposes(client).into_iter().collect();
    let asked = params.get("scope").map_or_else(|| all.clone(), Scope::parse);
    match all.covers(&asked) && asked.iter().next().is_some() {
        true => Ok(asked.words()),
        false => Err(TokenRefusal::Scope),
    }
}
