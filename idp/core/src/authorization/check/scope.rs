//! RFC 6749 §3.3. As with Keycloak, an unknown word is `invalid_scope`; what `psc` grants implicitly is in
//! facts/psc.md §1.5. Without `openid` a request is one of OAuth 2.0 alone, which Pro Santé Connect does not have.

use oidc::{ErrorCode, GrantType, Prompt, Prompts, ResponseType, Scope};

use super::{Asked, Fault};
use crate::claims::scope::{IMPLICIT_IN_PSC, NEVER_IN_PSC, known};
use crate::client::Profile;

/// The scope that will be granted, in the order of the answer: `openid profile scope_all identity`.
pub fn check(asked: Asked<'_>, prompts: &Prompts) -> Result<Scope, Fault> {
    let requested = Scope::parse(asked.params.get("scope").unwrap_or_default());
    let requested = if offline(asked, prompts) { requested } else { without_offline(&requested) };
    let psc = asked.client.profile == Profile::Psc;
    if psc && !requested.has(Scope::OPENID) {
        return Err(Fault::new(ErrorCode::InvalidScope, "scope contains openid"));
    }
    if requested.iter().next().is_none() {
        return Err(Fault::new(ErrorCode::InvalidScope, "scope is missing"));
    }
    let foreign = |word: &str| psc && NEVER_IN_PSC.contains(&word);
    let allowed = |word: &str| {
        word == Scope::OPENID
            || (psc && IMPLICIT_IN_PSC.contains(&word))
            || asked.client.scopes.iter().any(|registered| registered == word)
    };
    if !requested.iter().all(|word| known(word) && allowed(word) && !foreign(word)) {
        let refused = Fault::new(ErrorCode::InvalidScope, "a scope is unknown or not registered for this client");
        return Err(refused.between(asked.client.scopes.join(" "), requested.words().join(" ")));
    }
    Ok(if psc { with_implicit(&requested) } else { requested })
}

/// OpenID Connect Core 1.0 §3.2.2.1 and §11: an ID token wants `openid`, and nothing goes on without the session.
pub fn by_browser(scope: Scope, kind: ResponseType) -> Result<Scope, Fault> {
    match kind.carries_tokens() {
        false => Ok(scope),
        true if scope.has(Scope::OPENID) => Ok(without_offline(&scope)),
        true => Err(Fault::new(ErrorCode::InvalidScope, "scope contains openid")),
    }
}

/// OpenID Connect Core 1.0 §11: `offline_access` is passed over, not refused, where it has no effect.
fn offline(asked: Asked<'_>, prompts: &Prompts) -> bool {
    let registered = asked.client.scopes.iter().any(|word| word == Scope::OFFLINE_ACCESS);
    let psc = asked.client.profile == Profile::Psc;
    registered && !psc && prompts.asks(Prompt::Consent) && asked.client.may(GrantType::RefreshToken)
}

fn without_offline(requested: &Scope) -> Scope {
    requested.iter().filter(|word| *word != Scope::OFFLINE_ACCESS).collect()
}

fn with_implicit(requested: &Scope) -> Scope {
    let [first, last] = IMPLICIT_IN_PSC;
    let asked = requested.iter().filter(|word| *word != Scope::OPENID && !IMPLICIT_IN_PSC.contains(word));
    [Scope::OPENID, first].into_iter().chain(asked).chain([last]).collect()
}
