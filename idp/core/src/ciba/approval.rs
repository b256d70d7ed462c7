use ambient::Seconds;
use serde::{Deserialize, Serialize};

use super::redeem::Redeemed;
use super::service::{Ciba, Waiting};
use crate::client::Client;
use crate::ecps::{DemandeError, DemandeEtat, Prise};
use crate::grant::Grant;
use crate::journal::{Acte, event};
use crate::polling::PollRefusal;
use crate::presence::Seen;
use crate::session::Session;

/// An approval that was taken from the phone and has not become tokens yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Taken {
    pub prise: Prise,
    /// One approval is one login, however often the client has to ask again for what came of it.
    pub session: Option<Session>,
}

const TOO_LATE: PollRefusal = PollRefusal::Denied("the phone can no longer approve");

impl Ciba {
    /// Taken from the phone once, and kept until it has become tokens: a registry out of reach costs a new question, not
    /// a new approval. What was kept serves as long as the phone does.
    pub(super) async fn approval(&self, resting: &str, waiting: &Waiting, left: Seconds) -> Result<Taken, PollRefusal> {
        if let Some(seen) = self.taken.read(resting).await? {
            return match self.serves(waiting, &seen.value.prise.preuve).await? {
                true => Ok(seen.value),
                false => Err(TOO_LATE),
            };
        }
        match self.state(waiting).await? {
            // not asked yet, or asked a moment later than the client was answered
            DemandeEtat::EnAttente | DemandeEtat::Expiree => return Err(PollRefusal::Pending),
            DemandeEtat::Approuvee => {}
            DemandeEtat::Remplacee => return Err(PollRefusal::Denied("a newer request took its place")),
            DemandeEtat::Refusee | DemandeEtat::PasMoi | DemandeEtat::NombreErrone => {
                return Err(PollRefusal::Denied("the person refused"));
            }
        }
        let prise = match self.take(waiting).await {
            Ok(prise) => prise,
            Err(DemandeError::Port(error)) => return Err(error.into()),
            Err(DemandeError::DejaPrise) => return Err(PollRefusal::Grant("the approval was taken before")),
            Err(_) => return Err(TOO_LATE),
        };
        let taken = Taken { prise, session: None };
        self.taken.create(resting, &taken, left).await?;
        Ok(taken)
    }

    /// Gives the grant its session, once nothing of the call can refuse it any more.
    pub async fn log_in(&self, client: &Client, redeemed: Redeemed) -> Result<Redeemed, PollRefusal> {
        let session = self.session(client, &redeemed).await?;
        let ends_at = self.deps.sessions.ends_at(&session);
        Ok(Redeemed { grant: Grant { session: session.id, ends_at, ..redeemed.grant }, ..redeemed })
    }

    /// The one that an earlier call opened, or a new one. Of two calls at one moment one opens it, and the other comes too
    /// early.
    async fn session(&self, client: &Client, redeemed: &Redeemed) -> Result<Session, PollRefusal> {
        let kept = self.taken.read(&redeemed.resting).await?;
        let Seen { value: Taken { prise, session }, version } =
            kept.ok_or(PollRefusal::Grant("the auth_req_id is spent"))?;
        if let Some(session) = session {
            return Ok(session);
        }
        let opened = self.deps.sessions.open(prise.preuve.clone(), None).await?;
        // refused at once; the watch finds them over and tells their services
        for former in &opened.too_many {
            self.deps.sessions.end(former).await?;
        }
        let session = opened.session;
        let taken = Taken { prise, session: Some(session.clone()) };
        if !self.taken.replace(&redeemed.resting, version, &taken, redeemed.left).await? {
            self.deps.sessions.end(&session.id).await?;
            return Err(PollRefusal::SlowDown);
        }
        self.deps.journal.record(succeeded(client, &session)).await?;
        Ok(session)
    }
}

fn succeeded(client: &Client, session: &Session) -> Acte {
    let proof = &session.authentication;
    Acte::new(event::LOGIN_SUCCEEDED)
        .with("client.id", client.id.as_str())
        .with("session.id", session.id.as_str())
        .with("personne.id", proof.personne.to_string())
        .with("means", proof.kind.auth_mode())
        .with("means.id", proof.moyen.as_str())
}
