//! The checks, in the order in which [`Ciba::check`] runs them.

mod acr_values;
mod binding_message;
mod channel;
mod hint;
mod notification_token;
mod requested_expiry;
mod signed_request;
mod user_code;

pub use signed_request::REQUEST_ALGS;

use oidc::{ErrorCode, Parameters, Prompts, Scope};

use super::{Ciba, CibaRefusal, CibaRequest};
use crate::authorization::Fault;
use crate::authorization::check::{Asked, claims, duplicates, resource, scope, situation_hint};
use crate::authorization::source::Came;
use crate::client::{CibaRules, Client};

/// CIBA Core 1.0 §4, §13.
pub const NOT_REGISTERED: Fault =
    Fault::new(ErrorCode::UnauthorizedClient, "the client is not registered for CIBA, or it is a public one");

impl Ciba {
    /// Parameters as they came, or the claims of the signed request: the same checks.
    pub(super) async fn check(
        &self,
        client: &Client,
        rules: &CibaRules,
        sent: &Parameters,
    ) -> Result<CibaRequest, CibaRefusal> {
        let deps = &self.deps;
        duplicates::check(sent)?;
        let params = &signed_request::read(deps, client, rules, sent).await?;
        let asked = Asked { params, client, came: Came { pushed: false, signed: sent.get("request").is_some() } };
        let channel = channel::check(params)?;
        user_code::check(params)?;
        let scope = scope::check(asked, &Prompts::default())?;
        with_openid(&scope)?;
        let personne = hint::check(asked, deps).await?;
        let binding_message = binding_message::check(asked)?;
        let notification_token = notification_token::check(params, rules)?;
        let claims = claims::check(params)?;
        let acr_floor = acr_values::check(asked, &claims, (&deps.assurance, channel))?;
        let life = requested_expiry::check(params, &deps.settings)?;
        let situation_hint = situation_hint::check(asked)?;
        let resources = resource::check(asked)?;
        Ok(CibaRequest {
            personne,
            channel,
            scope,
            binding_message,
            notification_token,
            acr_floor,
            life,
            situation_hint,
            claims,
            resources,
        })
    }
}

/// CIBA Core 1.0 §7.1: `scope` contains `openid`, whatever the profile.
fn with_openid(scope: &Scope) -> Result<(), Fault> {
    let refused = Fault::new(ErrorCode::InvalidScope, "scope contains openid");
    if scope.has(Scope::OPENID) { Ok(()) } else { Err(refused) }
}
