use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use registry_core::identite::Objection;
use serde::Serialize;
use utoipa::ToSchema;

/// The media type of every refusal (RFC 9457 §3).
const TYPE: &str = "application/problem+json";

/// Why nothing was done (RFC 9457). `code` is stable; the texts are French, for whoever uses the calling program.
#[derive(Debug, Serialize, ToSchema)]
pub struct Probleme {
    /// `urn:caducee:registre:` and the code.
    #[serde(rename = "type")]
    #[schema(format = "uri")]
    genre: String,
    /// What happened.
    title: String,
    status: u16,
    /// What happened, then what to do.
    detail: String,
    #[schema(pattern = "^[a-z0-9_]+$")]
    code: &'static str,
    /// What to do.
    #[serde(skip_serializing_if = "Option::is_none")]
    remede: Option<String>,
    /// For the developer of the program: where the body stopped being readable.
    #[serde(skip_serializing_if = "Option::is_none")]
    cause: Option<String>,
    /// Every field that does not hold, at once.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    objections: Vec<ObjectionVue>,
}

/// One field that does not hold.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = Objection)]
pub struct ObjectionVue {
    /// The field's name, the same wherever it stands in the body.
    champ: &'static str,
    code: &'static str,
    /// French; its last sentence says what to do.
    phrase: String,
}

impl Probleme {
    pub fn nouveau(statut: StatusCode, code: &'static str, phrase: &str) -> Self {
        let (titre, remede) = phrase.split_once(". ").map_or((phrase, None), |(titre, fin)| (titre, Some(fin)));
        Self {
            genre: format!("urn:caducee:registre:{code}"),
            title: titre.trim_end_matches('.').to_owned(),
            status: statut.as_u16(),
            detail: phrase.to_owned(),
            code,
            remede: remede.map(str::to_owned),
            cause: None,
            objections: Vec::new(),
        }
    }

    pub fn avec_cause(self, cause: Option<String>) -> Self {
        Self { cause, ..self }
    }

    pub fn avec_objections(self, objections: &[Objection]) -> Self {
        let vues = objections.iter().map(|objection| ObjectionVue {
            champ: objection.champ,
            code: objection.code,
            phrase: objection.phrase.clone(),
        });
        Self { objections: vues.collect(), ..self }
    }
}

impl IntoResponse for Probleme {
    fn into_response(self) -> Response {
        let statut = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let mut reponse = (statut, axum::Json(self)).into_response();
        reponse.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(TYPE));
        reponse
    }
}

/// What the registry says of a person is kept by nobody on the way, and is never taken for a page.
pub async fn sans_memoire(mut reponse: Response) -> Response {
    let entetes = reponse.headers_mut();
    entetes.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    entetes.insert(header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff"));
    reponse
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_happened_and_what_to_do_are_told_apart() {
        let probleme = Probleme::nouveau(StatusCode::CONFLICT, "essai", "Deux rôles. Terminez l'un. Puis revenez.");
        assert_eq!(probleme.title, "Deux rôles");
        assert_eq!(probleme.remede.as_deref(), Some("Terminez l'un. Puis revenez."));
        assert_eq!(probleme.genre, "urn:caducee:registre:essai");
    }
}
