//! How registrations come from the operator's file, and how they go.

use std::sync::Arc;

use ambient::Ambient;

use super::{Client, ClientId, Clients, Origin};
use crate::journal::{Acte, Journal, event};
use crate::port::PortError;
use crate::signal::Streams;
use crate::stamp::{Stamps, SubjectKind};

/// A registration as a file of the operator's has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Declared {
    pub client: Client,
    /// Kept, and served nothing.
    pub disabled: bool,
}

/// Whose wish it is that a registration goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wish {
    Client,
    Operator,
}

/// Keeps the registrations those of the file, and ends what was issued to a client that goes or is disabled: by the stamp,
/// since others may hold tokens that were exchanged for its own (RFC 8693).
#[derive(Clone)]
pub struct Registrar {
    pub ambient: Ambient,
    pub clients: Arc<dyn Clients>,
    pub stamps: Arc<dyn Stamps>,
    pub streams: Arc<dyn Streams>,
    pub journal: Arc<dyn Journal>,
}

impl Registrar {
    /// Writes what is declared, and removes what was declared once and is no more. Clients that registered themselves stay.
    pub async fn settle(&self, declared: &[Declared]) -> Result<(), PortError> {
        let known = self.clients.declared().await?;
        for one in declared {
            let before = known.iter().find(|before| before.id == one.client.id);
            self.declare(one, before).await?;
        }
        let gone = |client: &&Client| declared.iter().all(|one| one.client.id != client.id);
        for client in known.iter().filter(|client| client.origin == Origin::Declared).filter(gone) {
            self.remove(&client.id, Wish::Operator).await?;
        }
        Ok(())
    }

    async fn declare(&self, one: &Declared, before: Option<&Client>) -> Result<(), PortError> {
        let since = before.and_then(|before| before.disabled_at);
        let disabled_at = one.disabled.then(|| since.unwrap_or(self.ambient.now()));
        if since.is_none() && one.disabled {
            self.journal.record(told(event::CLIENT_DISABLED, &one.client.id)).await?;
            self.end(&one.client.id).await?;
        }
        self.clients.register(&Client { disabled_at, ..one.client.clone() }).await
    }

    /// The registration goes, with its stream of signals; whatever was issued to it is refused first.
    pub async fn remove(&self, client: &ClientId, wish: Wish) -> Result<(), PortError> {
        self.journal.record(told(event::CLIENT_REMOVED, client).with("by", wish.word())).await?;
        self.end(client).await?;
        if let Some(stream) = self.streams.of_client(client).await? {
            self.streams.remove(&stream.id).await?;
        }
        self.clients.remove(client).await
    }

    async fn end(&self, client: &ClientId) -> Result<(), PortError> {
        self.stamps.raise(&SubjectKind::Client.of(client), self.ambient.now()).await
    }
}

impl Wish {
    const fn word(self) -> &'static str {
        match self {
            Self::Client => "client",
            Self::Operator => "operator",
        }
    }
}

fn told(word: &'static str, client: &ClientId) -> Acte {
    Acte::new(word).with("client.id", client.as_str())
}

#[cfg(test)]
mod tests {
    use ambient::Seconds;

    use super::*;
    use crate::client::ClientAuth;
    use crate::client_auth::ClientAuthentication;
    use crate::fakes::{FakeIssuer, client};

    fn declared(house: &FakeIssuer, disabled: bool) -> Declared {
        let auth =
            ClientAuth::ClientSecretPost { secret: ClientAuthentication::rest_secret(&house.rest, "s3cret-of-dui") };
        Declared { client: Client { auth, ..client() }, disabled }
    }

    async fn kept(house: &FakeIssuer) -> Option<Client> {
        house.clients.client(&"dui".into()).await.unwrap()
    }

    async fn stamped(house: &FakeIssuer) -> bool {
        house.stamps.latest(&[SubjectKind::Client.of("dui")]).await.unwrap().is_some()
    }

    #[tokio::test]
    async fn a_client_that_leaves_the_file_is_registered_no_more_and_what_it_got_falls() {
        let house = FakeIssuer::new().await;
        let itself = Origin::Dynamic { access: house.rest.rest("x", "y"), at: house.ambient.now(), trusted: false };
        house.register(Client { id: "dyn-1".into(), origin: itself, ..client() }).await;
        house.registrar.settle(&[declared(&house, false)]).await.unwrap();
        assert!(kept(&house).await.is_some() && !stamped(&house).await);
        house.registrar.settle(&[declared(&house, false)]).await.unwrap();
        assert!(!stamped(&house).await, "a start that changes nothing ends nothing");
        house.registrar.settle(&[]).await.unwrap();
        assert_eq!(kept(&house).await, None);
        assert!(stamped(&house).await);
        let itself = house.clients.client(&"dyn-1".into()).await.unwrap();
        assert!(itself.is_some(), "a client that registered itself is in no file");
        assert_eq!(house.journal.field("client.removed", "by").as_deref(), Some("operator"));
    }

    #[tokio::test]
    async fn a_disabled_client_stays_disabled_since_the_first_time_and_may_be_enabled_again() {
        let house = FakeIssuer::new().await;
        house.registrar.settle(&[declared(&house, false)]).await.unwrap();
        let since = house.ambient.now();
        for _ in 0..2 {
            house.registrar.settle(&[declared(&house, true)]).await.unwrap();
            assert_eq!(kept(&house).await.unwrap().disabled_at, Some(since));
            house.clock.advance(Seconds(60));
        }
        let stamp = house.stamps.latest(&[SubjectKind::Client.of("dui")]).await.unwrap();
        assert_eq!(stamp, Some(since), "a start that finds it disabled ends nothing anew");
        house.registrar.settle(&[declared(&house, false)]).await.unwrap();
        assert_eq!(kept(&house).await.unwrap().disabled_at, None);
    }
}
