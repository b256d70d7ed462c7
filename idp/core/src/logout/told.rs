use ambient::Timestamp;
use url::Url;

use super::{Notice, NoticeState, SessionEnds};
use crate::client::Client;
use crate::port::PortError;
use crate::session::SessionId;

/// A service of a session that is over, for the page that the person sees.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub service: String,
    pub how: How,
    /// What the browser is to load so that the service closes its own session (Front-Channel Logout 1.0 §3).
    pub frame: Option<Url>,
}

/// How the service hears of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Its server was told, or is being told again.
    Waiting,
    Answered {
        at: Timestamp,
    },
    Refused,
    /// Its server never answered.
    Silent,
    /// By the frame of this page alone.
    ByBrowser,
    /// It registered no address.
    NotAtAll,
}

impl SessionEnds {
    /// Who is told that these sessions are over, and who has answered.
    pub async fn told(&self, sessions: &[SessionId]) -> Result<Vec<Told>, PortError> {
        let mut told = Vec::new();
        for session in sessions {
            told.extend(self.told_of(session).await?);
        }
        Ok(told)
    }

    async fn told_of(&self, session: &SessionId) -> Result<Vec<Told>, PortError> {
        let deps = self.deps();
        let mut told = Vec::new();
        for notice in deps.notices.notices_of(session).await? {
            if let Some(client) = deps.clients.client(&notice.client).await? {
                told.push(Told {
                    service: client.name.clone(),
                    how: how(&notice, &client),
                    frame: frame(&client, &deps.issuer, session),
                });
            }
        }
        Ok(told)
    }
}

fn how(notice: &Notice, client: &Client) -> How {
    match notice.state {
        NoticeState::Waiting => How::Waiting,
        NoticeState::Answered => How::Answered { at: notice.settled_at.unwrap_or(notice.queued_at) },
        NoticeState::Refused => How::Refused,
        NoticeState::GivenUp => How::Silent,
        NoticeState::Unaddressed if client.logout.frontchannel_uri.is_some() => How::ByBrowser,
        NoticeState::Unaddressed => How::NotAtAll,
    }
}

/// §3: `iss` and `sid` where the client registered that it needs them.
fn frame(client: &Client, issuer: &str, session: &SessionId) -> Option<Url> {
    let mut url = Url::parse(client.logout.frontchannel_uri.as_deref()?).ok()?;
    if client.logout.frontchannel_session_required {
        url.query_pairs_mut().append_pair("iss", issuer).append_pair("sid", session.as_str());
    }
    Some(url)
}
