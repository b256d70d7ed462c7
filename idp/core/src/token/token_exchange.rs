//! RFC 8693, as an API behind Pro Santé Connect uses it (facts/psc.md §6): the access token that a relying party sent it
//! is exchanged for one of its own, for one resource, under the same grant. Whatever ends the grant ends both.

use std::collections::BTreeSet;

use oidc::token_exchange::{ACCESS_TOKEN, JWT};
use oidc::{Confirmation, Parameters, Scope, TokenResponse};

use super::issue::{Issue, Origin};
use super::{TokenRefusal, Tokens, purpose};
use crate::access::{Access, AccessRefusal};
use crate::claims::scope;
use crate::client::{AccessTokenFormat, Client, ClientId};
use crate::grant::Grant;

/// Clients that may act one behind the other: each is a claim in the token, and a hand that the data went through.
const ACTORS: usize = 4;

impl Tokens {
    pub(super) async fn token_exchange(
        &self,
        client: &Client,
        params: &Parameters,
        confirmation: Option<Confirmation>,
    ) -> Result<TokenResponse, TokenRefusal> {
        well_formed(client, params)?;
        let resource = target(client, params)?;
        let subject = self.subject_token(client, params).await?;
        stays_bound(&subject, confirmation.as_ref())?;
        let actors = acting(client, &subject)?;
        let scope = exchanged(client, &subject, params)?;
        let granted = Grant { scope, ..subject.granted.clone() };
        let personne = self.0.standing.person(client, &granted).await?;
        // a token that goes from hand to hand is not prolonged on its way
        let until = subject.emission.expires_at.min(subject.grant.ends_at);
        let origin = Origin::Exchange { actors, until };
        let (grant, resource) = (&subject.grant, Some(resource));
        self.issue(Issue { client, grant, granted: &granted, personne: &personne, origin, confirmation, resource })
            .await
    }

    /// Good now, of a client whose tokens this one may exchange, and meant for it if it is meant for somebody.
    async fn subject_token(&self, client: &Client, params: &Parameters) -> Result<Access, TokenRefusal> {
        let token = params.get("subject_token").ok_or(TokenRefusal::Request("subject_token is missing"))?;
        let subject = self.0.access.read(token).await.map_err(|refusal| match refusal {
            AccessRefusal::Invalid(cause) => TokenRefusal::SubjectToken(cause),
            AccessRefusal::Port(error) => TokenRefusal::Port(error),
        })?;
        let terms = &subject.emission.terms;
        if !client.tokens.exchanges_tokens_of.iter().any(|other| other == terms.client.as_str()) {
            return Err(TokenRefusal::SubjectToken("the client may not exchange the tokens of the one that holds it"));
        }
        match &terms.resource {
            Some(resource) if !client.tokens.serves(resource) => {
                Err(TokenRefusal::SubjectToken("the token is meant for another resource"))
            }
            _ => Ok(subject),
        }
    }
}

/// §2.1: what is asked for in kind.
fn well_formed(client: &Client, params: &Parameters) -> Result<(), TokenRefusal> {
    if client.is_public() {
        return Err(TokenRefusal::UnauthorizedClient);
    }
    if params.get("actor_token").or(params.get("actor_token_type")).is_some() {
        return Err(TokenRefusal::Request("actor_token is not taken: the client that exchanges is the actor"));
    }
    match params.get("subject_token_type") {
        Some(ACCESS_TOKEN | JWT) => {}
        Some(_) => return Err(TokenRefusal::Request("subject_token_type names an access token, or a JWT")),
        None => return Err(TokenRefusal::Request("subject_token_type is missing")),
    }
    let opaque = client.tokens.format == AccessTokenFormat::Opaque;
    match params.get("requested_token_type") {
        None | Some(ACCESS_TOKEN) => Ok(()),
        Some(JWT) if !opaque => Ok(()),
        Some(_) => Err(TokenRefusal::Request("requested_token_type names an access token in the client's format")),
    }
}

/// RFC 8705 §3, RFC 9449 §5: a token that is good for nothing in other hands is not exchanged for one that is.
fn stays_bound(subject: &Access, confirmation: Option<&Confirmation>) -> Result<(), TokenRefusal> {
    match subject.confirmation().is_some() && confirmation.is_none() {
        true => Err(TokenRefusal::SubjectToken("the token is bound to a key, and the exchange proves none")),
        false => Ok(()),
    }
}

/// §4.1: who acts from now on, the last one first. Nobody acts twice, or two clients would renew a token for ever.
fn acting(client: &Client, subject: &Access) -> Result<Vec<ClientId>, TokenRefusal> {
    let earlier = &subject.emission.terms.actors;
    if earlier.contains(&client.id) {
        return Err(TokenRefusal::SubjectToken("the client acted in this chain before: an exchange renews nothing"));
    }
    if earlier.len() >= ACTORS {
        return Err(TokenRefusal::SubjectToken("four clients act in this chain already"));
    }
    Ok(std::iter::once(&client.id).chain(earlier).cloned().collect())
}

/// §2.1: one target, by its name or its address, among those of the registration; the only one need not be named.
fn target(client: &Client, params: &Parameters) -> Result<String, TokenRefusal> {
    let known: BTreeSet<&str> =
        client.tokens.resources.iter().chain(&client.tokens.serves).map(String::as_str).collect();
    let asked: BTreeSet<&str> = params.all("resource").chain(params.all("audience")).collect();
    let (asked, known) = (Vec::from_iter(asked), Vec::from_iter(known));
    match (asked.as_slice(), known.as_slice()) {
        ([], [only]) => Ok((*only).to_owned()),
        ([], _) => Err(TokenRefusal::Target("resource or audience is missing")),
        ([one], _) if known.contains(one) => Ok((*one).to_owned()),
        ([_], _) => Err(TokenRefusal::Target("the target is not registered for this client")),
        _ => Err(TokenRefusal::Target("one target a token: ask for each in a call of its own")),
    }
}

/// What is said of the person: no more than the subject token had, and no more than this client may have. What the service
/// may do besides: its own purposes, as far as whoever signed in lends them.
fn exchanged(client: &Client, subject: &Access, params: &Parameters) -> Result<Vec<String>, TokenRefusal> {
    let told = scope::still_granted(client, &subject.granted.scope);
    let told = told.into_iter().filter(|word| word != Scope::OPENID && word != scope::OFFLINE_ACCESS);
    let (purposes, by) = (scope::purposes(client), &subject.granted.authentication);
    let lent = purposes.iter().filter(|word| purpose::lent_by(by, word).is_ok()).cloned();
    let possible: Scope = told.chain(lent).collect();
    let Some(asked) = params.get("scope").map(Scope::parse) else {
        return if possible.iter().next().is_some() { Ok(possible.words()) } else { Err(TokenRefusal::Scope) };
    };
    let why = purposes.iter().filter(|word| asked.has(word)).find_map(|word| purpose::lent_by(by, word).err());
    match possible.covers(&asked) && asked.iter().next().is_some() {
        true => Ok(asked.words()),
        false => Err(why.map_or(TokenRefusal::Scope, TokenRefusal::Purpose)),
    }
}
