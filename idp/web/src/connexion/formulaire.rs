use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use oidc::Parameters;
use pages::CHAMP_CSRF;

/// The fields of a form of ours, decoded. A body that cannot be read has no fields: the token is then missing too.
pub struct Formulaire(Parameters);

impl Formulaire {
    pub fn csrf(&self) -> Option<&str> {
        self.0.only(CHAMP_CSRF)
    }

    /// Each value of a box that may be ticked more than once.
    pub fn coches(&self, name: &str) -> Vec<&str> {
        self.0.all(name).collect()
    }

    pub fn champ(&self, name: &str) -> &str {
        self.0.only(name).unwrap_or_default()
    }
}

impl<S: Send + Sync> FromRequest<S> for Formulaire {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let body = Bytes::from_request(request, state).await.unwrap_or_default();
        Ok(Self(Parameters::parse(&body)))
    }
}
