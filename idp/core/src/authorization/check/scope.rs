//! RFC 6749 §3.3. As with Keycloak, an unknown word is `invalid_scope`; what `psc` grants implicitly is in
//! facts/psc.md §1.5.

use oidc::{ErrorCode, Scope};

use super::{Asked, Fault};
use crate::claims::scope::{IMPLICIT_IN_PSC, known};
use crate::client::Profile;

/// The scope that will be granted, in the order of the answer: `openid profile scope_all identity`.
pub fn check(asked: Asked<'_>) -> Result<Scope, Fault> {
    let requested = Scope::parse(asked.params.get("scope").unwrap_or_default());
    if !requested.has(Scope::OPENID) {
        return Err(Fault::new(ErrorCode::InvalidScope, "scope contains openid"));
    }
    let psc = asked.client.profile == Profile::Psc;
    let allowed = |word: &str| {
        word == Scope::OPENID
            || (psc && IMPLICIT_IN_PSC.contains(&word))
            || asked.client.scopes.iter().any(|registered| registered == word)
    };
    if !requested.iter().all(|word| known(word) && allowed(word)) {
        return Err(Fault::new(ErrorCode::InvalidScope, "a scope is unknown or not registered for this client"));
    }
    Ok(if psc { with_implicit(&requested) } else { requested })
}

fn with_implicit(requested: &Scope) -> Scope {
    let [first, last] = IMPLICIT_IN_PSC;
    let asked = requested.iter().filter(|word| *word != Scope::OPENID && !IMPLICIT_IN_PSC.contains(word));
    [Scope::OPENID, first].into_iter().chain(asked).chain([last]).collect()
}
