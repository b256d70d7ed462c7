use std::sync::Arc;

use ambient::Ambient;

use super::{RefusLecture, VerificationCarte};
use crate::grant::{Grant, Grants};
use crate::journal::{Acte, Journal, event};
use crate::logout::SessionEnds;
use crate::port::PortError;
use crate::session::Sessions;
use crate::stamp::{Stamps, SubjectKind};
use crate::token::revoke_grant;

/// What [`Retraits`] stands on.
#[derive(Clone)]
pub struct RetraitDeps {
    pub ambient: Ambient,
    pub autorites: Arc<dyn VerificationCarte>,
    pub sessions: Sessions,
    pub ends: SessionEnds,
    pub grants: Arc<dyn Grants>,
    pub stamps: Arc<dyn Stamps>,
    pub journal: Arc<dyn Journal>,
}

/// A card that left its reader (checklist X06). Services that asked for it (`card_present`) lose what they were granted on the word
/// of that card, and are answered no more from its sessions; the others go on, as the card proved who the person is and still did.
#[derive(Clone)]
pub struct Retraits(Arc<RetraitDeps>);

impl Retraits {
    pub fn new(deps: RetraitDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// `certificat`: DER, of the card that the reader held; nothing proves that the reader had it, so whoever tells must be believed
    /// for another reason. What became of the card since is not asked: a card that expired in its reader leaves it too. Gives how
    /// many grants ended.
    pub async fn retiree(&self, certificat: &[u8]) -> Result<usize, RefusLecture> {
        let deps = &self.0;
        let carte = deps.autorites.reconnaitre(certificat)?;
        // one write refuses whatever wants the card to stay, codes and approvals that are under way among it; the rest tells
        deps.stamps.raise(&SubjectKind::Retrait.of(&carte.moyen), deps.ambient.now()).await?;
        let mut fermes = 0;
        for session in deps.sessions.of_person(&carte.identifiant).await? {
            if session.authentication.moyen == carte.moyen {
                deps.sessions.card_left(&session.id).await?;
            }
            for grant in deps.grants.of_session(&session.id).await? {
                // a later proof with another means may have taken the place of the card in the session
                if grant.card_present && grant.authentication.moyen == carte.moyen && self.stands(&grant).await? {
                    self.fermer(&grant).await?;
                    fermes += 1;
                }
            }
        }
        let acte = Acte::new(event::CARD_LEFT)
            .with("personne.id", carte.identifiant.to_string())
            .with("means.id", carte.moyen.as_str())
            .with("grants", fermes);
        deps.journal.record(acte).await?;
        Ok(fermes)
    }

    /// Not told before: cards come and go.
    async fn stands(&self, grant: &Grant) -> Result<bool, PortError> {
        let itself = SubjectKind::Grant.of(&grant.id).since(grant.opened_at);
        Ok(!self.0.stamps.raised(&[itself]).await?)
    }

    /// Told as at a logout, then on record: what a crash leaves undone between the two is told again.
    async fn fermer(&self, grant: &Grant) -> Result<(), PortError> {
        let deps = &self.0;
        deps.ends.grant_ended(grant).await?;
        revoke_grant(&deps.ambient, &*deps.stamps, &*deps.journal, grant, "the card left its reader").await
    }
}
