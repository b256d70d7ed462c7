//! The words of the audit record, each with what it tells: `docs/events.md` is made from [`ALL`].

/// One word.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub word: &'static str,
    pub tells: &'static str,
    pub fields: &'static [&'static str],
}

pub const CLIENT_AUTHENTICATION_FAILED: &str = "client.authentication_failed";
pub const CLIENT_AUTHENTICATION_THROTTLED: &str = "client.authentication_throttled";
pub const GRANT_REVOKED: &str = "grant.revoked";
pub const SESSION_LOGGED_OUT: &str = "session.logged_out";
pub const TOKEN_ISSUED: &str = "token.issued";
pub const TOKEN_REFRESHED: &str = "token.refreshed";
pub const TOKEN_REFUSED: &str = "token.refused";
pub const TOKEN_REVOKED: &str = "token.revoked";

pub const ALL: &[Event] = &[
    Event {
        word: "authorization.granted",
        tells: "A login is complete: a code was made for a client.",
        fields: &["client.id", "session.id", "grant.id"],
    },
    Event {
        word: CLIENT_AUTHENTICATION_FAILED,
        tells: "Somebody called a back-channel endpoint in the name of a client without proving it.",
        fields: &["client.id", "method"],
    },
    Event {
        word: CLIENT_AUTHENTICATION_THROTTLED,
        tells: "So many wrong proofs came for a client from one source that it waits; its owner is to be told.",
        fields: &["client.id", "source"],
    },
    Event {
        word: GRANT_REVOKED,
        tells: "Everything issued under a grant is refused from now on: a code or a refresh token came twice, or the client asked.",
        fields: &["grant.id", "client.id", "reason"],
    },
    Event {
        word: SESSION_LOGGED_OUT,
        tells: "A client ended the session of the person from its server.",
        fields: &["session.id", "client.id"],
    },
    Event {
        word: TOKEN_ISSUED,
        tells: "A code was redeemed: the first tokens of a grant left.",
        fields: &["grant.id", "client.id", "session.id", "token.id"],
    },
    Event {
        word: TOKEN_REFRESHED,
        tells: "A refresh token was used: further tokens of a grant left.",
        fields: &["grant.id", "client.id", "session.id", "token.id"],
    },
    Event {
        word: TOKEN_REFUSED,
        tells: "A proven client asked for tokens and got none.",
        fields: &["client.id", "error", "cause"],
    },
    Event {
        word: TOKEN_REVOKED,
        tells: "A client gave one access token back.",
        fields: &["token.id", "client.id"],
    },
];
