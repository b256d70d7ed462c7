use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use annuaire::{Correspondance, Personne};
use sante::IdentifiantNational;

use crate::annuaire::{Annuaire, AnnuaireError};
use crate::claims::{About, scope};
use crate::client::{Client, ClientId};
use crate::grant::Grant;
use crate::port::PortError;
use crate::stamp::{Since, Stamps, SubjectKind};
use crate::token::SessionsVivantes;
use crate::token::fallen::{Fall, Fallen, rests_around, rests_on};

/// Whether what was granted earlier still stands: compared at every redemption, refresh, userinfo and introspection.
#[derive(Clone)]
pub struct Standing {
    pub ambient: Ambient,
    pub stamps: Arc<dyn Stamps>,
    pub sessions: Arc<dyn SessionsVivantes>,
    pub annuaire: Arc<dyn Annuaire>,
}

/// An access token, as stamps name it.
#[derive(Clone, Copy)]
pub(crate) struct Token<'a> {
    pub name: &'a str,
    pub holder: &'a ClientId,
    pub at: Timestamp,
}

impl Token<'_> {
    fn rests_on(&self) -> [Since; 2] {
        let ever = Timestamp::from_millis(0);
        [SubjectKind::Token.of(self.name).since(ever), SubjectKind::Client.of(self.holder).since(self.at)]
    }
}

#[derive(Debug, thiserror::Error)]
pub enum StandingRefusal {
    #[error("{0}")]
    Fallen(&'static str),
    #[error("the registry is out of reach: {0}")]
    RegistryOut(String),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Standing {
    /// A stamp, the end of the session, or its own: asking does not keep the session awake.
    pub async fn fallen(&self, grant: &Grant) -> Result<bool, PortError> {
        self.grants().is(grant).await
    }

    /// The same of an access token: revoked by itself, or with whoever holds it since it was issued, or fallen with its grant.
    pub(crate) async fn with_token_fallen(&self, token: Token<'_>, grant: &Grant) -> Result<Option<Fall>, PortError> {
        let mut asked = rests_on(grant);
        asked.extend(token.rests_on());
        Ok(self.grants().among(grant, asked).await?.err())
    }

    /// Without a grant: in the name of the client.
    pub(crate) async fn token_fallen(&self, token: Token<'_>) -> Result<Option<Fall>, PortError> {
        Ok(self.stamps.raised(&token.rests_on()).await?.then_some(Fall::Revoked))
    }

    /// The same, by a use of the session.
    pub async fn use_session(&self, grant: &Grant) -> Result<(), StandingRefusal> {
        self.touch_session(grant, rests_on(grant), "the grant was revoked").await
    }

    /// The same for a grant that is about to open. A stamp on itself can only be that of a second use of its code, which
    /// ends what the first one gets and does not choose between the two.
    pub async fn begin_session_use(&self, grant: &Grant) -> Result<(), StandingRefusal> {
        self.touch_session(grant, rests_around(grant), "what the grant rests on was revoked").await
    }

    async fn touch_session(
        &self,
        grant: &Grant,
        asked: Vec<Since>,
        revoked: &'static str,
    ) -> Result<(), StandingRefusal> {
        match self.grants().among(grant, asked).await? {
            Ok(Some(awake)) => Ok(self.sessions.touch(awake).await?),
            Ok(None) => Ok(()),
            Err(Fall::Revoked) => Err(StandingRefusal::Fallen(revoked)),
            Err(Fall::Over) => Err(StandingRefusal::Fallen("the grant is over")),
            Err(Fall::SessionOver) => Err(StandingRefusal::Fallen("the session is over")),
        }
    }

    /// The person as the registry knows them now, with the chosen situation still current.
    pub async fn person(&self, client: &Client, grant: &Grant) -> Result<Personne, StandingRefusal> {
        let personne = match self.annuaire.personne(&grant.authentication.personne).await {
            Ok(personne) => personne,
            Err(AnnuaireError::HorsService(cause)) => return Err(StandingRefusal::RegistryOut(cause)),
            Err(AnnuaireError::Inconnue | AnnuaireError::Desactivee) => {
                return Err(StandingRefusal::Fallen("the registry no longer has the person"));
            }
        };
        let about = About { client, grant, personne: &personne, now: self.ambient.now() };
        match about.situation_holds() {
            true => Ok(personne),
            false => Err(StandingRefusal::Fallen("the situation of the grant has ended")),
        }
    }

    /// Where the registry writes to the person; asked for only where it is told ([`crate::claims::Claims::tells_contact`]).
    pub async fn contact(&self, personne: &IdentifiantNational) -> Result<Option<Correspondance>, StandingRefusal> {
        match self.annuaire.correspondance(personne).await {
            Ok(contact) => Ok(Some(contact)),
            Err(AnnuaireError::Inconnue | AnnuaireError::Desactivee) => Ok(None),
            Err(AnnuaireError::HorsService(cause)) => Err(StandingRefusal::RegistryOut(cause)),
        }
    }

    fn grants(&self) -> Fallen<'_> {
        Fallen { now: self.ambient.now(), stamps: &*self.stamps, sessions: &*self.sessions }
    }
}

impl From<StandingRefusal> for super::TokenRefusal {
    fn from(refusal: StandingRefusal) -> Self {
        match refusal {
            StandingRefusal::Fallen(cause) => Self::Grant(cause),
            StandingRefusal::RegistryOut(cause) => Self::RegistryOut(cause),
            StandingRefusal::Port(error) => Self::Port(error),
        }
    }
}

/// The grant as its client still has it: a change to the registration takes effect on what is under way.
pub(super) fn still_granted(client: &Client, grant: &Grant) -> Result<Grant, super::TokenRefusal> {
    let kept = scope::still_granted(client, &grant.scope);
    if kept.is_empty() {
        return Err(super::TokenRefusal::Grant("the client has nothing left of what was granted"));
    }
    if grant.is_offline() && !kept.iter().any(|word| word == scope::OFFLINE_ACCESS) {
        return Err(super::TokenRefusal::Grant("the client may no longer go on without the session"));
    }
    Ok(Grant { scope: kept, ..grant.clone() })
}
