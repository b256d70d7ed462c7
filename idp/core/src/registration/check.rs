//! One check a rule; each gives what it objects to.

use ambient::{ExposeSecret as _, SecretString};
use sante::Finess;
use serde_json::Value;
use url::{Host, Url};

use super::{Declaration, Method, Objection};
use crate::claims::scope;
use crate::client::Profile;

type Check = fn(&Declaration) -> Vec<Objection>;

pub const ALL: &[Check] =
    &[identifier, names, secret, keys, redirect_uris, post_logout_uris, scopes, public_client, structure];

/// RFC 6749 §2.2 and appendix A.1; a `sub` never looks like this (security row A26).
fn identifier(declaration: &Declaration) -> Vec<Objection> {
    let id = &declaration.id;
    let fits = (3..=100).contains(&id.len())
        && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
        && id.bytes().any(|byte| byte.is_ascii_alphabetic());
    unless(
        fits,
        "id",
        "not 3 to 100 letters, digits, dots, hyphens or underscores, one letter at least",
        "choose another id",
    )
}

fn names(declaration: &Declaration) -> Vec<Objection> {
    let said = |text: &str| !text.trim().is_empty() && text.chars().count() <= 100;
    let mut found = unless(said(&declaration.name), "name", "people must read who asks", "write the service's name");
    found.extend(unless(
        said(&declaration.place),
        "place",
        "people must read from where it asks",
        "write place and address",
    ));
    found
}

/// A secret where, and only where, the method needs one; one in a file is looked at once it is read.
fn secret(declaration: &Declaration) -> Vec<Objection> {
    let needed = matches!(declaration.auth, Method::ClientSecretBasic | Method::ClientSecretPost);
    let length = declaration.secret.as_ref().map(SecretString::expose_secret).map(str::len);
    match (needed, length, &declaration.secret_file) {
        (true, Some(_), Some(_)) => objection("secret", "there is also a secret_file", "keep one of the two"),
        (true, Some(length), None) => {
            unless(length >= 32, "secret", "shorter than 32 characters", "draw a longer one at random")
        }
        (true, None, Some(_)) | (false, None, None) => Vec::new(),
        (true, None, None) => {
            objection("secret", "this method needs a secret", "add secret_file, or use private_key_jwt")
        }
        (false, _, _) => {
            objection("secret", "this method uses no secret", "remove it: a secret beside a key weakens the key")
        }
    }
}

/// A set of public keys where, and only where, the method needs one.
fn keys(declaration: &Declaration) -> Vec<Objection> {
    let needed = declaration.auth == Method::PrivateKeyJwt;
    let Some(jwks) = &declaration.jwks else {
        return unless(!needed, "jwks", "private_key_jwt needs the client's public keys", "add its JWK set");
    };
    if !needed {
        return objection("jwks", "this method uses no key", "remove the keys, or use private_key_jwt");
    }
    let keys = jwks["keys"].as_array().map(Vec::as_slice).unwrap_or_default();
    let private = ["d", "p", "q", "k"];
    let public = keys.iter().all(|key| private.iter().all(|member| key.get(member).is_none_or(Value::is_null)));
    let mut found = unless(!keys.is_empty(), "jwks", "holds no key", "write {\"keys\": [...]}");
    found.extend(unless(public, "jwks", "holds a private key", "keep it on your side and give the public part only"));
    found
}

fn redirect_uris(declaration: &Declaration) -> Vec<Objection> {
    let mut found = unless(
        !declaration.redirect_uris.is_empty(),
        "redirect_uris",
        "none is declared",
        "declare the address to which people come back",
    );
    let native = declaration.auth == Method::None;
    found.extend(declaration.redirect_uris.iter().flat_map(|uri| address("redirect_uris", uri, native)));
    found
}

fn post_logout_uris(declaration: &Declaration) -> Vec<Objection> {
    let native = declaration.auth == Method::None;
    declaration
        .post_logout_redirect_uris
        .iter()
        .flat_map(|uri| address("post_logout_redirect_uris", uri, native))
        .collect()
}

/// https, or for native clients http on a loopback address (RFC 8252 §7.3); no fragment, no credentials.
fn address(key: &'static str, text: &str, native: bool) -> Vec<Objection> {
    let Ok(url) = Url::parse(text) else {
        return objection(key, format!("\"{text}\" is not an absolute address"), "write it whole, with https://");
    };
    let loopback = match url.host() {
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        _ => false,
    };
    let scheme = url.scheme() == "https" || (native && url.scheme() == "http" && loopback);
    let mut found = unless(
        scheme,
        key,
        format!("\"{text}\" is not https"),
        "use https; only a native client may use http, on 127.0.0.1 or [::1]",
    );
    found.extend(unless(url.fragment().is_none(), key, format!("\"{text}\" has a fragment"), "remove what follows #"));
    let bare = url.username().is_empty() && url.password().is_none();
    found.extend(unless(bare, key, format!("\"{text}\" holds a name or a password"), "remove what stands before @"));
    found
}

fn scopes(declaration: &Declaration) -> Vec<Objection> {
    let unknown: Vec<&str> = declaration.scopes.iter().map(String::as_str).filter(|word| !scope::known(word)).collect();
    let mut found = unless(
        unknown.is_empty(),
        "scopes",
        format!("unknown: {}", unknown.join(" ")),
        "use the words of scopes_supported in the discovery document",
    );
    let openid = declaration.scopes.iter().any(|word| word == "openid");
    found.extend(unless(openid, "scopes", "openid is not among them", "add \"openid\""));
    found
}

/// A client without credentials has nothing but PKCE, and what it holds is not for others' tokens.
fn public_client(declaration: &Declaration) -> Vec<Objection> {
    if declaration.auth != Method::None {
        return Vec::new();
    }
    let mut found = unless(
        declaration.pkce_required != Some(false),
        "pkce_required",
        "a client without credentials always sends PKCE",
        "remove the key",
    );
    found.extend(unless(
        declaration.profile == Profile::Oidc,
        "profile",
        "psc clients keep a secret or a key on their server (EXI PSC 22)",
        "use \"oidc\", or an authentication method",
    ));
    found.extend(unless(
        !declaration.may_introspect,
        "may_introspect",
        "introspection authenticates its caller",
        "give the client an authentication method",
    ));
    found
}

fn structure(declaration: &Declaration) -> Vec<Objection> {
    let fits = declaration.structure.as_ref().is_none_or(|finess| finess.parse::<Finess>().is_ok());
    unless(fits, "structure", "not a FINESS number", "write the nine characters of the geographic entity")
}

fn unless(holds: bool, key: &'static str, reason: impl Into<String>, remedy: &'static str) -> Vec<Objection> {
    if holds { Vec::new() } else { objection(key, reason, remedy) }
}

fn objection(key: &'static str, reason: impl Into<String>, remedy: &'static str) -> Vec<Objection> {
    vec![Objection { key, reason: reason.into(), remedy }]
}
