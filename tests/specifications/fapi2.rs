//! FAPI 2.0 Security Profile and Message Signing, the authorization request and its answer.

mod keys;
mod pairs;
mod pushed;
mod signed;
mod tokens;

use crate::world::*;

/// A client of this profile, in the words of both targets.
async fn client(target: &'static Target, profile: &str) -> Client {
    let metadata = json!({
        "caducee_profile": profile,
        "security_profile": profile,
        "dpop_bound_access_tokens": true,
        "require_pushed_authorization_requests": true,
        "require_signed_request_object": profile == "fapi2-message-signing",
    });
    target.client_with(metadata).await
}

/// 400, with one of the words that FAPI's suite takes.
fn assert_refused(answer: &Answer, words: &[&str]) {
    assert_eq!(answer.status, 400, "{}", answer.body);
    let said = answer.json()["error"].as_str().unwrap_or_default().to_owned();
    assert!(words.contains(&said.as_str()), "{said} is none of {words:?}");
}
