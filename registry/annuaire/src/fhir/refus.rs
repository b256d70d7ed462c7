use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use registry_core::annuaire::Trop;
use registry_core::port::PortError;
use serde_json::json;

use super::TYPE_MIME;
use crate::appelant::RefusAppelant;

/// Why a question has no answer, told as an `OperationOutcome`.
#[derive(Debug, thiserror::Error)]
pub enum Refus {
    #[error("no such resource type here")]
    TypeInconnu,
    #[error("nothing under this address")]
    Introuvable,
    #[error("the address does not take this method")]
    Methode,
    #[error("no format but JSON")]
    Format,
    #[error("a search by POST is a form")]
    Formulaire,
    #[error("the text is not UTF-8")]
    Encodage,
    #[error("no such parameter: {nom}")]
    ParametreInconnu { nom: String, connus: String },
    #[error("no such modifier: {nom}")]
    Modificateur { nom: String },
    #[error("a chained parameter")]
    Chaine { nom: String },
    #[error("too many parameters")]
    TropDeParametres,
    #[error("too many values")]
    TropDeValeurs { nom: String },
    #[error("{nom}: {raison}")]
    Valeur { nom: String, raison: &'static str },
    #[error("too many people would answer")]
    TropLarge { nom: String },
    #[error("the page is none of this search")]
    Page,
    #[error(transparent)]
    Appelant(#[from] RefusAppelant),
    #[error(transparent)]
    Port(#[from] PortError),
}

impl Refus {
    pub fn valeur(nom: &str, raison: &'static str) -> Self {
        Self::Valeur { nom: nom.to_owned(), raison }
    }

    fn statut(&self) -> StatusCode {
        match self {
            Self::TypeInconnu | Self::Introuvable => StatusCode::NOT_FOUND,
            Self::Methode => StatusCode::METHOD_NOT_ALLOWED,
            Self::Format => StatusCode::NOT_ACCEPTABLE,
            Self::Formulaire => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::Appelant(RefusAppelant::CleInconnue) => StatusCode::UNAUTHORIZED,
            Self::Appelant(RefusAppelant::Trop(Trop::DeQuestions(_))) => StatusCode::TOO_MANY_REQUESTS,
            Self::Appelant(RefusAppelant::Trop(Trop::Port(_))) | Self::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    /// Of the value set IssueType of FHIR R4.
    fn nature(&self) -> &'static str {
        match self {
            Self::TypeInconnu | Self::ParametreInconnu { .. } | Self::Modificateur { .. } | Self::Chaine { .. } => {
                "not-supported"
            }
            Self::Methode | Self::Format | Self::Formulaire => "not-supported",
            Self::Introuvable => "not-found",
            Self::TropDeParametres | Self::TropDeValeurs { .. } | Self::TropLarge { .. } => "too-costly",
            Self::Encodage | Self::Valeur { .. } | Self::Page => "value",
            Self::Appelant(RefusAppelant::CleInconnue) => "login",
            Self::Appelant(RefusAppelant::Trop(Trop::DeQuestions(_))) => "throttled",
            Self::Appelant(RefusAppelant::Trop(Trop::Port(_))) | Self::Port(_) => "transient",
        }
    }

    /// What happened, then what to do.
    fn phrase(&self) -> String {
        let phrase = match self {
            Self::TypeInconnu => "Ce type de ressource n’est pas servi ici. Lisez /fhir/v2/metadata.",
            Self::Introuvable => "Rien ne se trouve à cette adresse. Vérifiez l’identifiant, ou cherchez la ressource.",
            Self::Methode => "Cet annuaire se lit seulement. Utilisez GET, ou POST sur _search.",
            Self::Format => "Cet annuaire répond en JSON. Acceptez application/fhir+json.",
            Self::Formulaire => "Une recherche par POST est un formulaire. Envoyez application/x-www-form-urlencoded.",
            Self::Encodage => "Ce texte n’est pas en UTF-8. Encodez-le ainsi, octet par octet, dans l’adresse.",
            Self::ParametreInconnu { nom, connus } => {
                return format!("Le paramètre « {nom} » n’existe pas ici. Ceux-ci existent : {connus}.");
            }
            Self::Modificateur { nom } => {
                return format!("Le modificateur de « {nom} » n’existe pas. Retirez-le, ou lisez /fhir/v2/metadata.");
            }
            Self::Chaine { nom } => {
                return format!("« {nom} » est une recherche en chaîne. Faites deux recherches l’une après l’autre.");
            }
            Self::TropDeParametres => "La question a trop de paramètres. Posez-en plusieurs.",
            Self::TropDeValeurs { nom } => {
                return format!("« {nom} » a trop de valeurs. Cinquante au plus en une fois.");
            }
            Self::Valeur { nom, raison } => return format!("La valeur de « {nom} » ne se lit pas : {raison}."),
            Self::TropLarge { nom } => {
                return format!("« {nom} » répondrait à trop de noms. Donnez-en plus de lettres.");
            }
            Self::Page => "Cette page n’est pas de cette recherche. Suivez les liens tels qu’ils sont donnés.",
            Self::Appelant(RefusAppelant::CleInconnue) => {
                "Cette clé n’est pas connue. Demandez-en une à l’exploitant, ou n’en envoyez pas."
            }
            Self::Appelant(RefusAppelant::Trop(Trop::DeQuestions(_))) => {
                "Beaucoup de questions sont venues d’ici. Attendez, ou prenez l’extraction complète : /extractions."
            }
            Self::Appelant(RefusAppelant::Trop(Trop::Port(_))) | Self::Port(_) => {
                "Service momentanément indisponible. Réessayez dans une minute."
            }
        };
        phrase.to_owned()
    }

    fn parametre(&self) -> Option<&str> {
        match self {
            Self::ParametreInconnu { nom, .. }
            | Self::Modificateur { nom }
            | Self::Chaine { nom }
            | Self::TropDeValeurs { nom }
            | Self::Valeur { nom, .. }
            | Self::TropLarge { nom } => Some(nom),
            _ => None,
        }
    }
}

impl IntoResponse for Refus {
    fn into_response(self) -> Response {
        if let Self::Port(cause) | Self::Appelant(RefusAppelant::Trop(Trop::Port(cause))) = &self {
            tracing::error!(%cause, "the directory could not answer");
        }
        let mut objection = json!({ "severity": "error", "code": self.nature(), "details": { "text": self.phrase() } });
        if let Some(nom) = self.parametre() {
            objection["expression"] = json!([format!("http.{nom}")]);
        }
        let corps = json!({ "resourceType": "OperationOutcome", "issue": [objection] });
        let mut reponse = (self.statut(), [(header::CONTENT_TYPE, TYPE_MIME)], corps.to_string()).into_response();
        if let Self::Appelant(RefusAppelant::Trop(Trop::DeQuestions(attente))) = &self {
            reponse.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(attente.0.max(1)));
        }
        reponse
    }
}
