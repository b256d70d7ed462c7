use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use axum::response::Response;
use idp_core::ecps::EcpsError;
use serde::de::DeserializeOwned;

use super::reponse::refuser;

/// A message of a phone, read from the body. The cause of a refusal names a place, never what stood there: it may be a
/// code.
pub(super) struct Message<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Message<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let illisible = |place: String| refuser(&EcpsError::MessageIllisible(place));
        let corps = Bytes::from_request(request, state).await.map_err(|cause| illisible(cause.to_string()))?;
        let message = serde_json::from_slice(&corps);
        message.map(Self).map_err(|cause| illisible(format!("line {}, column {}", cause.line(), cause.column())))
    }
}
