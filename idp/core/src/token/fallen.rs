use ambient::Timestamp;

use crate::grant::Grant;
use crate::port::PortError;
use crate::session::Awake;
use crate::stamp::{Since, Stamps, SubjectKind};
use crate::token::SessionsVivantes;

/// What ends a grant, as far as it is known without asking the registry.
pub(crate) struct Fallen<'a> {
    pub now: Timestamp,
    pub stamps: &'a dyn Stamps,
    pub sessions: &'a dyn SessionsVivantes,
}

/// Why a grant is over.
pub(crate) enum Fall {
    Revoked,
    Over,
    SessionOver,
}

impl Fallen<'_> {
    /// A stamp was raised since the proof or since the grant, the session is over, or the grant's own end has come.
    /// Asking does not keep the session awake.
    pub async fn is(&self, grant: &Grant) -> Result<bool, PortError> {
        Ok(self.among(grant, rests_on(grant)).await?.is_err())
    }

    /// The same with all that a caller asks about besides. What stands is told with its session, where it needs one: a grant
    /// with `offline_access` outlives its session (docs/decisions/0006).
    pub async fn among(&self, grant: &Grant, mut asked: Vec<Since>) -> Result<Result<Option<Awake>, Fall>, PortError> {
        if grant.ends_at <= self.now {
            return Ok(Err(Fall::Over));
        }
        let awake = match grant.is_offline() {
            true => None,
            false => match self.sessions.awake(&grant.session).await? {
                Some(awake) => Some(awake),
                None => return Ok(Err(Fall::SessionOver)),
            },
        };
        asked.extend(awake.iter().flat_map(Awake::rests_on));
        Ok(match self.stamps.raised(&asked).await? {
            true => Err(Fall::Revoked),
            false => Ok(awake),
        })
    }
}

/// Everything whose stamp ends the grant.
pub(crate) fn rests_on(grant: &Grant) -> Vec<Since> {
    let mut asked = rests_around(grant);
    asked.push(itself(grant));
    asked
}

/// A stamp on the grant itself ends it whenever it was raised: no grant has the name of another, and the node that revokes may
/// have a clock that is behind the one of the node that granted.
fn itself(grant: &Grant) -> Since {
    SubjectKind::Grant.of(&grant.id).since(Timestamp::from_millis(0))
}

/// The same but itself. Who and with what: since the proof, which an SSO login only reuses. Where and for whom: since the
/// grant.
pub(crate) fn rests_around(grant: &Grant) -> Vec<Since> {
    let (proof, opened_at) = (&grant.authentication, grant.opened_at);
    let mut asked = vec![
        SubjectKind::Personne.of(&proof.personne).since(proof.at),
        SubjectKind::Moyen.of(&proof.moyen).since(proof.at),
        SubjectKind::Client.of(&grant.client).since(opened_at),
    ];
    asked.extend(grant.card_present.then(|| SubjectKind::Retrait.of(&proof.moyen).since(proof.at)));
    asked.extend((!grant.is_offline()).then(|| SubjectKind::Session.of(&grant.session).since(proof.at)));
    asked.extend(grant.situation.as_ref().map(|situation| SubjectKind::Situation.of(situation).since(opened_at)));
    asked
}
