use std::collections::HashMap;
use std::sync::Mutex;

use ambient::Timestamp;
use async_trait::async_trait;
use idp_core::client::ClientId;
use idp_core::logout::{Attempt, Followed, Notice, NoticeId, NoticeState, Notices};
use idp_core::port::PortError;
use idp_core::session::SessionId;

/// Follows the sessions that a test names: the real store does it with the first grant.
#[derive(Default)]
pub struct FakeNotices {
    notices: Mutex<Vec<Notice>>,
    followed: Mutex<Vec<Followed>>,
}

impl FakeNotices {
    pub fn follow(&self, session: &SessionId, look_at: Timestamp) {
        self.followed.lock().unwrap().push(Followed { session: session.clone(), look_at });
    }

    pub fn all(&self) -> Vec<Notice> {
        self.notices.lock().unwrap().clone()
    }

    pub fn followed(&self) -> Vec<Followed> {
        self.followed.lock().unwrap().clone()
    }
}

#[async_trait]
impl Notices for FakeNotices {
    async fn close_session(&self, session: &SessionId, _at: Timestamp, notices: &[Notice]) -> Result<(), PortError> {
        self.followed.lock().unwrap().retain(|followed| followed.session != *session);
        self.queue(notices).await
    }

    async fn queue(&self, notices: &[Notice]) -> Result<(), PortError> {
        let mut held = self.notices.lock().unwrap();
        for notice in notices {
            if held.iter().all(|known| known.origin != notice.origin) {
                held.push(notice.clone());
            }
        }
        Ok(())
    }

    async fn notices_of(&self, session: &SessionId) -> Result<Vec<Notice>, PortError> {
        Ok(self.all().into_iter().filter(|notice| notice.session == *session).collect())
    }

    async fn due(&self, now: Timestamp, a_client: u32, at_most: u32) -> Result<Vec<Notice>, PortError> {
        let mut held: HashMap<ClientId, u32> = HashMap::new();
        let mut due = |notice: &Notice| {
            let due = notice.state == NoticeState::Waiting && notice.next_at <= now;
            let held = held.entry(notice.client.clone()).or_default();
            *held += u32::from(due);
            due && *held <= a_client
        };
        Ok(self.all().into_iter().filter(|notice| due(notice)).take(at_most as usize).collect())
    }

    async fn claim(&self, seen: &Notice, lease: Timestamp) -> Result<bool, PortError> {
        let mut held = self.notices.lock().unwrap();
        let found = held.iter_mut().find(|notice| notice.id == seen.id && notice.next_at == seen.next_at);
        let Some(notice) = found.filter(|notice| notice.state == NoticeState::Waiting) else { return Ok(false) };
        notice.next_at = lease;
        notice.attempts += 1;
        Ok(true)
    }

    async fn settle(&self, id: &NoticeId, attempt: &Attempt) -> Result<(), PortError> {
        let mut held = self.notices.lock().unwrap();
        if let Some(notice) = held.iter_mut().find(|notice| notice.id == *id) {
            notice.state = attempt.state;
            notice.status = attempt.status;
            notice.next_at = attempt.next_at;
            notice.settled_at = (attempt.state != NoticeState::Waiting).then_some(attempt.at);
        }
        Ok(())
    }

    async fn to_look_at(&self, now: Timestamp, _at_most: u32) -> Result<Vec<Followed>, PortError> {
        Ok(self.followed().into_iter().filter(|followed| followed.look_at <= now).collect())
    }

    async fn look_again(&self, seen: &Followed, next: Timestamp) -> Result<bool, PortError> {
        let mut held = self.followed.lock().unwrap();
        let found = held.iter_mut().find(|followed| **followed == *seen);
        Ok(found.map(|followed| followed.look_at = next).is_some())
    }
}
