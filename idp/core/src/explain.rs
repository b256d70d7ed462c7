//! Errors that help: what may stand beside an error for the developer who caused it. The error itself never changes;
//! who may read more is decided here and nowhere else.

pub mod checks;

use serde::Serialize;

/// How much is told to a caller that proved nothing. One that proved itself reads of its own request whatever the mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Explain {
    /// Production.
    Nothing,
    /// The sandbox, where everything is invented.
    Developer,
}

/// The member `caducee` of an error answer. Holds what the caller sent and what its own registration or its own earlier
/// request says; never a secret, a code, a token or another client's words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explained {
    /// A word of docs/errors.md.
    pub code: &'static str,
    pub cause: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub expected: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub received: Option<String>,
    pub remedy: &'static str,
    /// Where the code stands in this documentation.
    pub page: String,
}

/// Two values that should have been the same, both of this very caller: sent by it, or registered for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub expected: String,
    pub received: String,
}

/// A refusal that stands in docs/errors.md.
pub trait Helps: std::fmt::Display {
    fn code(&self) -> &'static str;
    fn remedy(&self) -> &'static str;
    /// A failure behind the provider: the caller can only come again, and what it is made of is the operator's to read.
    fn is_ours(&self) -> bool;
    /// Of this very caller.
    fn compared(&self) -> Option<Compared> {
        None
    }
}

impl Explain {
    /// `proven`: the caller authenticated as the client that it speaks for.
    pub fn of(self, refusal: &impl Helps, proven: bool) -> Option<Explained> {
        if self == Self::Nothing && (!proven || refusal.is_ours()) {
            return None;
        }
        let (expected, received) = refusal.compared().map(|compared| (compared.expected, compared.received)).unzip();
        let cause = refusal.to_string();
        let (code, remedy) = (refusal.code(), refusal.remedy());
        Some(Explained { code, cause, expected, received, remedy, page: format!("docs/errors.md#{code}") })
    }
}

/// What an error description may hold (RFC 6749 §5.2): ASCII without `"` and `\`.
pub(crate) fn ascii(text: &str) -> String {
    let readable = |sign| match sign {
        '"' | '\\' | '`' => '\'',
        ' '..='~' => sign,
        _ => '?',
    };
    text.chars().map(readable).collect()
}

macro_rules! helps {
    (|$it:ident| $ours:expr => $($refusal:ty $(: $compared:ident)?),+ $(,)?) => {$(
        impl Helps for $refusal {
            fn code(&self) -> &'static str {
                Self::code(self)
            }

            fn remedy(&self) -> &'static str {
                self.remede()
            }

            fn is_ours(&self) -> bool {
                let $it = self;
                $ours
            }

            $(fn compared(&self) -> Option<Compared> {
                Self::$compared(self)
            })?
        }
    )+};
}

helps!(
    |refusal| refusal.public().is_ours() =>
    crate::ciba::CibaRefusal: compared,
    crate::client_auth::ClientAuthRefusal: compared,
    crate::device::DeviceRefusal: compared,
    crate::introspection::IntrospectionRefusal,
    crate::par::ParRefusal: compared,
    crate::revocation::RevocationRefusal,
    crate::logout::LogoutRefusal: compared,
    crate::sender::SenderRefusal: compared,
    crate::token::TokenRefusal: compared,
    crate::userinfo::UserinfoRefusal: compared,
);
helps!(|refusal| refusal.is_ours() => crate::registration::RegistrationRefusal, crate::signal::SignalRefusal: compared);

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answers::AnswerError;
    use crate::key::SigningAlg;
    use crate::polling::PollRefusal;
    use crate::port::PortError;
    use crate::signing::SigningError;
    use crate::token::TokenRefusal;

    fn differs() -> TokenRefusal {
        TokenRefusal::Differs { what: "redirect_uri", expected: "https://a".into(), received: "https://b".into() }
    }

    // requirement: T10 O03
    #[test]
    fn in_production_a_stranger_reads_the_error_alone() {
        assert_eq!(Explain::Nothing.of(&differs(), false), None);
    }

    // requirement: O03
    #[test]
    fn a_client_that_proved_itself_reads_what_was_compared_and_what_to_do() {
        let explained = Explain::Nothing.of(&differs(), true).unwrap();
        assert_eq!(explained.expected.as_deref(), Some("https://a"));
        assert_eq!(explained.received.as_deref(), Some("https://b"));
        assert!(!explained.remedy.is_empty());
        assert_eq!(Explain::Developer.of(&differs(), false), Some(explained));
    }

    // requirement: T10 O03
    #[test]
    fn what_fails_behind_the_provider_is_explained_to_no_client_in_production() {
        fn silent<R: Helps + From<PortError>>() {
            let broken = PortError::inconsistent("grants", "row 7", "not JSON");
            for error in [PortError::unavailable("grants", "10.0.0.3:5432 refused"), broken] {
                let refusal = R::from(error);
                assert_eq!(Explain::Nothing.of(&refusal, true), None, "{}", refusal.code());
                assert!(Explain::Developer.of(&refusal, true).is_some());
            }
        }
        silent::<crate::ciba::CibaRefusal>();
        silent::<crate::client_auth::ClientAuthRefusal>();
        silent::<crate::device::DeviceRefusal>();
        silent::<crate::introspection::IntrospectionRefusal>();
        silent::<crate::logout::LogoutRefusal>();
        silent::<crate::par::ParRefusal>();
        silent::<crate::registration::RegistrationRefusal>();
        silent::<crate::revocation::RevocationRefusal>();
        silent::<crate::sender::SenderRefusal>();
        silent::<crate::signal::SignalRefusal>();
        silent::<TokenRefusal>();
        silent::<crate::userinfo::UserinfoRefusal>();
        let no_key = || SigningError::NoKey(SigningAlg::RS256);
        for refusal in [
            TokenRefusal::RegistryOut("https://10.0.0.4 timed out".into()),
            TokenRefusal::Signing(no_key()),
            TokenRefusal::Answer(AnswerError::Signing(no_key())),
            TokenRefusal::Poll(PollRefusal::RegistryOut("https://10.0.0.4 timed out".into())),
        ] {
            assert_eq!(Explain::Nothing.of(&refusal, true), None, "{}", refusal.code());
        }
        let throttled = crate::par::ParRefusal::Throttled;
        assert!(Explain::Nothing.of(&throttled, true).is_some(), "that one is the client's own");
    }
}
