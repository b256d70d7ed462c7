use askama::Template;
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use url::Url;

use crate::entetes;

/// A rendered page with every header of checklist rows A14, A16 and S15: what a handler of pages answers.
#[derive(Clone, Debug)]
pub struct Page<T> {
    pub status: StatusCode,
    pub contexte: T,
    vers: Vec<Url>,
    cadres: Vec<Url>,
}

impl<T: Template> Page<T> {
    pub const fn new(status: StatusCode, contexte: T) -> Self {
        Self { status, contexte, vers: Vec::new(), cadres: Vec::new() }
    }

    pub const fn ok(contexte: T) -> Self {
        Self::new(StatusCode::OK, contexte)
    }

    /// Lets the page's forms end in a redirection to this address (see [`entetes::csp`]).
    #[must_use]
    pub fn vers(mut self, destination: &Url) -> Self {
        self.vers.push(destination.clone());
        self
    }

    /// Lets the page frame the origins of these addresses, and no other.
    #[must_use]
    pub fn cadres(mut self, cadres: Vec<Url>) -> Self {
        self.cadres = cadres;
        self
    }
}

impl<T: Template> IntoResponse for Page<T> {
    fn into_response(self) -> Response {
        // A template writes into memory: it fails only where a context's own `Display` does.
        let mut response = match self.contexte.render() {
            Ok(html) => (self.status, html).into_response(),
            Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
        };
        let headers = response.headers_mut();
        headers.insert(CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8"));
        entetes::ajouter(headers, entetes::politique(&entetes::csp_avec_cadres(&self.vers, &self.cadres)));
        response
    }
}
