//! JWT answers: RFC 9701.

use serde::Serialize;

use super::{Introspection, IntrospectionRefusal, IntrospectionResponse};
use crate::answers::Form;
use crate::client::Client;
use crate::client_auth::BackChannelCall;
use crate::key::SigningAlg;

/// §4: what the caller asks for in `Accept`.
pub const MEDIA_TYPE: &str = "application/token-introspection+jwt";
/// §5: the header `typ`.
const TYP: &str = "token-introspection+jwt";

/// An answer as the caller has it.
pub enum Introspected {
    Json(IntrospectionResponse),
    Jwt(String),
}

/// §5: no `sub` and no `exp` beside the answer, so that nothing takes it for an access token.
#[derive(Serialize)]
struct Claims<'a> {
    iss: &'a str,
    aud: &'a str,
    iat: i64,
    token_introspection: &'a IntrospectionResponse,
}

impl Introspection {
    /// As [`Introspection::answer`]; a JWT for the caller that accepts one, or that registered one and does not insist on
    /// JSON.
    pub async fn answer_as(
        &self,
        call: &BackChannelCall<'_>,
        accept: Option<&str>,
    ) -> Result<Introspected, IntrospectionRefusal> {
        let (caller, response) = self.told(call).await?;
        match wants_jwt(&caller, accept.unwrap_or_default()) {
            true => Ok(Introspected::Jwt(self.jwt(&caller, &response).await?)),
            false => Ok(Introspected::Json(response)),
        }
    }

    /// §6: RS256 is what a registration that says nothing means, where the profile takes it.
    async fn jwt(&self, caller: &Client, response: &IntrospectionResponse) -> Result<String, IntrospectionRefusal> {
        let rules = &caller.answers;
        let form = Form {
            alg: rules.introspection_alg.unwrap_or(match caller.profile.is_fapi() {
                true => caller.id_token_alg,
                false => SigningAlg::RS256,
            }),
            typ: TYP,
            encryption: rules.introspection_encryption,
        };
        let claims = Claims {
            iss: &self.0.claims.hosts.issuer,
            aud: caller.id.as_str(),
            iat: self.0.access.standing.ambient.now().seconds(),
            token_introspection: response,
        };
        Ok(self.0.answers.jwt(caller, form, &claims).await?)
    }
}

fn wants_jwt(caller: &Client, accept: &str) -> bool {
    let accepts = |kind: &str| accept.split(',').any(|one| one.split(';').next().unwrap_or_default().trim() == kind);
    let registered = caller.answers.introspection_alg.is_some() || caller.answers.introspection_encryption.is_some();
    accepts(MEDIA_TYPE) || (registered && !accepts("application/json"))
}
