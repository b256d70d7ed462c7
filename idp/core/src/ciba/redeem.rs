use ambient::Seconds;
use annuaire::Personne;
use oidc::Confirmation;
use sante::SituationId;

use super::service::{AFTERWARDS, Ciba, Waiting};
use crate::annuaire::AnnuaireError;
use crate::client::Client;
use crate::ecps::{DemandeError, DemandeEtat, Prise};
use crate::grant::{Grant, GrantId};
use crate::journal::{Acte, event};
use crate::polling::PollRefusal;
use crate::port::PortError;
use crate::session::Session;
use crate::situation::{self, Decision, Wishes};

/// What an approved request becomes: a grant of a session that no browser holds.
#[derive(Debug)]
pub struct Redeemed {
    pub grant: Grant,
    pub personne: Personne,
    /// What makes the emission unique.
    pub resting: String,
}

impl Ciba {
    /// The token endpoint asks: OpenID Connect CIBA Core 1.0 §10.1 and §11. The checks in their order: known, of this
    /// client, alive, in rhythm, answered, of the key that asked.
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
        self.rhythm.beat(&resting, waiting.interval, left).await?;
        let prise = self.approval(&resting, &waiting, left).await?;
        same_key(&waiting, confirmation)?;
        self.grant(client, waiting, prise, resting).await
    }

    /// Once the tokens are recorded: what they came of is gone.
    pub async fn forget(&self, redeemed: &Redeemed) -> Result<(), PortError> {
        self.shelf.remove(&redeemed.resting).await?;
        self.taken.remove(&redeemed.resting).await
    }

    /// Taken from the phone once, and kept until it has become tokens: a registry out of reach costs a new question, not
    /// a new approval.
    async fn approval(&self, resting: &str, waiting: &Waiting, left: Seconds) -> Result<Prise, PollRefusal> {
        if let Some(seen) = self.taken.read(resting).await? {
            return Ok(seen.value);
        }
        match self.deps.devices.etat(&waiting.demande).await? {
            // not asked yet, or asked a moment later than the client was answered
            DemandeEtat::EnAttente | DemandeEtat::Expiree => return Err(PollRefusal::Pending),
            DemandeEtat::Approuvee => {}
            DemandeEtat::Remplacee => return Err(PollRefusal::Denied("a newer request took its place")),
            DemandeEtat::Refusee | DemandeEtat::PasMoi | DemandeEtat::NombreErrone => {
                return Err(PollRefusal::Denied("the person refused"));
            }
        }
        let prise = match self.deps.devices.prendre(&waiting.demande).await {
            Ok(prise) => prise,
            Err(DemandeError::Port(error)) => return Err(error.into()),
            Err(DemandeError::DejaPrise) => return Err(PollRefusal::Grant("the approval was taken before")),
            Err(_) => return Err(PollRefusal::Denied("the phone can no longer approve")),
        };
        self.taken.create(resting, &prise, left).await?;
        Ok(prise)
    }

    async fn grant(
        &self,
        client: &Client,
        waiting: Waiting,
        prise: Prise,
        resting: String,
    ) -> Result<Redeemed, PollRefusal> {
        let deps = &self.deps;
        let personne = match deps.annuaire.personne(&prise.preuve.personne).await {
            Ok(personne) => personne,
            Err(AnnuaireError::HorsService(cause)) => return Err(PollRefusal::RegistryOut(cause)),
            Err(_) => return Err(PollRefusal::Denied("the registry no longer has the person")),
        };
        let situation = self.place(client, &personne, &waiting, prise.situation)?;
        let session = deps.sessions.open(prise.preuve, None).await?.session;
        deps.journal.record(succeeded(client, &session)).await?;
        let grant = Grant {
            id: GrantId::from(deps.rest.rest("grant", &resting).as_str()),
            client: client.id.clone(),
            situation,
            scope: waiting.scope.words(),
            nonce: None,
            acr: deps.policy.acr(client, &session).word().to_owned(),
            opened_at: deps.ambient.now(),
            ends_at: deps.sessions.ends_at(&session),
            resources: waiting.resources,
            claims: waiting.claims,
            session: session.id,
            authentication: session.authentication,
        };
        Ok(Redeemed { grant, personne, resting })
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

fn succeeded(client: &Client, session: &Session) -> Acte {
    let proof = &session.authentication;
    Acte::new(event::LOGIN_SUCCEEDED)
        .with("client.id", client.id.as_str())
        .with("session.id", session.id.as_str())
        .with("personne.id", proof.personne.to_string())
        .with("means", proof.kind.auth_mode())
        .with("means.id", proof.moyen.as_str())
}
