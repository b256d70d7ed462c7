use serde::{Deserialize, Serialize};

use super::manage::read;
use super::{SignalRefusal, Streaming, SubjectId};
use crate::client::Client;

/// Subjects that one stream may be told nothing of: as many people as a large service has, and no store for anything else.
const MUTED: u32 = 10_000;
/// Octets of a `sub` (OpenID Connect Core 1.0 §2).
const LONGEST: usize = 255;

/// §8.1.3.
#[derive(Clone, Debug, Deserialize, Serialize)]
pub struct SubjectWish {
    pub stream_id: String,
    pub subject: SubjectId,
}

impl Streaming {
    /// Every person who has a grant with the client is in its stream; removing one mutes it, adding it again unmutes. The
    /// answer never says whether a subject exists.
    pub async fn subject(&self, client: &Client, body: &[u8], muted: bool) -> Result<(), SignalRefusal> {
        let wish: SubjectWish = read(body)?;
        let stream = self.own(client, &wish.stream_id).await?;
        let sub = self.named(&wish.subject)?;
        match muted {
            false => Ok(self.0.streams.unmute(&stream.id, sub).await?),
            true if self.0.streams.mute(&stream.id, sub, MUTED).await? => Ok(()),
            true => Err(SignalRefusal::Request("10,000 subjects are removed from this stream already")),
        }
    }

    /// A person, as this provider names them to its clients: nobody is told of anybody else.
    fn named<'a>(&self, subject: &'a SubjectId) -> Result<&'a str, SignalRefusal> {
        let person = match subject {
            SubjectId::Complex { user, .. } => user,
            simple => simple,
        };
        match person {
            SubjectId::IssSub { iss, sub } if *iss == self.0.hosts.issuer && sub.len() <= LONGEST => Ok(sub),
            SubjectId::IssSub { .. } => Err(SignalRefusal::Request("the subject is none of this transmitter's")),
            _ => Err(SignalRefusal::Request("a subject is named by iss and sub")),
        }
    }
}
