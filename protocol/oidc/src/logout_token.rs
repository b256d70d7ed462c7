//! OpenID Connect Back-Channel Logout 1.0 §2.4. It never has a `nonce`: nobody takes it for an ID token.

use serde::Serialize;

/// Header `typ` (§2.4), so that no other token of ours is taken for it.
pub const TYPE: &str = "logout+jwt";

const EVENT: &str = "http://schemas.openid.net/event/backchannel-logout";

#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LogoutToken {
    pub iss: String,
    pub sub: String,
    pub aud: String,
    pub iat: i64,
    /// `iat` and two minutes at most.
    pub exp: i64,
    pub jti: String,
    pub sid: String,
    pub events: LogoutEvents,
}

/// One member, which is the event, with an empty object.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LogoutEvents;

impl Serialize for LogoutEvents {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map([(EVENT, serde_json::Map::new())])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: S06
    #[test]
    fn a_logout_token_says_its_event_and_has_no_nonce() {
        let token = LogoutToken {
            iss: "https://idp.test".into(),
            sub: "s".into(),
            aud: "dui".into(),
            iat: 1,
            exp: 121,
            jti: "j".into(),
            sid: "sid".into(),
            events: LogoutEvents,
        };
        let claims = serde_json::to_value(token).unwrap();
        assert_eq!(claims["events"], serde_json::json!({ EVENT: {} }));
        assert!(claims.get("nonce").is_none());
    }
}
