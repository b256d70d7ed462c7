use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use openidconnect::core::CoreErrorResponseType;
use openidconnect::{RequestTokenError, StandardErrorResponse};

type Answered = StandardErrorResponse<CoreErrorResponseType>;

pub enum Refusal {
    /// No login was under way in this browser, or the answer is of another one.
    NoLogin,
    /// The provider's answer: `access_denied`, `login_required`…
    Denied(String),
    /// A token or an answer that does not hold.
    Wrong(String),
    /// The session is over at the provider.
    Over,
    /// The provider is out of reach, or says what nobody understands.
    Out(String),
}

impl Refusal {
    pub fn out(error: impl std::fmt::Display) -> Self {
        Self::Out(error.to_string())
    }

    pub fn of_tokens<E: std::error::Error>(error: RequestTokenError<E, Answered>) -> Self {
        match error {
            RequestTokenError::ServerResponse(answer) if *answer.error() == CoreErrorResponseType::InvalidGrant => {
                Self::Over
            }
            other => Self::out(other),
        }
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let (status, text) = match self {
            Self::NoLogin => (StatusCode::BAD_REQUEST, "Aucune connexion en cours dans ce navigateur.".to_owned()),
            Self::Denied(error) => (StatusCode::BAD_REQUEST, format!("Connexion refusée : {error}.")),
            Self::Wrong(why) => {
                eprintln!("the provider's answer does not hold: {why}");
                (StatusCode::BAD_REQUEST, "Connexion refusée : réponse incorrecte.".to_owned())
            }
            Self::Over => (StatusCode::BAD_REQUEST, "Connexion refusée : invalid_grant.".to_owned()),
            Self::Out(why) => {
                eprintln!("the provider: {why}");
                (StatusCode::BAD_GATEWAY, "Le fournisseur ne répond pas.".to_owned())
            }
        };
        (status, text).into_response()
    }
}
