//! What goes in and comes out, as JSON.

mod adresse;
mod claims;
mod fiche;
mod requete;
mod service;

use axum::Json;
use axum::extract::rejection::JsonRejection;
use axum::extract::{FromRequest, Request};
use axum::response::{IntoResponse, Response};
use http::header::CONTENT_TYPE;
use http::{HeaderValue, StatusCode};
use idp_core::registration::Objection;
use idp_partenaires::Refus;
use serde::Serialize;
use serde::de::DeserializeOwned;
use utoipa::ToSchema;

pub use self::adresse::{Adresse, AdresseVerifiee, RaisonJson};
pub use self::claims::ClaimsJson;
pub use self::fiche::FicheJson;
pub use self::requete::RequeteJson;
pub use self::service::{Changement, Rotation, RotationCertificat, RotationCles, ServiceJson, TourneeJson};

use crate::refus::statut;

/// A JSON body; one that cannot be read is a problem like the others.
pub struct Corps<T>(pub T);

impl<T: DeserializeOwned, S: Send + Sync> FromRequest<S> for Corps<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let read: Result<Json<T>, JsonRejection> = Json::from_request(request, state).await;
        read.map(|Json(body)| Self(body)).map_err(|rejection| {
            let phrase = "Ce corps ne se lit pas. Envoyez l’objet JSON que décrit /api/v1/openapi.json.";
            let problem = Probleme::new(rejection.status(), "partenaire.corps", phrase);
            Probleme { cause: Some(rejection.body_text()), ..problem }.into_response()
        })
    }
}

/// Why nothing was done (RFC 9457).
#[derive(Debug, Serialize, ToSchema)]
pub struct Probleme {
    /// `urn:caducee:partenaires:` and the code.
    #[serde(rename = "type")]
    genre: String,
    title: String,
    status: u16,
    /// What happened, then what to do.
    detail: String,
    /// A word of docs/errors.md.
    code: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// Every member that does not hold, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objections: Vec<ObjectionJson>,
}

/// One member of the declaration that does not hold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Objection)]
pub struct ObjectionJson {
    /// By the name that the registration gives it.
    membre: &'static str,
    code: &'static str,
    raison: String,
    remede: &'static str,
}

impl Probleme {
    pub fn new(status: StatusCode, code: &str, phrase: &str) -> Self {
        Self {
            genre: format!("urn:caducee:partenaires:{code}"),
            title: phrase.split_once(". ").map_or(phrase, |(title, _)| title).to_owned(),
            status: status.as_u16(),
            detail: phrase.to_owned(),
            code: code.to_owned(),
            cause: None,
            objections: Vec::new(),
        }
    }

    pub fn of(refus: &Refus) -> Self {
        if let Refus::Port(error) = refus {
            tracing::error!(%error, "the API of the partner space could not answer");
        }
        let problem = Self::new(statut(refus), refus.code(), refus.phrase());
        match refus {
            Refus::Fiche(objections) => {
                Self { objections: objections.iter().map(ObjectionJson::from).collect(), ..problem }
            }
            _ => problem,
        }
    }
}

impl From<&Objection> for ObjectionJson {
    fn from(objection: &Objection) -> Self {
        let (membre, code, remede) = (objection.key, objection.code, objection.remedy);
        Self { membre, code, raison: objection.reason.clone(), remede }
    }
}

impl IntoResponse for Probleme {
    fn into_response(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static("application/problem+json"));
        response
    }
}
