//! What the client may do at the token endpoint, and whether its other words agree.

use oidc::{GrantType, ResponseType};

use super::{objection, unless};
use crate::client::Profile;
use crate::registration::{Declaration, Method, Objection};

/// RFC 7591 §2.1: a response type and its grant go together.
pub fn responses(declaration: &Declaration) -> Vec<Objection> {
    let implicit = declaration.has(GrantType::Implicit);
    let Some(types) = &declaration.response_types else {
        return unless(!implicit, "grant_types", "implicit stands without its response type", PAIRED);
    };
    let known: Vec<Option<ResponseType>> = types.iter().map(|word| word.parse().ok()).collect();
    let mut found = unless(
        known.iter().all(Option::is_some),
        "response_types",
        format!("not all of these exist here: {}", types.join(", ")),
        "send [\"code\"]: no token travels by the browser",
    );
    for (grant, key) in [(GrantType::Implicit, "response_types"), (GrantType::AuthorizationCode, "grant_types")] {
        let named = known.iter().flatten().any(|kind| kind.grant() == grant);
        found.extend(unless(
            named == declaration.has(grant) || (types.is_empty() && !implicit),
            key,
            format!("response_types and grant_types disagree on {}", grant.word()),
            PAIRED,
        ));
    }
    found
}

const PAIRED: &str = "send code with authorization_code, id_token or id_token token with implicit, or none of them";

/// RFC 9700 §2.1.2: what comes by the browser is bound to nothing, so only standard OpenID Connect has it.
pub fn implicit(declaration: &Declaration) -> Vec<Objection> {
    let bound = declaration.dpop_bound_access_tokens || declaration.tls_client_certificate_bound_access_tokens;
    unless(
        !declaration.has(GrantType::Implicit) || (declaration.profile() == Profile::Oidc && !bound),
        "grant_types",
        "implicit goes with the profile oidc and with tokens that are bound to nothing",
        "use authorization_code",
    )
}

/// RFC 6749 §6: a refresh token comes beside something.
pub fn refresh(declaration: &Declaration) -> Vec<Objection> {
    let with_person = [GrantType::AuthorizationCode, GrantType::Ciba, GrantType::DeviceCode];
    let mut found = unless(
        !declaration.has(GrantType::RefreshToken) || with_person.iter().any(|grant| declaration.has(*grant)),
        "grant_types",
        "refresh_token stands without a grant that gives one",
        "add authorization_code, CIBA or device_code, or remove it",
    );
    found.extend(unless(!declaration.grants().is_empty(), "grant_types", "empty", "name one at least"));
    found
}

/// RFC 6749 §4.4: confidential clients only; here, in the name of a legal person.
pub fn in_its_own_name(declaration: &Declaration) -> Vec<Objection> {
    let mut found = Vec::new();
    if declaration.has(GrantType::ClientCredentials) {
        found.extend(unless(
            declaration.auth() != Method::None,
            "grant_types",
            "client_credentials needs a client that proves itself",
            "use an authentication method, or remove the grant",
        ));
        found.extend(unless(
            declaration.legal_person.is_some(),
            "legal_person",
            "client_credentials speaks in the name of a legal person, and none is named",
            "have the operator name it (struct_id_nat, raison_sociale, purposes), or remove the grant",
        ));
    }
    let exchanges = declaration.has(GrantType::TokenExchange);
    found.extend(unless(
        !exchanges || declaration.auth() != Method::None,
        "grant_types",
        "token exchange needs a client that proves itself",
        "use an authentication method, or remove the grant",
    ));
    found
}

/// A client without credentials has nothing but PKCE, and what it holds is not for others' tokens.
pub fn public_client(declaration: &Declaration) -> Vec<Objection> {
    if declaration.auth() != Method::None {
        return Vec::new();
    }
    let mut found = unless(
        declaration.pkce_required != Some(false),
        "pkce_required",
        "a client without credentials always sends PKCE",
        "remove the key",
    );
    found.extend(unless(
        !declaration.may_introspect,
        "may_introspect",
        "introspection authenticates its caller",
        "give the client an authentication method",
    ));
    if declaration.has(GrantType::Ciba) {
        // CIBA Core 1.0 §7.1
        let remedy = "use an authentication method, or remove the grant";
        found.extend(objection("grant_types", "CIBA needs a client that proves itself", remedy));
    }
    found
}
