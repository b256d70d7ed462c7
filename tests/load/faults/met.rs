use serde_json::Value;

use super::balancer::Silence;
use crate::surfer::Answer;

/// What somebody met instead of a login: who, at which step, what.
pub struct Met(pub String);

impl Met {
    pub fn person(step: &str, silence: Silence) -> Self {
        Self(format!("person, {step}: {silence:?}"))
    }

    pub fn page(step: &str, answer: &Answer) -> Self {
        let error = answer.given("error").map(|error| format!(" {error}")).unwrap_or_default();
        Self(format!("person, {step}: {}{error}", answer.status))
    }

    pub fn service(step: &str, silence: Silence) -> Self {
        Self(format!("service, {step}: {silence:?}"))
    }

    pub fn refusal(step: &str, answer: &Answer) -> Self {
        let body: Value = serde_json::from_str(&answer.body).unwrap_or_default();
        Self(format!("service, {step}: {} {}", answer.status, body["error"].as_str().unwrap_or_default()))
    }
}
