use ambient::Seconds;
use oidc::{Acr, ClaimsParameter, Scope};
use sante::IdentifiantNational;

use super::Channel;

/// A request that passed every check: somebody is asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CibaRequest {
    /// As it was hinted: nobody may have it.
    pub personne: IdentifiantNational,
    pub channel: Channel,
    /// What will be granted, implicit words included, in the order of the answer.
    pub scope: Scope,
    /// The digits that the screen of the service shows.
    pub binding_message: String,
    /// For the ping, where the client is told.
    pub notification_token: Option<String>,
    pub acr_floor: Option<Acr>,
    pub life: Seconds,
    pub situation_hint: Option<String>,
    pub claims: ClaimsParameter,
    pub resources: Vec<String>,
}
