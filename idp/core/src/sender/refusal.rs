use oidc::ErrorCode;

use crate::port::PortError;
use crate::token::PublicRefusal;

/// Why a sender is not the holder of a key. The sentences name the check, never what was compared.
#[derive(Debug, thiserror::Error)]
pub enum SenderRefusal {
    /// `invalid_dpop_proof`: RFC 9449 §4.3.
    #[error("{0}")]
    Proof(&'static str),
    /// `use_dpop_nonce`, with this one in the header `DPoP-Nonce` (RFC 9449 §8 and §9).
    #[error("the proof carries no nonce of ours, or an old one")]
    Nonce { nonce: String },
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
            Self::Proof(why) => (ErrorCode::InvalidDpopProof, *why),
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
            Self::Nonce { nonce } => Some(nonce),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_refusal_has_the_word_of_its_rfc() {
        let word = |refusal: SenderRefusal| refusal.public().error.word();
        assert_eq!(word(SenderRefusal::Proof("typ")), "invalid_dpop_proof");
        assert_eq!(word(SenderRefusal::Nonce { nonce: "n".into() }), "use_dpop_nonce");
        assert_eq!(word(SenderRefusal::Request("both")), "invalid_request");
        assert_eq!(word(SenderRefusal::Token("other key")), "invalid_token");
        assert_eq!(word(SenderRefusal::Port(PortError::unavailable("spent", "x"))), "temporarily_unavailable");
    }
}
