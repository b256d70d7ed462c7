use std::sync::Arc;

use ambient::{Ambient, Seconds, Timestamp};
use oidc::logout_token::{self, LogoutEvents, LogoutToken};
use url::form_urlencoded;

use super::{Attempt, Notice, NoticeState, Notices};
use crate::answers::{Answers, Form};
use crate::client::{Client, Clients};
use crate::journal::{Acte, Journal, event};
use crate::outbound::{Calls, FetchError, Places};
use crate::port::PortError;

/// `exp` (Back-Channel Logout 1.0 §2.4: two minutes at most).
const LIFE: Seconds = Seconds(120);
/// Longer than any call: a node that died while it sent loses the notice to another after this.
const LEASE: Seconds = Seconds(60);
/// How long after each failure the next attempt comes; after the last one nothing more does.
const AGAIN: [Seconds; 5] = [Seconds(2), Seconds(10), Seconds(60), Seconds::minutes(5), Seconds::minutes(15)];

/// What [`Delivery`] stands on.
#[derive(Clone)]
pub struct DeliveryDeps {
    pub ambient: Ambient,
    pub issuer: String,
    pub notices: Arc<dyn Notices>,
    pub clients: Arc<dyn Clients>,
    pub answers: Answers,
    pub calls: Arc<dyn Calls>,
    pub journal: Arc<dyn Journal>,
}

/// Sends logout tokens (OpenID Connect Back-Channel Logout 1.0): at least once each, the same `jti` at every attempt.
#[derive(Clone)]
pub struct Delivery(Arc<DeliveryDeps>);

impl Delivery {
    pub fn new(deps: DeliveryDeps) -> Self {
        Self(Arc::new(deps))
    }

    /// Notices taken for this node, a place each, to be given to [`Self::send`] at once.
    pub async fn taken(&self, places: &mut Places) -> Result<Vec<Notice>, PortError> {
        let now = self.0.ambient.now();
        let mut taken = Vec::new();
        for notice in self.0.notices.due(now, Places::EACH, places.to_look_at()).await? {
            if places.take(notice.client.as_str()) && self.0.notices.claim(&notice, now.plus(LEASE)).await? {
                taken.push(Notice { attempts: notice.attempts + 1, ..notice });
            }
        }
        Ok(taken)
    }

    /// One attempt, with its receipt in the store and in the journal.
    pub async fn send(&self, notice: &Notice) -> Result<(), PortError> {
        let outcome = match self.0.clients.client(&notice.client).await? {
            Some(client) => self.call(&client, notice).await,
            None => Err(Failed::ForGood("the client is registered no more")),
        };
        let attempt = self.attempt(notice, outcome);
        self.tell(notice, &attempt).await?;
        self.0.notices.settle(&notice.id, &attempt).await
    }

    /// §2.5: a form with the token, to the address of the registration as it is now.
    async fn call(&self, client: &Client, notice: &Notice) -> Result<u16, Failed> {
        let Some(uri) = &client.logout.backchannel_uri else {
            return Err(Failed::ForGood("the client has no back-channel address any more"));
        };
        let claims = self.claims(notice, self.0.ambient.now());
        let encryption = client.answers.id_token_encryption;
        let form = Form { alg: client.id_token_alg, typ: logout_token::TYPE, encryption };
        let token = self.0.answers.jwt(client, form, &claims).await;
        let token = token.map_err(|error| Failed::Once(error.to_string()))?;
        let form = form_urlencoded::Serializer::new(String::new()).append_pair("logout_token", &token).finish();
        match self.0.calls.post(uri, form.into_bytes(), "application/x-www-form-urlencoded", None).await {
            Ok(status) | Err(FetchError::Status(status)) => Ok(status),
            Err(FetchError::Guarded(why)) => Err(Failed::ForGood(why)),
            Err(error) => Err(Failed::Once(error.to_string())),
        }
    }

    fn claims(&self, notice: &Notice, now: Timestamp) -> LogoutToken {
        LogoutToken {
            iss: self.0.issuer.clone(),
            sub: notice.subject.clone(),
            aud: notice.client.to_string(),
            iat: now.seconds(),
            exp: now.plus(LIFE).seconds(),
            jti: notice.id.to_string(),
            sid: notice.session.to_string(),
            events: LogoutEvents,
        }
    }

    /// §2.8: 200 is the answer, 204 stands for it in many frameworks; 400 is a refusal. Whatever else, it is tried again.
    fn attempt(&self, notice: &Notice, outcome: Result<u16, Failed>) -> Attempt {
        let at = self.0.ambient.now();
        let again = usize::try_from(notice.attempts).ok().and_then(|tried| AGAIN.get(tried.saturating_sub(1)));
        let (state, status) = match outcome {
            Ok(status @ (200 | 204)) => (NoticeState::Answered, Some(status)),
            Ok(400) => (NoticeState::Refused, Some(400)),
            Ok(status) => (again.map_or(NoticeState::GivenUp, |_| NoticeState::Waiting), Some(status)),
            Err(Failed::Once(cause)) => {
                tracing::warn!(notice.id = notice.id.as_str(), client.id = notice.client.as_str(), cause, "not told");
                (again.map_or(NoticeState::GivenUp, |_| NoticeState::Waiting), None)
            }
            Err(Failed::ForGood(cause)) => {
                tracing::warn!(notice.id = notice.id.as_str(), client.id = notice.client.as_str(), cause, "never told");
                (NoticeState::GivenUp, None)
            }
        };
        Attempt { state, status, at, next_at: at.plus(again.copied().unwrap_or(Seconds(0))) }
    }

    async fn tell(&self, notice: &Notice, attempt: &Attempt) -> Result<(), PortError> {
        let word = match attempt.state {
            NoticeState::Answered => event::LOGOUT_NOTICE_ANSWERED,
            NoticeState::Refused => event::LOGOUT_NOTICE_REFUSED,
            NoticeState::GivenUp => event::LOGOUT_NOTICE_GIVEN_UP,
            NoticeState::Waiting | NoticeState::Unaddressed => return Ok(()),
        };
        let acte = Acte::new(word)
            .with("notice.id", notice.id.as_str())
            .with("client.id", notice.client.as_str())
            .with("session.id", notice.session.as_str())
            .with("status", attempt.status)
            .with("attempts", notice.attempts);
        self.0.journal.record(acte).await
    }
}

/// Why no status came.
enum Failed {
    Once(String),
    ForGood(&'static str),
}
