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
        let request = match &seen.value.stage {
            Stage::Parked { request } => request.clone(),
            Stage::Ecps { request, asked } => {
                self.0.telephone.annuler(&asked.demande).await?;
                request.clone()
            }
            _ => return Err(LoginError::Overtaken),
        };
        offers(&request, MoyenKind::Carte)?;
        let proof = self.0.tickets.redeem(id, ticket).await?.ok_or(LoginError::TicketPerime)?;
        self.authenticated(seen, proof, browser).await
    }
}
