//! RFC 6749 §3.1.2.3, RFC 9700 §2.1: equal to a registered one, character for character. RFC 8252 §7.3: for native
//! clients, the port of a loopback address may differ.

use oidc::Parameters;
use url::{Host, Url};

use crate::authorization::PageRefusal;
use crate::client::{Client, ClientAuth};

pub fn proven(params: &Parameters, client: &Client) -> Result<String, PageRefusal> {
    let sent = params.only("redirect_uri").ok_or_else(|| PageRefusal::RedirectUriMissing(client.id.clone()))?;
    is_registered(sent, client)
        .then(|| sent.to_owned())
        .ok_or_else(|| PageRefusal::RedirectUriUnknown(client.id.clone()))
}

/// Asked again when a login ends and when a code is redeemed: an address that was taken from the client gets nothing more
/// (security row C12).
pub fn is_registered(sent: &str, client: &Client) -> bool {
    let native = client.requests.native || client.auth == ClientAuth::None;
    client.redirect_uris.iter().any(|known| known == sent || (native && loopback_without_port(known, sent)))
}

/// Both are `http` addresses of the same loopback IP, and differ by nothing but the port.
fn loopback_without_port(known: &str, sent: &str) -> bool {
    let (Some(known), Some(sent)) = (portless(known), portless(sent)) else { return false };
    known == sent
}

fn portless(text: &str) -> Option<Url> {
    let mut url = Url::parse(text).ok()?;
    let loopback = match url.host()? {
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
        Host::Domain(_) => false,
    };
    let plain = url.scheme() == "http" && url.username().is_empty() && url.password().is_none();
    // Written otherwise than it parses (`/a/../b`, an address in octal): not the registered text.
    let canonical = url.as_str() == text;
    if !loopback || !plain || !canonical || url.fragment().is_some() {
        return None;
    }
    url.set_port(None).ok()?;
    Some(url)
}
