//! Every address: whole, https, without fragment or credentials, and on a host that is what it looks like.

use oidc::GrantType;
use url::Url;

use super::{objection, unless};
use crate::registration::{Declaration, Objection, address};

/// Most of them.
const MOST: usize = 50;

pub fn redirect_uris(declaration: &Declaration) -> Vec<Objection> {
    let uris = &declaration.redirect_uris;
    let mut found = unless(
        !uris.is_empty() || !(declaration.has(GrantType::AuthorizationCode) || declaration.has(GrantType::Implicit)),
        "redirect_uris",
        "none is declared",
        "declare the address to which people come back",
    );
    found.extend(few("redirect_uris", uris));
    found.extend(uris.iter().flat_map(|uri| returns("redirect_uris", uri, declaration)));
    found
}

pub fn post_logout_uris(declaration: &Declaration) -> Vec<Objection> {
    let uris = &declaration.post_logout_redirect_uris;
    let mut found = few("post_logout_redirect_uris", uris);
    found.extend(uris.iter().flat_map(|uri| returns("post_logout_redirect_uris", uri, declaration)));
    found
}

/// Pages of the service. The logo is shown as an address and never fetched.
pub fn pages(declaration: &Declaration) -> Vec<Objection> {
    let pages = [
        ("client_uri", &declaration.client_uri),
        ("logo_uri", &declaration.logo_uri),
        ("policy_uri", &declaration.policy_uri),
        ("tos_uri", &declaration.tos_uri),
        ("initiate_login_uri", &declaration.initiate_login_uri),
    ];
    each(declaration, &pages)
}

/// What this provider calls.
pub fn called(declaration: &Declaration) -> Vec<Objection> {
    let called = [
        ("jwks_uri", &declaration.jwks_uri),
        ("sector_identifier_uri", &declaration.sector_identifier_uri),
        ("backchannel_logout_uri", &declaration.backchannel_logout_uri),
        ("backchannel_client_notification_endpoint", &declaration.backchannel_client_notification_endpoint),
    ];
    each(declaration, &called)
}

/// OpenID Connect Front-Channel Logout 1.0 §2: of the same origin as a redirect URI.
pub fn frontchannel(declaration: &Declaration) -> Vec<Objection> {
    let key = "frontchannel_logout_uri";
    let Some(uri) = &declaration.frontchannel_logout_uri else { return Vec::new() };
    let mut found = https(key, uri, declaration);
    let origin = |text: &str| Url::parse(text).ok().map(|url| url.origin());
    let shared = declaration.redirect_uris.iter().any(|redirect| origin(redirect) == origin(uri));
    found.extend(unless(
        shared,
        key,
        format!("\"{uri}\" has not the scheme, host and port of a redirect URI"),
        "use the origin to which people come back",
    ));
    found
}

/// OpenID Connect Core 1.0 §6.2: a fragment is the hash of the content.
pub fn request_uris(declaration: &Declaration) -> Vec<Objection> {
    let uris = &declaration.request_uris;
    let mut found = few("request_uris", uris);
    let bare = |uri: &str| uri.split('#').next().unwrap_or_default().to_owned();
    found.extend(uris.iter().flat_map(|uri| https("request_uris", &bare(uri), declaration)));
    found
}

fn each(declaration: &Declaration, addresses: &[(&'static str, &Option<String>)]) -> Vec<Objection> {
    let said = addresses.iter().filter_map(|(key, uri)| Some((*key, uri.as_ref()?)));
    said.flat_map(|(key, uri)| https(key, uri, declaration)).collect()
}

fn few(key: &'static str, uris: &[String]) -> Vec<Objection> {
    unless(uris.len() <= MOST, key, format!("more than {MOST}"), "declare those in use")
}

/// https, or for native clients http on a loopback address (RFC 8252 §7.3).
fn returns(key: &'static str, text: &str, declaration: &Declaration) -> Vec<Objection> {
    address(key, text, declaration, declaration.native())
}

fn https(key: &'static str, text: &str, declaration: &Declaration) -> Vec<Objection> {
    address(key, text, declaration, false)
}

fn address(key: &'static str, text: &str, declaration: &Declaration, native: bool) -> Vec<Objection> {
    let faults = address::faults(text, declaration.author, native);
    faults.into_iter().flat_map(|fault| objection(key, fault.reason(text), fault.remedy())).collect()
}
