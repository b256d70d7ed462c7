use ambient::Timestamp;

use crate::grant::Grant;
use crate::port::PortError;
use crate::stamp::{Stamps, Subject, SubjectKind};
use crate::token::SessionsVivantes;

/// What ends a grant, as far as it is known without asking the registry.
pub(crate) struct Fallen<'a> {
    pub now: Timestamp,
    pub stamps: &'a dyn Stamps,
    pub sessions: &'a dyn SessionsVivantes,
}

impl Fallen<'_> {
    /// A stamp was raised since the proof or since the grant, the session is over, or the grant's own end has come.
    /// Asking does not keep the session awake. A grant with `offline_access` outlives its session (docs/decisions/0006).
    pub async fn is(&self, grant: &Grant) -> Result<bool, PortError> {
        if self.stamped(grant).await? || self.over(grant) {
            return Ok(true);
        }
        Ok(!grant.is_offline() && !self.sessions.alive(&grant.session).await?)
    }

    pub fn over(&self, grant: &Grant) -> bool {
        grant.ends_at <= self.now
    }

    pub async fn stamped(&self, grant: &Grant) -> Result<bool, PortError> {
        let itself = [SubjectKind::Grant.of(&grant.id)];
        Ok(self.stamped_around(grant).await? || self.raised_since(&itself, grant.opened_at).await?)
    }

    /// Who and with what: compared with the proof, which an SSO login only reuses. Where and for whom: with the grant.
    pub async fn stamped_around(&self, grant: &Grant) -> Result<bool, PortError> {
        let proof = &grant.authentication;
        let mut of_proof = vec![SubjectKind::Personne.of(&proof.personne), SubjectKind::Moyen.of(&proof.moyen)];
        of_proof.extend((!grant.is_offline()).then(|| SubjectKind::Session.of(&grant.session)));
        let mut of_grant = vec![SubjectKind::Client.of(&grant.client)];
        of_grant.extend(grant.situation.as_ref().map(|situation| SubjectKind::Situation.of(situation)));
        Ok(self.raised_since(&of_proof, proof.at).await? || self.raised_since(&of_grant, grant.opened_at).await?)
    }

    pub async fn raised_since(&self, subjects: &[Subject], from: Timestamp) -> Result<bool, PortError> {
        Ok(self.stamps.latest(subjects).await?.is_some_and(|stamp| stamp >= from))
    }
}
