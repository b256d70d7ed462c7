//! Refusals of the API: RFC 6750 §3 in the header, the reason and a stable code in JSON.

use axum::Json;
use axum::http::header::WWW_AUTHENTICATE;
use axum::http::{HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use serde_json::json;

use crate::acces::Motif;
use crate::dossiers::DossierRefus;

#[derive(Debug)]
pub enum ApiRefus {
    SansJeton,
    /// The check that did not hold: for the log, not for the caller.
    Jeton(&'static str),
    /// What the token does not allow.
    Portee(&'static str),
    SansCertificat,
    /// A person's token, where a legal person's is asked for.
    Personne,
    Ferme(Motif),
    Inconnu,
    Depot(String),
    Injoignable,
    Journal,
}

impl From<DossierRefus> for ApiRefus {
    fn from(refus: DossierRefus) -> Self {
        match refus {
            DossierRefus::Patient | DossierRefus::Document => Self::Inconnu,
            DossierRefus::Ferme(motif) => Self::Ferme(motif),
            DossierRefus::Registre(cause) => {
                tracing::error!(%cause, "the journal cannot be written");
                Self::Journal
            }
        }
    }
}

impl ApiRefus {
    fn status(&self) -> StatusCode {
        match self {
            Self::SansJeton | Self::Jeton(_) => StatusCode::UNAUTHORIZED,
            Self::Portee(_) | Self::SansCertificat | Self::Personne | Self::Ferme(_) => StatusCode::FORBIDDEN,
            Self::Inconnu => StatusCode::NOT_FOUND,
            Self::Depot(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Self::Injoignable | Self::Journal => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The word of RFC 6750 §3.1, where it has one.
    const fn bearer(&self) -> Option<&'static str> {
        match self {
            Self::SansJeton => Some("Bearer"),
            Self::Jeton(_) => Some("Bearer error=\"invalid_token\""),
            Self::Portee(_) | Self::SansCertificat | Self::Personne | Self::Ferme(_) => {
                Some("Bearer error=\"insufficient_scope\"")
            }
            _ => None,
        }
    }

    const fn code(&self) -> &'static str {
        match self {
            Self::SansJeton => "dmp.sans_jeton",
            Self::Jeton(_) => "dmp.jeton",
            Self::Portee(_) => "dmp.portee",
            Self::SansCertificat => "dmp.sans_certificat",
            Self::Personne => "dmp.personne",
            Self::Ferme(motif) => motif.code(),
            Self::Inconnu => "dmp.inconnu",
            Self::Depot(_) => "dmp.depot",
            Self::Injoignable => "dmp.injoignable",
            Self::Journal => "dmp.journal",
        }
    }

    fn detail(&self) -> String {
        let texte = match self {
            Self::SansJeton => "Envoyez le jeton dans Authorization: Bearer.",
            Self::Jeton(_) => {
                "Ce jeton ne vaut rien ici : fini, d’un autre émetteur, pour une autre API, ou lié à un autre certificat."
            }
            Self::Portee(mot) => return format!("Le jeton ne porte pas {mot}."),
            Self::SansCertificat => "Alimenter demande un jeton lié au certificat ORG AUTH_CLI de la personne morale.",
            Self::Personne => "Alimenter se fait au nom d’une personne morale, par client_credentials.",
            Self::Ferme(Motif::LectureParCertificat) => {
                "Aucun certificat ne permet de lire le DMP : seules la carte CPS et l’e-CPS d’un professionnel le permettent."
            }
            Self::Ferme(Motif::SansAccord) => "L’accord du patient n’est pas enregistré.",
            Self::Ferme(Motif::TypeFerme(_)) => "Ce type de document est fermé pour ce rôle.",
            Self::Ferme(_) => "Ce rôle n’ouvre pas le DMP.",
            Self::Inconnu => "Aucun patient, ou aucun document, n’a ce nom.",
            Self::Depot(cause) => return cause.clone(),
            Self::Injoignable => "Le fournisseur d’identité ne répond pas : réessayez.",
            Self::Journal => "L’accès ne peut pas être écrit au journal du patient : réessayez.",
        };
        texte.to_owned()
    }
}

impl IntoResponse for ApiRefus {
    fn into_response(self) -> Response {
        let corps = Json(json!({"code": self.code(), "detail": self.detail()}));
        let mut reponse = (self.status(), corps).into_response();
        if let Self::Jeton(controle) = &self {
            tracing::warn!(controle, "token refused");
        }
        if let Some(mot) = self.bearer() {
            reponse.headers_mut().insert(WWW_AUTHENTICATE, HeaderValue::from_static(mot));
        }
        reponse
    }
}
