//! `prompt`: OpenID Connect Core 1.0 §3.1.2.1.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Prompt {
    None,
    Login,
    Consent,
    SelectAccount,
}

/// What the client asked for; `none` never comes with another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Prompts(Vec<Prompt>);

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PromptError {
    #[error("prompt has a value that this provider does not know")]
    Unknown,
    #[error("prompt=none excludes every other value")]
    NoneAndMore,
}

impl Prompt {
    pub const ALL: [Self; 4] = [Self::None, Self::Login, Self::Consent, Self::SelectAccount];

    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Login => "login",
            Self::Consent => "consent",
            Self::SelectAccount => "select_account",
        }
    }
}

impl Prompts {
    pub fn parse(text: &str) -> Result<Self, PromptError> {
        let known = |word: &str| Prompt::ALL.into_iter().find(|prompt| prompt.word() == word);
        let prompts: Vec<Prompt> =
            text.split_ascii_whitespace().map(known).collect::<Option<_>>().ok_or(PromptError::Unknown)?;
        if prompts.contains(&Prompt::None) && prompts.len() > 1 {
            return Err(PromptError::NoneAndMore);
        }
        Ok(Self(prompts))
    }

    /// `prompt=login`: an open session is not enough.
    pub fn login() -> Self {
        Self(vec![Prompt::Login])
    }

    pub fn asks(&self, prompt: Prompt) -> bool {
        self.0.contains(&prompt)
    }

    /// `prompt=none`: nothing may be shown.
    pub fn none(&self) -> bool {
        self.asks(Prompt::None)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn none_stands_alone() {
        assert!(Prompts::parse("none").unwrap().none());
        assert_eq!(Prompts::parse("none login"), Err(PromptError::NoneAndMore));
        assert_eq!(Prompts::parse("login frobnicate"), Err(PromptError::Unknown));
        assert!(Prompts::parse("login select_account").unwrap().asks(Prompt::SelectAccount));
    }
}
