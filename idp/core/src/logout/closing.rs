use super::{Logout, ProvenLogout};
use crate::port::PortError;
use crate::session::{Session, SessionId};

/// What a browser's logout request comes to (OpenID Connect RP-Initiated Logout 1.0 §2, §6).
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Closing {
    /// Nobody is signed in, and no session is named.
    Nothing,
    /// The hint is proof enough: these sessions end, that of the browser among them.
    AtOnce(Vec<SessionId>),
    /// The same for a session that this browser does not have: it ends, and whoever holds the hint is not shown which
    /// services it was open at.
    Elsewhere(SessionId),
    /// Nothing proves that this person is meant: they are asked.
    Ask,
}

impl Logout {
    /// `own` is the session of the browser. A hint speaks for its own session, and for a later one of the same person; it
    /// never closes the session of somebody else.
    pub async fn closing(&self, proven: &ProvenLogout, own: Option<&Session>) -> Result<Closing, PortError> {
        let Some(hinted) = proven.session.clone() else {
            return Ok(own.map_or(Closing::Nothing, |_| Closing::Ask));
        };
        let Some(own) = own else { return Ok(Closing::Elsewhere(hinted)) };
        if own.id == hinted {
            return Ok(Closing::AtOnce(vec![hinted]));
        }
        let grants = self.0.grants.of_session(&hinted).await?;
        match grants.iter().any(|grant| grant.authentication.personne == own.authentication.personne) {
            true => Ok(Closing::AtOnce(vec![hinted, own.id.clone()])),
            false => Ok(Closing::Ask),
        }
    }
}
