use ambient::Seconds;
use annuaire::Personne;
use oidc::Confirmation;
use sante::SituationId;

use super::approval::Taken;
use super::service::{AFTERWARDS, Ciba, Waiting};
use crate::annuaire::AnnuaireError;
use crate::client::Client;
use crate::grant::{Grant, GrantId};
use crate::polling::PollRefusal;
use crate::port::PortError;
use crate::situation::{self, Decision, Wishes};

/// What an approved request becomes: a grant of a session that no browser holds. It has no name until [`Ciba::log_in`].
#[derive(Debug)]
pub struct Redeemed {
    pub grant: Grant,
    pub personne: Personne,
    /// What makes the emission unique.
    pub resting: String,
    /// How long the approval is kept.
    pub(super) left: Seconds,
}

impl Ciba {
    /// The token endpoint asks: OpenID Connect CIBA Core 1.0 §10.1 and §11. The checks in their order: known, of this
    /// client, alive, answered, of the key that asked. The rhythm is that of whoever still waits: a client that was just
    /// told by a ping comes at once.
    pub async fn redeem(
        &self,
        client: &Client,
        auth_req_id: &str,
        confirmation: Option<&Confirmation>,
    ) -> Result<Redeemed, PollRefusal> {
        let resting = self.resting(auth_req_id).as_str().to_owned();
        let waiting = self.shelf.read(&resting).await?.map(|seen| seen.value);
        let waiting = waiting.filter(|waiting| waiting.client == client.id);
        let waiting = waiting.ok_or(PollRefusal::Grant("the auth_req_id is unknown, spent or of another client"))?;
        let now = self.deps.ambient.now();
        if now >= waiting.expires_at {
            return Err(PollRefusal::Expired);
        }
        let left = Seconds(waiting.expires_at.seconds() - now.seconds() + AFTERWARDS.0);
        let taken = match self.approval(&resting, &waiting, left).await {
            Err(PollRefusal::Pending) => {
                self.rhythm.beat(&resting, waiting.interval, left).await?;
                return Err(PollRefusal::Pending);
            }
            answered => answered?,
        };
        same_key(&waiting, confirmation)?;
        let (grant, personne) = self.grant(client, waiting, taken, &resting).await?;
        Ok(Redeemed { grant, personne, resting, left })
    }

    /// Once the tokens are recorded: what they came of is gone.
    pub async fn forget(&self, redeemed: &Redeemed) -> Result<(), PortError> {
        self.shelf.remove(&redeemed.resting).await?;
        self.taken.remove(&redeemed.resting).await
    }

    async fn grant(
        &self,
        client: &Client,
        waiting: Waiting,
        taken: Taken,
        resting: &str,
    ) -> Result<(Grant, Personne), PollRefusal> {
        let deps = &self.deps;
        let Taken { prise, session } = taken;
        let personne = match deps.annuaire.personne(&prise.preuve.personne).await {
            Ok(personne) => personne,
            Err(AnnuaireError::HorsService(cause)) => return Err(PollRefusal::RegistryOut(cause)),
            Err(_) => return Err(PollRefusal::Denied("the registry no longer has the person")),
        };
        let situation = self.place(client, &personne, &waiting, prise.situation)?;
        let session = session.unwrap_or_else(|| deps.sessions.of_proof(&prise.preuve));
        let grant = Grant {
            id: GrantId::from(deps.rest.rest("grant", resting).as_str()),
            client: client.id.clone(),
            situation,
            scope: waiting.scope.words(),
            nonce: None,
            acr: deps.policy.acr(client, &session).word().to_owned(),
            opened_at: deps.ambient.now(),
            ends_at: deps.sessions.ends_at(&session),
            resources: waiting.resources,
            claims: waiting.claims,
            card_present: client.requests.card_present,
            session: session.id,
            authentication: session.authentication,
        };
        Ok((grant, personne))
    }

    /// What the person signed, if it still holds; else what needs no question.
    fn place(
        &self,
        client: &Client,
        personne: &Personne,
        waiting: &Waiting,
        signed: Option<String>,
    ) -> Result<Option<SituationId>, PollRefusal> {
        let now = self.deps.ambient.now();
        if let Some(signed) = signed {
            let current = situation::current(personne, now);
            let still = current.into_iter().find(|(_, one)| one.id.as_str() == signed);
            return still
                .map(|(_, one)| Some(one.id.clone()))
                .ok_or(PollRefusal::Denied("the situation that the person chose has ended"));
        }
        let wishes = Wishes { hint: waiting.situation_hint.as_deref(), ..Wishes::default() };
        match situation::decide(personne, client, wishes, now) {
            Decision::Taken(situation) => Ok(Some(situation)),
            Decision::WithoutRole => Ok(None),
            Decision::Refused => Err(PollRefusal::Denied("the person has no current situation")),
            Decision::Ask { .. } | Decision::CannotAsk => {
                Err(PollRefusal::Denied("the person's situations changed while they answered"))
            }
        }
    }
}

/// RFC 9449 §10, by analogy: who proved a key with the request redeems it with that key.
fn same_key(waiting: &Waiting, confirmation: Option<&Confirmation>) -> Result<(), PollRefusal> {
    let proven = match confirmation {
        Some(Confirmation::Jkt(jkt)) => Some(jkt),
        _ => None,
    };
    let same = waiting.dpop_jkt.is_none() || waiting.dpop_jkt.as_ref() == proven;
    same.then_some(()).ok_or(PollRefusal::Grant("the proof is of another key than that of the request"))
}
