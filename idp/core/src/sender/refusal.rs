use oidc::ErrorCode;

use crate::explain::{Compared, checks};
use crate::port::PortError;
use crate::token::PublicRefusal;

/// Why a sender is not the holder of a key. The sentences name the check; what was compared is told by [`crate::explain`].
#[derive(Debug, thiserror::Error)]
pub enum SenderRefusal {
    /// `invalid_dpop_proof`: RFC 9449 §4.3.
    #[error("{0}")]
    Proof(&'static str),
    /// The same, of two values.
    #[error("{what}")]
    Differs { what: &'static str, expected: String, received: String },
    /// `use_dpop_nonce`, with this one in the header `DPoP-Nonce` (RFC 9449 §8 and §9).
    #[error("the proof carries no nonce of ours, or an old one")]
    Nonce { nonce: String, received: Option<String> },
    /// `invalid_request`: what the registration demands did not come, or too much came.
    #[error("{0}")]
    Request(&'static str),
    /// `invalid_token`, at resources: the token is not this sender's.
    #[error("{0}")]
    Token(&'static str),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl SenderRefusal {
    pub fn public(&self) -> PublicRefusal {
        let (error, description) = match self {
            Self::Proof(why) | Self::Differs { what: why, .. } => (ErrorCode::InvalidDpopProof, *why),
            Self::Nonce { .. } => (ErrorCode::UseDpopNonce, "the proof carries the nonce of the DPoP-Nonce header"),
            Self::Request(why) => (ErrorCode::InvalidRequest, *why),
            Self::Token(_) => (ErrorCode::InvalidToken, "the access token is not valid"),
            Self::Port(PortError::Unavailable { .. }) => return PublicRefusal::OUT,
            Self::Port(_) => return PublicRefusal::DEFECT,
        };
        PublicRefusal { error, description }
    }

    /// What the next proof must carry.
    pub fn nonce(&self) -> Option<&str> {
        match self {
            Self::Nonce { nonce, .. } => Some(nonce),
            _ => None,
        }
    }
}

impl SenderRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Proof(why) | Self::Differs { what: why, .. } => of(why).unwrap_or("cle.preuve-refusee"),
            Self::Nonce { .. } => "cle.nonce-attendu",
            Self::Request(why) => of(why).unwrap_or("cle.preuve-absente"),
            Self::Token(why) => of(why).unwrap_or("cle.jeton-d-un-autre"),
            Self::Port(_) => "cle.indisponible",
        }
    }

    /// The two values of a check of the proof.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Differs { expected, received, .. } => {
                Some(Compared { expected: expected.clone(), received: received.clone() })
            }
            Self::Nonce { nonce, received } => {
                let received = received.clone().unwrap_or_else(|| "nothing".to_owned());
                Some(Compared { expected: nonce.clone(), received })
            }
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Proof(_) | Self::Differs { .. } => {
                "Make a new proof for this very call, with what the description names."
            }
            Self::Nonce { .. } => "Send the request again with the nonce of the DPoP-Nonce header.",
            Self::Request(_) => {
                "Send the one proof that the registration demands: DPoP, or a certificate at the mtls alias."
            }
            Self::Token(_) => "Present the token with the key or the certificate to which it was bound.",
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Proof("a check of the proof did not hold"),
            Self::Nonce { nonce: "NONCE".to_owned(), received: None },
            Self::Request("a DPoP proof is missing"),
            Self::Token("the token is of another sender"),
            Self::Port(PortError::unavailable("spent", "no answer")),
        ]
    }
}

fn of(check: &str) -> Option<&'static str> {
    checks::code(&[checks::OF_SENDERS], check)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_the_word_of_its_rfc() {
        let word = |refusal: SenderRefusal| refusal.public().error.word();
        assert_eq!(word(SenderRefusal::Proof("typ")), "invalid_dpop_proof");
        assert_eq!(word(SenderRefusal::Nonce { nonce: "n".into(), received: None }), "use_dpop_nonce");
        assert_eq!(word(SenderRefusal::Request("both")), "invalid_request");
        assert_eq!(word(SenderRefusal::Token("other key")), "invalid_token");
        assert_eq!(word(SenderRefusal::Port(PortError::unavailable("spent", "x"))), "temporarily_unavailable");
    }
}
