use super::RegistrationRefusal;
use super::service::Deps;
use crate::client::ClientId;
use crate::journal::{Acte, Bounded, event};

/// Tells a refusal to the journal before it is answered. Anybody can send a wrong token, so each client and each reason
/// has a bounded place there; what names no client of ours shares one. Nothing of what was sent is repeated.
pub async fn told<T>(
    deps: &Deps,
    id: Option<&str>,
    outcome: Result<T, RegistrationRefusal>,
) -> Result<T, RegistrationRefusal> {
    let refusal = match outcome {
        Ok(done) => return Ok(done),
        Err(refusal @ RegistrationRefusal::Port(_)) => return Err(refusal),
        Err(refusal) => refusal,
    };
    let client = match id {
        Some(id) => deps.clients.client(&ClientId::from(id)).await?,
        None => None,
    };
    let acte = Acte::new(event::CLIENT_REGISTRATION_REFUSED)
        .with("reason", refusal.code())
        .with("members", refusal.members().join(" "));
    let (about, acte) = match client {
        Some(client) => (format!("{}:{}", client.id, refusal.code()), acte.with("client.id", client.id.as_str())),
        None => (refusal.code().to_owned(), acte),
    };
    let now = deps.ambient.now();
    Bounded { journal: &*deps.journal, compteurs: &*deps.compteurs, now }.record(&about, acte).await?;
    Err(refusal)
}
