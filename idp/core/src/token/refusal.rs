use oidc::ErrorCode;

use crate::answers::AnswerError;
use crate::client_auth::ClientAuthRefusal;
use crate::explain::{Compared, checks};
use crate::key::SigningAlg;
use crate::polling::PollRefusal;
use crate::port::PortError;
use crate::sender::SenderRefusal;
use crate::signing::SigningError;

/// Why no token leaves. The cause is for the journal; what the caller reads is [`TokenRefusal::public`].
#[derive(Debug, thiserror::Error)]
pub enum TokenRefusal {
    #[error(transparent)]
    Client(#[from] ClientAuthRefusal),
    #[error(transparent)]
    Sender(#[from] SenderRefusal),
    #[error("{0}")]
    Request(&'static str),
    #[error("the grant type does not exist here")]
    UnsupportedGrantType,
    #[error("the grant type is not in the client's registration")]
    UnauthorizedClient,
    /// The code or the refresh token does not do, for this private cause.
    #[error("{0}")]
    Grant(&'static str),
    /// What was sent is not what this very client's own request said.
    #[error("{what} differs from that of the request")]
    Differs { what: &'static str, expected: String, received: String },
    /// The person behind an `auth_req_id` or a device code has not answered, or said no.
    #[error(transparent)]
    Poll(#[from] PollRefusal),
    #[error("the scope would grow")]
    Scope,
    /// A service may not do that in its own name, or not by what it showed.
    #[error("{0}")]
    Purpose(&'static str),
    /// RFC 8707 §2.
    #[error("{0}")]
    Target(&'static str),
    /// RFC 8693 §2.2.2: the token that was to be exchanged does not do, for this private cause.
    #[error("{0}")]
    SubjectToken(&'static str),
    #[error("the registry is out of reach: {0}")]
    RegistryOut(String),
    #[error(transparent)]
    Signing(#[from] SigningError),
    #[error(transparent)]
    Answer(#[from] AnswerError),
    #[error(transparent)]
    Port(#[from] PortError),
}

/// What the caller reads: RFC 6749 §5.2. Every failure of a code or a refresh token reads the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PublicRefusal {
    pub error: ErrorCode,
    pub description: &'static str,
}

impl PublicRefusal {
    const fn new(error: ErrorCode, description: &'static str) -> Self {
        Self { error, description }
    }
}

impl TokenRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Client(refusal) => refusal.public(),
            Self::Sender(refusal) => refusal.public(),
            Self::Request(why) => PublicRefusal::new(ErrorCode::InvalidRequest, why),
            Self::UnsupportedGrantType => {
                PublicRefusal::new(ErrorCode::UnsupportedGrantType, "this grant_type does not exist here")
            }
            Self::UnauthorizedClient => {
                PublicRefusal::new(ErrorCode::UnauthorizedClient, "the client is not registered for this grant_type")
            }
            Self::Grant(_) | Self::Differs { .. } => {
                PublicRefusal::new(ErrorCode::InvalidGrant, "the code or refresh token is not valid for this request")
            }
            Self::Poll(refusal) => refusal.public(),
            Self::Scope => PublicRefusal::new(ErrorCode::InvalidScope, "scope is part of what was granted"),
            Self::Purpose(why) => PublicRefusal::new(ErrorCode::InvalidScope, why),
            Self::Target(why) => PublicRefusal::new(ErrorCode::InvalidTarget, why),
            Self::SubjectToken(_) => {
                PublicRefusal::new(ErrorCode::InvalidRequest, "the subject token is not valid for this exchange")
            }
            Self::RegistryOut(_) | Self::Port(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Signing(SigningError::Port(PortError::Unavailable { .. })) => PublicRefusal::OUT,
            Self::Answer(refusal) => refusal.public(),
            Self::Signing(_) | Self::Port(_) => PublicRefusal::DEFECT,
        }
    }
}

impl TokenRefusal {
    /// Stable, for the catalogue and for support.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Client(_) => "jeton.client-non-prouve",
            Self::Sender(_) => "jeton.cle-non-prouvee",
            Self::Request(why) => of(why).unwrap_or("jeton.demande-incomplete"),
            Self::UnsupportedGrantType => "jeton.type-inconnu",
            Self::UnauthorizedClient => "jeton.type-non-accorde",
            Self::Differs { what, .. } => of(what).unwrap_or("jeton.valeur-differente"),
            Self::Grant(cause) => of(cause).unwrap_or("jeton.code-ou-renouvellement-refuse"),
            Self::Poll(PollRefusal::Grant(cause)) => of(cause).unwrap_or("jeton.code-ou-renouvellement-refuse"),
            Self::Poll(_) => "jeton.reponse-attendue",
            Self::Scope => "jeton.portee-trop-large",
            Self::Purpose(why) => of(why).unwrap_or("jeton.finalite-refusee"),
            Self::Target(why) => of(why).unwrap_or("jeton.ressource-non-accordee"),
            Self::SubjectToken(cause) => of(cause).unwrap_or("jeton.echange-refuse"),
            Self::RegistryOut(_) => "jeton.annuaire-injoignable",
            Self::Signing(_) => "jeton.signature-impossible",
            Self::Answer(_) => "jeton.chiffrement-impossible",
            Self::Port(_) => "jeton.indisponible",
        }
    }

    /// The two values of a check, both of this very client.
    pub fn compared(&self) -> Option<Compared> {
        match self {
            Self::Differs { expected, received, .. } => {
                Some(Compared { expected: expected.clone(), received: received.clone() })
            }
            _ => None,
        }
    }

    /// What puts it right, for the developer of the client or for the operator.
    pub fn remede(&self) -> &'static str {
        match self {
            Self::Client(_) => {
                "Authenticate by the registered method, once, with the secret or key of this environment."
            }
            Self::Sender(_) => {
                "Prove the key of the token: one fresh DPoP proof for this very call, or the certificate at the mtls alias."
            }
            Self::Request(_) => "Send each parameter that the description names, once.",
            Self::UnsupportedGrantType => "Use a grant type of the discovery document.",
            Self::UnauthorizedClient => "Ask the operator to add the grant type to the registration.",
            Self::Differs { .. } => "Send it as the authorization request did, character for character.",
            Self::Grant(_) => "Sign in again; the journal (token.refused) tells the operator the cause.",
            Self::Poll(_) => {
                "Ask again at the interval until the person answers; after a refusal or the end, begin anew."
            }
            Self::Scope => "Ask for a part of what was granted, or sign in again with more.",
            Self::Purpose(_) => {
                "Call the mtls alias with the organisation's certificate for this purpose; what is of a person, ask by token exchange."
            }
            Self::Target(_) => "Name one resource of the registration, the one that the authorization was asked for.",
            Self::SubjectToken(_) => {
                "Send the access token as the relying party sent it, still good, of a client in exchanges_tokens_of."
            }
            Self::RegistryOut(_) => "Try again in a moment; the operator looks at the registry's health.",
            Self::Signing(_) => {
                "The operator looks at the signing keys: sealed under the key of the file, one that signs now."
            }
            Self::Answer(_) => {
                "Publish a key for encryption in the client's key set, in the algorithm of the registration."
            }
            Self::Port(_) => "Try again in a moment; the operator looks at the health of the stores.",
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::Client(ClientAuthRefusal::Client { basic: false }),
            Self::Sender(SenderRefusal::Proof("the proof was used before")),
            Self::Request("a parameter of the grant is missing"),
            Self::UnsupportedGrantType,
            Self::UnauthorizedClient,
            Self::Grant("what was shown does not do"),
            Self::Differs {
                what: "redirect_uri",
                expected: "https://tilleuls.example/retour".to_owned(),
                received: "https://tilleuls.example/retour/".to_owned(),
            },
            Self::Poll(PollRefusal::Pending),
            Self::Scope,
            Self::Purpose("the purpose is refused"),
            Self::Target("the resource does not do"),
            Self::SubjectToken("the access token has expired"),
            Self::RegistryOut("no answer".to_owned()),
            Self::Signing(SigningError::NoKey(SigningAlg::RS256)),
            Self::Answer(AnswerError::NoKey { client: "dui".into(), alg: jose::JweAlg::RsaOaep256 }),
            Self::Port(PortError::unavailable("grants", "no answer")),
        ]
    }
}

fn of(check: &str) -> Option<&'static str> {
    checks::code(&[checks::OF_TOKENS, checks::OF_DIFFERENCES], check)
}

impl PublicRefusal {
    pub const OUT: Self = Self::new(ErrorCode::TemporarilyUnavailable, "the service is out of reach for a moment");
    /// Nothing that the caller did.
    pub fn is_ours(self) -> bool {
        self == Self::OUT || self == Self::DEFECT
    }

    pub const DEFECT: Self = Self::new(ErrorCode::ServerError, "the provider could not answer");
}

impl AnswerError {
    /// What the caller of a back-channel endpoint reads.
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::NoKey { .. } | Self::Jwe(_) => PublicRefusal::new(
                ErrorCode::InvalidRequest,
                "no key of the client fits the encryption that it registered",
            ),
            Self::Signing(SigningError::Port(PortError::Unavailable { .. }))
            | Self::Keys(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Signing(_) | Self::Keys(_) => PublicRefusal::DEFECT,
        }
    }
}

impl ClientAuthRefusal {
    pub fn public(&self) -> PublicRefusal {
        match self {
            Self::Request(why) => PublicRefusal::new(ErrorCode::InvalidRequest, why),
            Self::Client { .. } | Self::Proof(_) => {
                PublicRefusal::new(ErrorCode::InvalidClient, "client authentication failed")
            }
            Self::Throttled { .. } => {
                PublicRefusal::new(ErrorCode::TemporarilyUnavailable, "too many failed client authentications")
            }
            Self::Unavailable(PortError::Unavailable { .. }) => PublicRefusal::OUT,
            Self::Unavailable(_) => PublicRefusal::DEFECT,
        }
    }
}
