use std::sync::Arc;

use ambient::{Ambient, RestKey};
use idp_core::access::AccessTokens;
use idp_core::answers::Answers;
use idp_core::assurance::Assurance;
use idp_core::authorization::codes::Codes;
use idp_core::claims::subject::{SubjectSettings, Subjects};
use idp_core::claims::{ClaimSettings, Claims};
use idp_core::client_keys::{ClientKeySets, KeySetSettings};
use idp_core::hosts::Hosts;
use idp_core::lifetimes::Lifetimes;
use idp_core::session::Sessions;
use idp_core::signing::Signing;
use idp_core::token::Standing;

use crate::fakes::{
    FakeAnnuaire, FakeClientTokens, FakeClients, FakeDocuments, FakeGrants, FakeJournal, FakeKeys, FakeNotices,
    FakePresence, FakeSignals, FakeStamps,
};

/// The ports in memory, and what stands on them alone.
#[derive(Clone)]
pub struct Ground {
    pub ambient: Ambient,
    pub rest: RestKey,
    pub hosts: Hosts,
    pub keys: Arc<FakeKeys>,
    pub signing: Arc<Signing>,
    pub presence: Arc<FakePresence>,
    pub annuaire: Arc<FakeAnnuaire>,
    pub clients: Arc<FakeClients>,
    pub grants: Arc<FakeGrants>,
    pub stamps: Arc<FakeStamps>,
    pub journal: Arc<FakeJournal>,
    pub lifetimes: Lifetimes,
    pub sessions: Sessions,
    pub subjects: Subjects,
    pub claims: Claims,
    pub codes: Codes,
    pub standing: Standing,
    pub access: AccessTokens,
    pub notices: Arc<FakeNotices>,
    pub signals: Arc<FakeSignals>,
    pub documents: Arc<FakeDocuments>,
    pub client_keys: ClientKeySets,
    pub answers: Answers,
}

impl Ground {
    pub fn lay(ambient: Ambient, rest: RestKey, hosts: Hosts, keys: Arc<FakeKeys>, signing: Arc<Signing>) -> Self {
        let presence = Arc::new(FakePresence::default());
        let (annuaire, clients) = (Arc::new(FakeAnnuaire::default()), Arc::new(FakeClients::default()));
        let (grants, stamps) = (Arc::new(FakeGrants::default()), Arc::new(FakeStamps::default()));
        let journal = Arc::new(FakeJournal::default());
        let lifetimes = Lifetimes::default();
        let sessions = Sessions::new(ambient.clone(), rest.clone(), lifetimes, presence.clone(), stamps.clone());
        let subjects = Subjects::new(SubjectSettings::new(uuid::Uuid::from_u128(7)), rest.clone());
        let settings = ClaimSettings { contact: true };
        let assurance = Assurance::default();
        let claims = Claims { hosts: hosts.clone(), subjects: subjects.clone(), lifetimes, assurance, settings };
        let codes = Codes::new(ambient.clone(), rest.clone(), presence.clone(), lifetimes);
        let standing = Standing {
            ambient: ambient.clone(),
            stamps: stamps.clone(),
            sessions: Arc::new(sessions.clone()),
            annuaire: annuaire.clone(),
        };
        let access = AccessTokens {
            rest: rest.clone(),
            signing: signing.clone(),
            clients: clients.clone(),
            grants: grants.clone(),
            client_tokens: Arc::new(FakeClientTokens::default()),
            standing: standing.clone(),
        };
        let notices = Arc::new(FakeNotices::default());
        let signals = Arc::new(FakeSignals::new(notices.clone()));
        let documents = Arc::new(FakeDocuments::default());
        let client_keys = ClientKeySets::new(ambient.clone(), documents.clone(), KeySetSettings::default());
        let answers = Answers { signing: signing.clone(), keys: client_keys.clone() };
        Self {
            ambient,
            rest,
            hosts,
            keys,
            signing,
            presence,
            annuaire,
            clients,
            grants,
            stamps,
            journal,
            lifetimes,
            sessions,
            subjects,
            claims,
            codes,
            standing,
            access,
            notices,
            signals,
            documents,
            client_keys,
            answers,
        }
    }
}
