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

impl SenderRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Proof(_) => "cle.preuve-refusee",
            Self::Nonce { .. } => "cle.nonce-attendu",
            Self::Request(_) => "cle.preuve-absente",
            Self::Token(_) => "cle.jeton-d-un-autre",
            Self::Port(_) => "cle.indisponible",
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Proof(_) => "Make a new proof for this very call, with what the description names.",
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
            Self::Proof("htu is not this address"),
            Self::Nonce { nonce: "NONCE".to_owned() },
            Self::Request("a DPoP proof is missing"),
            Self::Token("the token is bound to another key"),
            Self::Port(PortError::unavailable("spent", "no answer")),
        ]
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
