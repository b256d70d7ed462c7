//! What each word means here, and what the developer of a client does about it: docs/errors.md is made from this.

use super::ErrorCode;

impl ErrorCode {
    pub const ALL: [Self; 21] = [
        Self::InvalidRequest,
        Self::InvalidClient,
        Self::InvalidGrant,
        Self::InvalidScope,
        Self::InvalidToken,
        Self::InsufficientScope,
        Self::UnauthorizedClient,
        Self::UnsupportedGrantType,
        Self::UnsupportedResponseType,
        Self::UnsupportedTokenType,
        Self::AccessDenied,
        Self::ServerError,
        Self::TemporarilyUnavailable,
        Self::LoginRequired,
        Self::InteractionRequired,
        Self::AccountSelectionRequired,
        Self::ConsentRequired,
        Self::RequestNotSupported,
        Self::RequestUriNotSupported,
        Self::RegistrationNotSupported,
        Self::UnmetAuthenticationRequirements,
    ];

    /// What happened.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::InvalidRequest => "A parameter is missing, came twice, or does not read.",
            Self::InvalidClient => "The client did not prove itself.",
            Self::InvalidGrant => "The code or the refresh token does not do.",
            Self::InvalidScope => "A scope is unknown, not granted to the client, or wider than what was granted.",
            Self::InvalidToken => "The access token has expired, was revoked, or is none of ours.",
            Self::InsufficientScope => "The token does not carry the scope that this call needs.",
            Self::UnauthorizedClient => "The client may not use this grant or this response type.",
            Self::UnsupportedGrantType => "The grant type does not exist here.",
            Self::UnsupportedResponseType => "The response type does not exist here.",
            Self::UnsupportedTokenType => "Tokens of this type cannot be revoked.",
            Self::AccessDenied => "The person went back, or may not enter.",
            Self::ServerError => "A defect of the provider.",
            Self::TemporarilyUnavailable => {
                "A part of the provider does not answer, or too many failures came from here."
            }
            Self::LoginRequired => "With prompt=none: nobody is signed in, or not recently enough.",
            Self::InteractionRequired => "With prompt=none: the person must answer something.",
            Self::AccountSelectionRequired => "With prompt=none: the person must say where they work.",
            Self::ConsentRequired => "With prompt=none: the person must agree to something.",
            Self::RequestNotSupported => "The request parameter is not read here.",
            Self::RequestUriNotSupported => "The request_uri parameter is not read here.",
            Self::RegistrationNotSupported => "The registration parameter is not read here.",
            Self::UnmetAuthenticationRequirements => "No means at hand reaches the acr that was demanded.",
        }
    }

    /// What the developer of the client can do.
    pub const fn remedy(self) -> &'static str {
        match self {
            Self::InvalidRequest => "Send what error_description names, once.",
            Self::InvalidClient => {
                "Use the registered method, with this client's secret or key; a key assertion names the issuer, lives for a minute and serves once."
            }
            Self::InvalidGrant => {
                "Redeem a code once, within 60 seconds, with the client, the redirect_uri and the verifier it was asked with; then start a login again."
            }
            Self::InvalidScope => {
                "Ask for openid and for scopes of the registration; at refresh, for no more than before."
            }
            Self::InvalidToken => "Refresh it, or start a login again.",
            Self::InsufficientScope => "Ask for the scope at the authorization endpoint.",
            Self::UnauthorizedClient => "Ask the operator to register it.",
            Self::UnsupportedGrantType => "Use authorization_code or refresh_token.",
            Self::UnsupportedResponseType => "Use code.",
            Self::UnsupportedTokenType => "Send an access or a refresh token.",
            Self::AccessDenied => "Show that nothing was done, and offer to begin again.",
            Self::ServerError => "Give the time and the reference of the answer to the operator.",
            Self::TemporarilyUnavailable => "Try again after Retry-After.",
            Self::LoginRequired => "Ask again without prompt=none.",
            Self::InteractionRequired => "Ask again without prompt=none.",
            Self::AccountSelectionRequired => "Ask again without prompt=none, or name the situation.",
            Self::ConsentRequired => "Ask again without prompt=none.",
            Self::RequestNotSupported => "Send the parameters themselves.",
            Self::RequestUriNotSupported => "Send the parameters themselves.",
            Self::RegistrationNotSupported => "Have the client registered.",
            Self::UnmetAuthenticationRequirements => {
                "Demand an acr of the discovery document, or leave the demand out."
            }
        }
    }
}
