use ambient::Resting;

use super::Session;
use crate::presence::Seen;
use crate::stamp::{Since, SubjectKind};

/// A session on its shelf, awake and within its life: alive unless a stamp ended it. Not `Clone`: what was read once is
/// written back once.
#[derive(Debug)]
pub struct Awake {
    pub(super) resting: Resting,
    pub(super) seen: Seen<Session>,
}

impl Awake {
    /// What can have ended it from outside.
    pub fn rests_on(&self) -> [Since; 3] {
        let session = &self.seen.value;
        let proof = &session.authentication;
        [
            SubjectKind::Session.of(&session.id),
            SubjectKind::Personne.of(&proof.personne),
            SubjectKind::Moyen.of(&proof.moyen),
        ]
        .map(|subject| subject.since(session.opened_at))
    }
}
