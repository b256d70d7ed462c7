use super::{Session, SessionId, Sessions};
use crate::port::PortError;

/// Requests of one browser that meet here. More is a defect, not a wait.
const TRIES: u32 = 16;

impl Sessions {
    /// The card that opened it left its reader: services that want it there are answered no more from this session.
    pub(crate) async fn card_left(&self, id: &SessionId) -> Result<(), PortError> {
        for _ in 0..TRIES {
            let Some(awake) = self.awake_named(id).await? else { return Ok(()) };
            if awake.seen.value.card_left || self.mark_card_left(awake).await? {
                return Ok(());
            }
        }
        Err(PortError::unavailable("presence", "too many writers on one session"))
    }

    async fn mark_card_left(&self, awake: super::Awake) -> Result<bool, PortError> {
        let session = Session { card_left: true, ..awake.seen.value };
        let life = self.life(&session, self.ambient.now());
        self.by_cookie.replace(awake.resting.as_str(), awake.seen.version, &session, life).await
    }
}
