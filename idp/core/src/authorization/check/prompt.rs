//! OpenID Connect Core 1.0 §3.1.2.1 `prompt`.

use oidc::prompt::PromptError;
use oidc::{Parameters, Prompts};

use super::Fault;

pub fn check(params: &Parameters) -> Result<Prompts, Fault> {
    Prompts::parse(params.get("prompt").unwrap_or_default()).map_err(|error| match error {
        PromptError::Unknown => Fault::request("prompt has an unknown value"),
        PromptError::NoneAndMore => Fault::request("prompt=none excludes every other value"),
    })
}
