//! The session of a browser in the space: presence, whose loss only asks again.

use ambient::{Ambient, ExposeSecret as _, RestKey, Seconds, SecretString, Timestamp};
use idp_core::port::PortError;
use idp_core::presence::Shelf;
use serde::{Deserialize, Serialize};

use crate::{Compte, CompteId, Courriel, Deps};

/// Without a request for so long, it is over; and after so long whatever happens (checklist S03).
const IDLE: Seconds = Seconds::minutes(30);
const LONGEST: Seconds = Seconds::hours(8);

/// What the browser proved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Preuve {
    /// That its user reads the mail of the account.
    Lien,
    /// A passkey of the account.
    Cle,
    /// That the operator knows its user, who lost every passkey.
    Rendu,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Session {
    pub compte: CompteId,
    pub courriel: Courriel,
    pub preuve: Preuve,
    pub ouverte_le: Timestamp,
}

/// A session that begins, and the secret that its browser keeps. Not `Debug`: it holds that secret.
pub struct SessionOuverte {
    pub session: Session,
    pub temoin: SecretString,
}

#[derive(Clone)]
pub(crate) struct Sessions {
    ambient: Ambient,
    rest: RestKey,
    shelf: Shelf<Session>,
}

impl Sessions {
    pub fn new(deps: &Deps) -> Self {
        let shelf = Shelf::new(deps.presence.clone(), "partenaire-session");
        Self { ambient: deps.ambient.clone(), rest: deps.rest.clone(), shelf }
    }

    /// Always under a new secret: at each sign-in, and when a stronger proof comes (checklist S01).
    pub async fn ouvrir(&self, compte: &Compte, preuve: Preuve) -> Result<SessionOuverte, PortError> {
        let session = Session {
            compte: compte.id.clone(),
            courriel: compte.courriel.clone(),
            preuve,
            ouverte_le: self.ambient.now(),
        };
        let temoin = self.ambient.secret();
        match self.shelf.create(&self.key(&temoin), &session, IDLE).await? {
            true => Ok(SessionOuverte { session, temoin }),
            false => Err(PortError::inconsistent("presence", "partenaire-session", "a secret came twice")),
        }
    }

    /// The session, whose idle time starts anew.
    pub async fn lire(&self, temoin: &SecretString) -> Result<Option<Session>, PortError> {
        let key = self.key(temoin);
        let Some(seen) = self.shelf.read(&key).await? else { return Ok(None) };
        if self.ambient.now() >= seen.value.ouverte_le.plus(LONGEST) {
            self.shelf.remove(&key).await?;
            return Ok(None);
        }
        // another request of the same browser may have come first: the life starts anew by either
        self.shelf.replace(&key, seen.version, &seen.value, IDLE).await?;
        Ok(Some(seen.value))
    }

    pub async fn fermer(&self, temoin: &SecretString) -> Result<(), PortError> {
        self.shelf.remove(&self.key(temoin)).await
    }

    fn key(&self, temoin: &SecretString) -> String {
        self.rest.rest("partenaire-session", temoin.expose_secret()).as_str().to_owned()
    }
}
