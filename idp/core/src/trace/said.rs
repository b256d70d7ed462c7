use oidc::Parameters;

/// A parameter as it may be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    pub name: String,
    pub value: String,
    /// `value` stands for it: what came is a secret, or may be one.
    pub masked: bool,
}

/// What helps to read a request and gives nothing away. Everything else is masked, so that a parameter that nobody thought
/// of, a password among them, is shown to nobody.
const SHOWN: [&str; 21] = [
    "acr_values",
    "client_assertion_type",
    "client_id",
    "code_challenge",
    "code_challenge_method",
    "display",
    "grant_type",
    "max_age",
    "nonce",
    "post_logout_redirect_uri",
    "prompt",
    "redirect_uri",
    "requested_token_type",
    "resource",
    "response_mode",
    "response_type",
    "scope",
    "situation_hint",
    "subject_token_type",
    "token_type_hint",
    "ui_locales",
];

/// Parameters of one request at most, and bytes of a name or a value.
const MOST: usize = 30;
const LONGEST: usize = 300;

impl Said {
    pub fn all(parameters: &Parameters) -> Vec<Self> {
        parameters.iter().take(MOST).map(|(name, value)| Self::new(name, value)).collect()
    }

    pub fn new(name: &str, value: &str) -> Self {
        let cut = |text: &str| text[..text.floor_char_boundary(LONGEST)].to_owned();
        let masked = !SHOWN.contains(&name);
        let value = if masked { format!("••• ({})", value.chars().count()) } else { cut(value) };
        Self { name: cut(name), value, masked }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    // requirement: O02
    #[test]
    fn what_proves_somebody_is_never_shown() {
        let secrets = [
            "client_secret",
            "code",
            "code_verifier",
            "refresh_token",
            "client_assertion",
            "token",
            "subject_token",
            "id_token_hint",
            "login_hint",
            "state",
            "request",
            "password",
            "otp",
        ];
        for name in secrets {
            let said = Said::new(name, "s3cret-of-somebody");
            assert!(said.masked && !said.value.contains("s3cret"), "{name}: {}", said.value);
        }
        assert_eq!(Said::new("scope", "openid").value, "openid");
        assert_eq!(Said::new("scope", &"x".repeat(1_000)).value.len(), 300);
    }
}
