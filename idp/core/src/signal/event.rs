use ambient::Timestamp;
use serde_json::{Map, Value, json};

/// What can be told. CAEP 1.0 §3, and the two events of SSF 1.0 itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SignalEvent {
    SessionRevoked {
        at: Timestamp,
    },
    /// `claims`: each with its new value. No value that names or describes the person: the receiver reads userinfo again.
    TokenClaimsChange {
        claims: Map<String, Value>,
        at: Timestamp,
    },
    CredentialChange {
        change: Change,
        at: Timestamp,
    },
    AssuranceLevelChange {
        previous: String,
        current: String,
        rises: bool,
        at: Timestamp,
    },
    Verification {
        state: Option<String>,
    },
}

/// What happened to an e-CPS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    Create,
    Update,
    Revoke,
}

impl SignalEvent {
    pub const SESSION_REVOKED: &'static str = "https://schemas.openid.net/secevent/caep/event-type/session-revoked";
    pub const TOKEN_CLAIMS_CHANGE: &'static str =
        "https://schemas.openid.net/secevent/caep/event-type/token-claims-change";
    pub const CREDENTIAL_CHANGE: &'static str = "https://schemas.openid.net/secevent/caep/event-type/credential-change";
    pub const ASSURANCE_LEVEL_CHANGE: &'static str =
        "https://schemas.openid.net/secevent/caep/event-type/assurance-level-change";
    const VERIFICATION: &'static str = "https://schemas.openid.net/secevent/ssf/event-type/verification";

    /// What a stream may ask for.
    pub const SUPPORTED: [&'static str; 4] =
        [Self::SESSION_REVOKED, Self::TOKEN_CLAIMS_CHANGE, Self::CREDENTIAL_CHANGE, Self::ASSURANCE_LEVEL_CHANGE];

    pub fn uri(&self) -> &'static str {
        match self {
            Self::SessionRevoked { .. } => Self::SESSION_REVOKED,
            Self::TokenClaimsChange { .. } => Self::TOKEN_CLAIMS_CHANGE,
            Self::CredentialChange { .. } => Self::CREDENTIAL_CHANGE,
            Self::AssuranceLevelChange { .. } => Self::ASSURANCE_LEVEL_CHANGE,
            Self::Verification { .. } => Self::VERIFICATION,
        }
    }

    /// The object under its address in `events`.
    pub fn payload(&self) -> Value {
        match self {
            Self::SessionRevoked { at } => json!({ "event_timestamp": at.seconds() }),
            Self::TokenClaimsChange { claims, at } => json!({ "event_timestamp": at.seconds(), "claims": claims }),
            Self::CredentialChange { change, at } => json!({
                "event_timestamp": at.seconds(), "credential_type": "app", "change_type": change.word(),
            }),
            Self::AssuranceLevelChange { previous, current, rises, at } => json!({
                "event_timestamp": at.seconds(), "namespace": "acr", "previous_level": previous,
                "current_level": current, "change_direction": if *rises { "increase" } else { "decrease" },
            }),
            Self::Verification { state: Some(state) } => json!({ "state": state }),
            Self::Verification { state: None } => json!({}),
        }
    }
}

impl Change {
    const fn word(self) -> &'static str {
        match self {
            Self::Create => "create",
            Self::Update => "update",
            Self::Revoke => "revoke",
        }
    }
}
