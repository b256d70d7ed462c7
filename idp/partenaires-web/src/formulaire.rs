use std::convert::Infallible;

use axum::body::Bytes;
use axum::extract::{FromRequest, Request};
use oidc::Parameters;
use pages::CHAMP_CSRF;

/// The fields of a form of ours, decoded. A body that cannot be read has no fields: the token is then missing too.
#[derive(Clone, Default)]
pub struct Formulaire(Parameters);

impl Formulaire {
    pub fn csrf(&self) -> Option<&str> {
        self.0.only(CHAMP_CSRF)
    }

    /// Without the spaces around it.
    pub fn champ(&self, name: &str) -> &str {
        self.0.only(name).unwrap_or_default().trim()
    }

    pub fn facultatif(&self, name: &str) -> Option<String> {
        Some(self.champ(name).to_owned()).filter(|text| !text.is_empty())
    }

    /// A line, or a word, an entry.
    pub fn liste(&self, name: &str) -> Vec<String> {
        self.champ(name).split_whitespace().map(str::to_owned).collect()
    }
}

impl<S: Send + Sync> FromRequest<S> for Formulaire {
    type Rejection = Infallible;

    async fn from_request(request: Request, state: &S) -> Result<Self, Infallible> {
        let body = Bytes::from_request(request, state).await.unwrap_or_default();
        Ok(Self(Parameters::parse(&body)))
    }
}
