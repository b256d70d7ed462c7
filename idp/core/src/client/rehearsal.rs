//! What clients of Pro Santé Connect's profile are answered from now on, whatever the files say: switched while the service
//! runs, for the realm or for one client, so that a team rehearses a change at the hour that it chooses (facts/psc.md §1.4, §2.5).

use std::sync::Arc;

use async_trait::async_trait;
use serde::{Deserialize, Serialize};

use super::{Client, ClientId, Clients, Profile};
use crate::assurance::Behaviour;
use crate::claims::subject::SubjectForm;
use crate::port::PortError;

/// What is answered otherwise; nothing: as the files have it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Rehearsal {
    pub levels: Option<Behaviour>,
    /// `federated` or `psi`.
    pub subject: Option<SubjectForm>,
}

/// Who rehearses what; without a client, the realm does.
pub type Playing = Vec<(Option<ClientId>, Rehearsal)>;

/// The switches, the same for all nodes and durable.
#[async_trait]
pub trait Rehearsals: Send + Sync {
    async fn playing(&self) -> Result<Playing, PortError>;
    /// In the place of an earlier one; an empty one ends it.
    async fn rehearse(&self, who: Option<&ClientId>, what: Rehearsal) -> Result<(), PortError>;
}

/// Registrations as they are played: the client's own switch, its registration, the realm's switch; then the realm's file.
pub struct RehearsingClients {
    pub stored: Arc<dyn Clients>,
    pub rehearsals: Arc<dyn Rehearsals>,
}

fn played(client: Client, playing: &[(Option<ClientId>, Rehearsal)]) -> Client {
    let of = |who: Option<&ClientId>| {
        playing.iter().find(|(for_whom, _)| for_whom.as_ref() == who).map(|(_, what)| *what).unwrap_or_default()
    };
    let (own, realm) = (of(Some(&client.id)), of(None));
    let mut client = client;
    client.answers.levels = own.levels.or(client.answers.levels).or(realm.levels);
    client.subject.psc = own.subject.or(client.subject.psc).or(realm.subject);
    client
}

#[async_trait]
impl Clients for RehearsingClients {
    async fn client(&self, id: &ClientId) -> Result<Option<Client>, PortError> {
        match self.stored.client(id).await? {
            Some(client) if client.profile == Profile::Psc => {
                Ok(Some(played(client, &self.rehearsals.playing().await?)))
            }
            other => Ok(other),
        }
    }

    async fn register(&self, client: &Client) -> Result<(), PortError> {
        self.stored.register(client).await
    }

    async fn replace(&self, before: &Client, after: &Client) -> Result<bool, PortError> {
        self.stored.replace(before, after).await
    }

    async fn remove(&self, id: &ClientId) -> Result<(), PortError> {
        self.stored.remove(id).await
    }

    async fn all(&self) -> Result<Vec<Client>, PortError> {
        self.stored.all().await
    }

    async fn declared(&self) -> Result<Vec<Client>, PortError> {
        self.stored.declared().await
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fakes::client;

    const fn levels(levels: Behaviour) -> Rehearsal {
        Rehearsal { levels: Some(levels), subject: None }
    }

    #[test]
    fn a_client_s_own_switch_comes_before_its_registration_and_that_before_the_realm_s() {
        let realm = (None, Rehearsal { subject: Some(SubjectForm::Psi), ..levels(Behaviour::Eidas2Niveau) });
        let own = (Some(client().id), levels(Behaviour::Eidas3Carte));
        let other = (Some(ClientId::from("autre")), levels(Behaviour::Eidas1));

        let as_registered = played(client(), std::slice::from_ref(&other));
        assert_eq!((as_registered.answers.levels, as_registered.subject.psc), (None, None), "as the realm's file");
        let with_the_realm = played(client(), &[realm.clone(), other.clone()]);
        assert_eq!(with_the_realm.answers.levels, Some(Behaviour::Eidas2Niveau));
        assert_eq!(with_the_realm.subject.psc, Some(SubjectForm::Psi));

        let mut registered = client();
        registered.answers.levels = Some(Behaviour::Eidas1);
        assert_eq!(played(registered.clone(), std::slice::from_ref(&realm)).answers.levels, Some(Behaviour::Eidas1));
        let switched = played(registered, &[realm, other, own]);
        assert_eq!(switched.answers.levels, Some(Behaviour::Eidas3Carte));
        assert_eq!(switched.subject.psc, Some(SubjectForm::Psi), "what it does not switch is the realm's");
    }
}
