use ambient::Seconds;

use super::{ClientAuthRefusal, Deps};
use crate::client::Client;
use crate::compteur::{Counted, Limit};
use crate::journal::{Acte, event};

/// Wrong proofs for one client from one source. The count is by source, so that a stranger who knows a `client_id`
/// cannot shut its owner out; the window is short, so that a mistake of the owner's heals by itself.
const LIMIT: Limit = Limit { tries: 20, window: Some(Seconds(60)) };

pub async fn allow(deps: &Deps, client: &Client, source: &str) -> Result<(), ClientAuthRefusal> {
    let tries = deps.compteurs.tries(&key(deps, client, source), deps.ambient.now()).await?;
    match tries < LIMIT.tries {
        true => Ok(()),
        false => Err(ClientAuthRefusal::Throttled { until: None }),
    }
}

/// Counts a wrong proof; the one that fills the window is told in the journal, for the owner to be alerted.
pub async fn count(deps: &Deps, client: &Client, source: &str) -> Result<(), ClientAuthRefusal> {
    let counted = deps.compteurs.count(&key(deps, client, source), LIMIT, deps.ambient.now()).await?;
    match counted {
        Counted::Within(tries) if tries < LIMIT.tries => Ok(()),
        Counted::Within(_) => {
            let acte = Acte::new(event::CLIENT_AUTHENTICATION_THROTTLED).with("client.id", client.id.as_str());
            Ok(deps.journal.record(acte.with("source", source)).await?)
        }
        Counted::Exhausted { until } => Err(ClientAuthRefusal::Throttled { until }),
    }
}

fn key(deps: &Deps, client: &Client, source: &str) -> String {
    format!("client-auth:{}", deps.rest.rest("client-auth", &format!("{}\u{0}{source}", client.id)).as_str())
}
