//! OpenID Connect Core 1.0 §3.1.2.1 `id_token_hint`: one of ours, for this client; an expired one still hints.

use oidc::ErrorCode;
use serde::{Deserialize, Serialize};

use super::{Asked, Fault};
use crate::signing::{OwnToken, Signing, TokenType, VerifyError};

/// The `sub` that the answer must carry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct HintedSubject {
    pub sub: String,
}

pub async fn check(asked: Asked<'_>, signing: &Signing) -> Result<Option<HintedSubject>, Fault> {
    let Some(token) = asked.params.get("id_token_hint") else { return Ok(None) };
    let own = signing.verify(token, TokenType::Id).await.map_err(|error| match error {
        VerifyError::NotOurs => Fault::request("id_token_hint is not an ID token of this provider"),
        VerifyError::Unavailable(_) => Fault::new(ErrorCode::TemporarilyUnavailable, "try again in a moment"),
    })?;
    subject(&own, asked.client.id.as_str()).map(Some)
}

fn subject(own: &OwnToken, client: &str) -> Result<HintedSubject, Fault> {
    let meant = [own.text("aud"), own.text("azp")].into_iter().all(|audience| audience == Some(client));
    let sub = own.text("sub").filter(|_| meant);
    sub.map(|sub| HintedSubject { sub: sub.to_owned() })
        .ok_or(Fault::request("id_token_hint was issued to another client"))
}
