//! What each word means here, and what the developer of a client does about it: docs/errors.md is made from this.

use super::ErrorCode;

impl ErrorCode {
    pub const ALL: [Self; 38] = [
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
        Self::InvalidRequestObject,
        Self::InvalidRequestUri,
        Self::InvalidTarget,
        Self::InvalidDpopProof,
        Self::UseDpopNonce,
        Self::InvalidClientMetadata,
        Self::InvalidRedirectUri,
        Self::InvalidSoftwareStatement,
        Self::AuthorizationPending,
        Self::SlowDown,
        Self::ExpiredToken,
        Self::UnknownUserId,
        Self::ExpiredLoginHintToken,
        Self::InvalidBindingMessage,
        Self::MissingUserCode,
        Self::InvalidUserCode,
        Self::TransactionFailed,
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
            Self::InvalidRequestObject => "The request object is not signed by the client, or its claims do not hold.",
            Self::InvalidRequestUri => {
                "The request_uri is unknown, spent, expired, of another client, or not registered."
            }
            Self::InvalidTarget => "The resource is not one that this client may ask tokens for.",
            Self::InvalidDpopProof => "The DPoP proof does not hold for this request.",
            Self::UseDpopNonce => "The DPoP proof lacks the nonce that the server gave, or has an old one.",
            Self::InvalidClientMetadata => "The registration contradicts itself or its profile.",
            Self::InvalidRedirectUri => "A redirect URI cannot be registered.",
            Self::InvalidSoftwareStatement => "The software statement is not one that this provider trusts.",
            Self::AuthorizationPending => "The person has not answered yet.",
            Self::SlowDown => "The client asks more often than the interval allows.",
            Self::ExpiredToken => "The auth_req_id or the device_code has expired.",
            Self::UnknownUserId => "Nobody can be found by the hint.",
            Self::ExpiredLoginHintToken => "The login_hint_token has expired.",
            Self::InvalidBindingMessage => {
                "The binding_message is not two digits, or two to six outside of the profile psc."
            }
            Self::MissingUserCode => "A user_code is needed.",
            Self::InvalidUserCode => "The user_code does not do.",
            Self::TransactionFailed => "Something went wrong after the request was accepted.",
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
            Self::UnsupportedGrantType => "Use a grant type of the discovery document that the registration lists.",
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
            Self::InvalidRequestObject => {
                "Sign it with a registered key; iss is the client, aud the issuer, exp at most an hour after nbf."
            }
            Self::InvalidRequestUri => "Push the request again, and send the browser at once.",
            Self::InvalidTarget => "Send a resource of the registration, absolute and without fragment.",
            Self::InvalidDpopProof => {
                "Make a new proof for each request: typ, alg, jwk, htm, htu, iat, jti, and ath beside a token."
            }
            Self::UseDpopNonce => "Send the request again with the nonce of the DPoP-Nonce header.",
            Self::InvalidClientMetadata => "Change the member that error_description names.",
            Self::InvalidRedirectUri => {
                "Use https, or http on a loopback address for a native client, without fragment."
            }
            Self::InvalidSoftwareStatement => "Leave it out, or ask the operator.",
            Self::AuthorizationPending => "Ask again after the interval.",
            Self::SlowDown => "Wait five seconds longer than before between two requests.",
            Self::ExpiredToken => "Begin again.",
            Self::UnknownUserId => "Send the national identifier, as printed on the card.",
            Self::ExpiredLoginHintToken => "Send a fresh one, or a login_hint.",
            Self::InvalidBindingMessage => {
                "Send the digits that your screen shows: two with the profile psc, two to six otherwise."
            }
            Self::MissingUserCode => "Send the code that the person gave you.",
            Self::InvalidUserCode => "Ask the person for it again.",
            Self::TransactionFailed => "Begin again.",
        }
    }
}
