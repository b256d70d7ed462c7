//! RFC 8707 §2.2: what one access token is for. One resource a token; the provider's own endpoints are named by its
//! issuer, or by nothing.

use oidc::Parameters;

use super::TokenRefusal;
use crate::client::Client;

/// The one resource that the call names. `Some(None)`: the provider itself.
pub(super) fn asked<'a>(params: &'a Parameters, issuer: &str) -> Result<Option<Option<&'a str>>, TokenRefusal> {
    let mut all = params.all("resource");
    let first = all.next();
    match all.next() {
        Some(_) => Err(TokenRefusal::Target("one resource a token: ask for each in a call of its own")),
        None => Ok(first.map(|resource| (resource != issuer).then_some(resource))),
    }
}

/// Under a grant: what the call names, as far as the grant has it and the client still does; without any, the first that
/// the authorization was asked for.
pub(super) fn of_grant(
    client: &Client,
    granted: &[String],
    params: &Parameters,
    issuer: &str,
) -> Result<Option<String>, TokenRefusal> {
    let named = match asked(params, issuer)? {
        Some(None) => return Ok(None),
        Some(Some(named)) if granted.is_empty() || granted.iter().any(|one| one == named) => named,
        Some(Some(_)) => return Err(TokenRefusal::Target("the authorization was not for this resource")),
        None => match granted.first() {
            Some(first) if first != issuer => first.as_str(),
            _ => return Ok(None),
        },
    };
    registered(client, named).map(Some)
}

/// As the registration is now.
pub(super) fn registered(client: &Client, named: &str) -> Result<String, TokenRefusal> {
    match client.tokens.resources.iter().any(|one| one == named) {
        true => Ok(named.to_owned()),
        false => Err(TokenRefusal::Target("the resource is not registered for this client")),
    }
}
