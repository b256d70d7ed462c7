use annuaire::Refus;
use axum::Json;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use registry_core::LectureError;
use registry_core::contact::ContactError;

use crate::acces::Droit;

/// Everything that the service answers instead of data.
#[derive(Debug, thiserror::Error)]
pub enum RefusHttp {
    #[error("no key was presented")]
    SansCle,
    #[error("the key is not known")]
    CleInconnue,
    #[error("the key lacks the right {}", .0.as_str())]
    SansDroit(Droit),
    #[error("not a national identifier")]
    IdentifiantMalForme,
    #[error("not a query of the log")]
    DemandeMalFormee,
    #[error("no such path")]
    CheminInconnu,
    #[error(transparent)]
    Lecture(#[from] LectureError),
    #[error(transparent)]
    Contact(#[from] ContactError),
}

impl RefusHttp {
    fn statut(&self) -> StatusCode {
        match self {
            Self::SansCle | Self::CleInconnue => StatusCode::UNAUTHORIZED,
            Self::SansDroit(_) => StatusCode::FORBIDDEN,
            Self::IdentifiantMalForme | Self::DemandeMalFormee => StatusCode::BAD_REQUEST,
            Self::CheminInconnu | Self::Lecture(LectureError::Inconnue) | Self::Contact(ContactError::Inconnue) => {
                StatusCode::NOT_FOUND
            }
            Self::Lecture(LectureError::Desactivee) => StatusCode::GONE,
            Self::Lecture(LectureError::Port(_)) | Self::Contact(ContactError::Port(_)) => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Contact(_) => StatusCode::CONFLICT,
        }
    }

    /// Stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SansCle => "cle_absente",
            Self::CleInconnue => "cle_inconnue",
            Self::SansDroit(_) => "droit_absent",
            Self::IdentifiantMalForme => "identifiant_mal_forme",
            Self::DemandeMalFormee => "demande_mal_formee",
            Self::CheminInconnu => "chemin_inconnu",
            Self::Lecture(erreur) => erreur.code(),
            Self::Contact(erreur) => erreur.code(),
        }
    }

    /// What happened, then what to do.
    pub fn phrase(&self) -> String {
        let phrase = match self {
            Self::SansCle => "Aucune clé n'a été présentée. Envoyez-la ainsi : Authorization: Bearer CLÉ.",
            Self::CleInconnue => "Cette clé n'est pas connue. Demandez-en une à l'exploitant du registre.",
            Self::SansDroit(droit) => {
                return format!(
                    "Cette clé n'a pas le droit « {} ». Demandez-le à l'exploitant du registre.",
                    droit.as_str()
                );
            }
            Self::IdentifiantMalForme => {
                "Ce n'est pas un identifiant national. Envoyez le chiffre de type suivi du numéro, par exemple 8 et le RPPS."
            }
            Self::DemandeMalFormee => {
                "Cette demande ne se lit pas. Envoyez deux nombres : apres, et attente en secondes."
            }
            Self::CheminInconnu => "Ce chemin n'existe pas dans ce service. Comparez-le avec docs/routes.md.",
            Self::Lecture(erreur) => erreur.phrase(),
            Self::Contact(erreur) => erreur.phrase(),
        };
        phrase.to_owned()
    }

    /// RFC 6750 §3.
    fn defi(&self) -> Option<HeaderValue> {
        match self {
            Self::SansCle => Some(HeaderValue::from_static("Bearer realm=\"registre\"")),
            Self::CleInconnue => Some(HeaderValue::from_static("Bearer realm=\"registre\", error=\"invalid_token\"")),
            Self::SansDroit(droit) => HeaderValue::from_str(&format!(
                "Bearer realm=\"registre\", error=\"insufficient_scope\", scope=\"{}\"",
                droit.as_str()
            ))
            .ok(),
            _ => None,
        }
    }
}

impl IntoResponse for RefusHttp {
    fn into_response(self) -> Response {
        if let Self::Lecture(LectureError::Port(cause)) | Self::Contact(ContactError::Port(cause)) = &self {
            tracing::error!(%cause, "the registry could not answer");
        }
        let refus = Refus { code: self.code().to_owned(), phrase: self.phrase() };
        let mut reponse = (self.statut(), Json(refus)).into_response();
        if let Some(defi) = self.defi() {
            reponse.headers_mut().insert(header::WWW_AUTHENTICATE, defi);
        }
        reponse
    }
}

pub async fn chemin_inconnu() -> RefusHttp {
    RefusHttp::CheminInconnu
}

/// What the registry says of a person is kept by nobody on the way.
pub async fn sans_memoire(mut reponse: Response) -> Response {
    reponse.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    reponse
}
