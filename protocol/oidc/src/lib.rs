//! The words of OAuth 2.0 and OpenID Connect, one file a word of the specifications. No policy in here: what a client may
//! ask and what it gets is decided in `idp-core`.

pub mod access_token;
pub mod acr;
pub mod at_jwt;
pub mod basic_credentials;
pub mod claims_parameter;
pub mod confirmation;
pub mod error;
pub mod grant_type;
pub mod id_token;
pub mod logout_token;
pub mod metadata;
pub mod other_ids;
pub mod parameters;
pub mod pkce;
pub mod prompt;
pub mod pushed_response;
pub mod response_mode;
pub mod response_type;
pub mod scope;
pub mod situation;
pub mod subject_ref_pro;
pub mod token_exchange;
pub mod token_response;
pub mod userinfo;

pub use access_token::AccessTokenClaims;
pub use acr::Acr;
pub use at_jwt::{AtJwtClaims, ClientTokenClaims};
pub use claims_parameter::ClaimsParameter;
pub use confirmation::Confirmation;
pub use error::{ErrorCode, ErrorResponse};
pub use grant_type::GrantType;
pub use id_token::IdTokenClaims;
pub use metadata::ProviderMetadata;
pub use parameters::Parameters;
pub use pkce::{CodeChallenge, CodeVerifier};
pub use prompt::{Prompt, Prompts};
pub use pushed_response::PushedResponse;
pub use response_mode::ResponseMode;
pub use response_type::ResponseType;
pub use scope::Scope;
pub use situation::SituationClaim;
pub use token_exchange::Act;
pub use token_response::TokenResponse;
pub use userinfo::UserInfo;
