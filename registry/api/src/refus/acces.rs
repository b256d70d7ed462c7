use std::fmt::Display;

use ambient::Seconds;
use http::{HeaderValue, StatusCode};
use registry_core::port::PortError;

use crate::jetons::{ClesError, Jetons, RefusJeton};

/// Why the caller is not heard.
#[derive(Debug, thiserror::Error)]
pub enum RefusAcces {
    #[error("no bearer token came")]
    SansJeton,
    #[error("two authorization headers came")]
    AutorisationDouble,
    /// RFC 9449
    #[error("DPoP proofs are not verified here")]
    PreuveDeCle,
    #[error(transparent)]
    Jeton(#[from] RefusJeton),
    #[error(transparent)]
    Cles(#[from] ClesError),
    /// After so many seconds there is room again.
    #[error("too many requests of this person in this minute")]
    TropDeDemandes(i64),
    #[error(transparent)]
    Compteur(#[from] PortError),
}

/// RFC 9470 §3: which level is required, and how fresh.
pub fn encore(cause: impl Display, age: Option<Seconds>) -> Option<HeaderValue> {
    let niveaux = Jetons::NIVEAUX.join(" ");
    let age = age.map(|Seconds(age)| format!(", max_age=\"{age}\"")).unwrap_or_default();
    defi("insufficient_user_authentication", cause, &format!(", acr_values=\"{niveaux}\"{age}"))
}

fn defi(erreur: &str, cause: impl Display, suite: &str) -> Option<HeaderValue> {
    let texte = format!("Bearer realm=\"registre\", error=\"{erreur}\", error_description=\"{cause}\"{suite}");
    HeaderValue::from_str(&texte).ok()
}

impl RefusAcces {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::SansJeton => "jeton_absent",
            Self::AutorisationDouble => "jeton_en_double",
            Self::PreuveDeCle => "jeton_avec_preuve",
            Self::Jeton(refus) => refus.code(),
            Self::Cles(_) => "fournisseur_injoignable",
            Self::TropDeDemandes(_) => "quota_api_atteint",
            Self::Compteur(_) => "registre_hors_service",
        }
    }

    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::SansJeton => {
                "Aucun jeton d'accès n'est venu. Envoyez celui du gestionnaire ainsi : Authorization: Bearer JETON."
            }
            Self::AutorisationDouble => "Deux en-têtes Authorization sont venus. Envoyez-en un seul.",
            Self::PreuveDeCle => {
                "Cette API ne vérifie pas de preuve DPoP. Demandez un jeton qui n'est lié à aucune clé et envoyez-le avec le schéma Bearer."
            }
            Self::Jeton(refus) => refus.phrase(),
            Self::TropDeDemandes(_) => {
                "Trop de demandes sont venues au nom de ce gestionnaire. Attendez le nombre de secondes de l'en-tête Retry-After."
            }
            Self::Compteur(_) => "Service momentanément indisponible. Réessayez dans une minute.",
            Self::Cles(_) => {
                "Le fournisseur d'identité ne répond pas : votre jeton ne peut pas être vérifié. Réessayez dans une minute."
            }
        }
    }

    pub const fn statut(&self) -> StatusCode {
        match self {
            Self::SansJeton | Self::PreuveDeCle => StatusCode::UNAUTHORIZED,
            Self::AutorisationDouble => StatusCode::BAD_REQUEST,
            Self::Jeton(refus) => refus.statut(),
            Self::Cles(_) | Self::Compteur(_) => StatusCode::SERVICE_UNAVAILABLE,
            Self::TropDeDemandes(_) => StatusCode::TOO_MANY_REQUESTS,
        }
    }

    /// RFC 6750 §3: nothing but the scheme for who sent no token (§3.1).
    pub fn defi(&self) -> Option<HeaderValue> {
        let erreur = match self {
            Self::SansJeton => return Some(HeaderValue::from_static("Bearer realm=\"registre\"")),
            Self::AutorisationDouble => "invalid_request",
            Self::PreuveDeCle => "invalid_token",
            Self::Jeton(refus) => refus.erreur(),
            Self::TropDeDemandes(_) | Self::Compteur(_) => return None,
            Self::Cles(cause) => {
                tracing::error!(%cause, "no token can be verified");
                return None;
            }
        };
        match (erreur, self) {
            ("insufficient_scope", Self::Jeton(RefusJeton::SansCoordonnees)) => {
                defi(erreur, self, ", scope=\"registre registre.coordonnees\"")
            }
            ("insufficient_scope", _) => defi(erreur, self, ", scope=\"registre\""),
            (_, Self::Jeton(RefusJeton::SansNiveau)) => encore(self, None),
            (_, Self::Jeton(RefusJeton::Ancienne)) => encore(self, Some(Jetons::DUREE)),
            _ => defi(erreur, self, ""),
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        let mut tous = vec![Self::SansJeton, Self::AutorisationDouble, Self::PreuveDeCle];
        tous.extend(RefusJeton::TOUS.map(Self::Jeton));
        tous.extend([Self::Cles(ClesError::Trop), Self::TropDeDemandes(60)]);
        tous
    }
}
