//! Back from the card host, with a ticket.

use super::phone::offers;
use super::{Browser, InteractionId, LoginError, Logins, Stage, Stepped};
use crate::moyen::MoyenKind;

impl Logins {
    /// The ticket serves once, and only the interaction for which the card was read, in the browser that began it.
    pub async fn with_ticket(
        &self,
        id: &InteractionId,
        ticket: &str,
        browser: &Browser,
    ) -> Result<Stepped, LoginError> {
        let seen = self.seen(id, browser).await?;
        let (request, asked) = match &seen.value.stage {
            Stage::Parked { request } => (request, None),
            Stage::Ecps { request, asked } => (request, Some(asked)),
            _ => return Err(LoginError::Overtaken),
        };
        offers(request, MoyenKind::Carte)?;
        let proof = self.0.tickets.redeem(id, ticket).await?.ok_or(LoginError::TicketPerime)?;
        // only now: an address with any ticket must not silence the phone
        if let Some(asked) = asked {
            self.0.telephone.annuler(&asked.demande).await?;
        }
        self.authenticated(seen, proof, browser).await
    }
}
