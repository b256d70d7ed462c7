use std::sync::Arc;

use ambient::{Ambient, ExposeSecret, RestKey, Seconds, SecretString};
use serde::{Deserialize, Serialize};

use crate::interaction::InteractionId;
use crate::moyen::Authentication;
use crate::port::PortError;
use crate::presence::{Presence, Shelf};
use crate::spent::Spent;

/// From the card host to the authorization host: a redirection away.
const LIFE: Seconds = Seconds(60);

/// What a ticket stands for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Ticket {
    interaction: InteractionId,
    proof: Authentication,
}

/// One-time tickets: a card that was read, for one interaction. Spent durably, so that none comes back with a replica.
#[derive(Clone)]
pub struct Tickets {
    ambient: Ambient,
    rest: RestKey,
    shelf: Shelf<Ticket>,
    spent: Arc<dyn Spent>,
}

impl Tickets {
    pub fn new(ambient: Ambient, rest: RestKey, presence: Arc<dyn Presence>, spent: Arc<dyn Spent>) -> Self {
        Self { ambient, rest, shelf: Shelf::new(presence, "carte.ticket"), spent }
    }

    pub(super) async fn issue(
        &self,
        interaction: &InteractionId,
        proof: Authentication,
    ) -> Result<SecretString, PortError> {
        let secret = self.ambient.secret();
        let resting = self.rest.rest("carte.ticket", secret.expose_secret());
        let ticket = Ticket { interaction: interaction.clone(), proof };
        self.shelf.create(resting.as_str(), &ticket, LIFE).await?;
        Ok(secret)
    }

    /// The proof, once, for the interaction that it was issued for; `None` for anything else.
    pub(crate) async fn redeem(
        &self,
        interaction: &InteractionId,
        secret: &str,
    ) -> Result<Option<Authentication>, PortError> {
        let resting = self.rest.rest("carte.ticket", secret);
        let Some(ticket) = self.shelf.take(resting.as_str()).await? else { return Ok(None) };
        let now = self.ambient.now();
        if ticket.interaction != *interaction || ticket.proof.at.plus(LIFE) <= now {
            return Ok(None);
        }
        let first = self.spent.spend("carte.ticket", &resting, now.plus(Seconds::minutes(10))).await?;
        Ok(first.then_some(ticket.proof))
    }
}
