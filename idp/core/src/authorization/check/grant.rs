//! RFC 6749 §4.1.2.1 `unauthorized_client`: a code for a client that may redeem one.

use oidc::{ErrorCode, GrantType, ResponseType};

use super::{Asked, Fault};

pub fn check(asked: Asked<'_>, kind: ResponseType) -> Result<(), Fault> {
    match kind.carries_tokens() || asked.client.may(GrantType::AuthorizationCode) {
        true => Ok(()),
        false => Err(Fault::new(ErrorCode::UnauthorizedClient, "this client is not registered for authorization_code")),
    }
}
