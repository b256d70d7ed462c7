//! Request objects by reference: RFC 9101 §5.2, OpenID Connect Core 1.0 §6.2. Only addresses that the client registered
//! are ever asked, by the guarded port.

use std::sync::Arc;

use ambient::{Ambient, Seconds};
use aws_lc_rs::constant_time::verify_slices_are_equal;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use oidc::ErrorCode;

use super::Unread;
use crate::authorization::check::Fault;
use crate::authorization::object::LONGEST;
use crate::client::Client;
use crate::compteur::{Compteurs, Counted, Limit};
use crate::outbound::{Documents, Expect};

const OBJECT: Expect = Expect {
    max_bytes: LONGEST,
    media_types: &["application/oauth-authz-req+jwt", "application/jwt", "application/jose", "text/plain"],
};

/// Anybody may name a client and its `request_uri`: its address is asked so often at most, whoever asks us.
const LIMIT: Limit = Limit { tries: 300, window: Some(Seconds::minutes(1)) };

/// Fetches what clients registered.
#[derive(Clone)]
pub struct References {
    pub ambient: Ambient,
    pub documents: Arc<dyn Documents>,
    pub compteurs: Arc<dyn Compteurs>,
}

impl References {
    /// The object behind `request_uri`.
    pub async fn fetch(&self, client: &Client, request_uri: &str) -> Result<String, Unread> {
        let (address, hash) = registered(client, request_uri)?;
        let key = format!("request-object:{}", client.id);
        let counted = self.compteurs.count(&key, LIMIT, self.ambient.now()).await.map_err(Unread::Unavailable)?;
        if let Counted::Exhausted { .. } = counted {
            return Err(refused("request_uri was asked for too often within a minute: try again, or push the request"));
        }
        let object = self.documents.fetch(address, OBJECT).await.map_err(|cause| {
            tracing::info!(client.id = %client.id, %cause, "a request object could not be fetched");
            refused("request_uri gave no request object in time")
        })?;
        if hash.is_some_and(|hash| !is_of(hash, &object)) {
            return Err(refused("the fragment of request_uri is not the SHA-256 of what its address gave"));
        }
        let text = String::from_utf8(object).map_err(|_| refused("request_uri gave no request object"))?;
        Ok(text.trim_end().to_owned())
    }
}

/// The address, as the client registered it, and the hash that its content must have.
fn registered<'a>(client: &Client, request_uri: &'a str) -> Result<(&'a str, Option<&'a str>), Unread> {
    let (address, hash) = parts(request_uri);
    let registered = |uri: &str| client.requests.request_uris.iter().any(|known| known == uri);
    // a fragment that was registered only tells caches that the content changed, and nothing is cached here
    let hash = hash.filter(|_| !registered(request_uri));
    if !registered(request_uri) && (hash.is_none() || !registered(address)) {
        return Err(refused("request_uri is not registered for this client"));
    }
    Ok((address, hash))
}

/// The address, and its fragment: the hash of what it gives.
fn parts(request_uri: &str) -> (&str, Option<&str>) {
    match request_uri.split_once('#') {
        Some((address, hash)) => (address, Some(hash)),
        None => (request_uri, None),
    }
}

fn is_of(hash: &str, object: &[u8]) -> bool {
    let digest = URL_SAFE_NO_PAD.encode(digest(&SHA256, object));
    verify_slices_are_equal(hash.as_bytes(), digest.as_bytes()).is_ok()
}

fn refused(why: &'static str) -> Unread {
    Unread::unproven(Fault::new(ErrorCode::InvalidRequestUri, why))
}
