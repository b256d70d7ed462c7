//! RFC 6749 §3.1.1: a response type that the client registered. RFC 9700 §2.1.2: one that carries a token only where the realm
//! has it.

use oidc::{ErrorCode, ResponseType};

use super::{Asked, Fault};

pub fn check(asked: Asked<'_>, implicit: bool) -> Result<ResponseType, Fault> {
    let sent = asked.params.get("response_type").ok_or(Fault::request("response_type is missing"))?;
    of(asked, implicit).ok_or_else(|| {
        let registered = asked.client.response_types().into_iter().filter(|one| implicit || !one.carries_tokens());
        let registered: Vec<&str> = registered.map(ResponseType::word).collect();
        Fault::new(ErrorCode::UnsupportedResponseType, "response_type is one that the client registered")
            .between(registered.join(", "), sent)
    })
}

/// Whether the client may have a code is the next check's.
pub fn of(asked: Asked<'_>, implicit: bool) -> Option<ResponseType> {
    let kind: ResponseType = asked.params.get("response_type")?.parse().ok()?;
    let offered = implicit && asked.client.response_types().contains(&kind);
    (kind == ResponseType::Code || offered).then_some(kind)
}
