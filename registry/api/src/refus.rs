mod acces;
mod acte;
mod requete;

use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use registry_core::demande::DemandeError;
use registry_core::identite::Objection;
use registry_core::port::PortError;
use registry_core::recherche::RechercheError;
use registry_core::situation_acte::SituationError;

pub use acces::RefusAcces;
pub use requete::RefusRequete;

use crate::probleme::Probleme;

/// Everything that the API answers instead of what was asked. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum RefusApi {
    #[error(transparent)]
    Acces(#[from] RefusAcces),
    #[error(transparent)]
    Requete(#[from] RefusRequete),
    #[error(transparent)]
    Demande(#[from] DemandeError),
    #[error(transparent)]
    Situation(#[from] SituationError),
    #[error(transparent)]
    Recherche(#[from] RechercheError),
}

impl RefusApi {
    pub const CLE_REUTILISEE: &str = "cle_idempotence_reutilisee";

    /// Stable, for programs.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Acces(refus) => refus.code(),
            Self::Requete(refus) => refus.code(),
            Self::Demande(DemandeError::Cle(_)) | Self::Situation(SituationError::Cle(_)) => Self::CLE_REUTILISEE,
            Self::Demande(erreur) => erreur.code(),
            Self::Situation(erreur) => erreur.code(),
            Self::Recherche(erreur) => erreur.code(),
        }
    }

    /// What happened, then what to do.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Acces(refus) => refus.phrase(),
            Self::Requete(refus) => refus.phrase(),
            Self::Demande(DemandeError::Cle(_)) | Self::Situation(SituationError::Cle(_)) => {
                "Cette clé d'idempotence a déjà servi pour un autre contenu. Envoyez une clé nouvelle : rien n'a été enregistré."
            }
            Self::Demande(erreur) => erreur.phrase(),
            Self::Situation(erreur) => erreur.phrase(),
            Self::Recherche(erreur) => erreur.phrase(),
        }
    }

    /// 400: not what the document describes; 422: as described, and the registry objects.
    pub fn statut(&self) -> StatusCode {
        match self {
            Self::Acces(refus) => refus.statut(),
            Self::Requete(refus) => refus.statut(),
            Self::Demande(erreur) => acte::demande(erreur),
            Self::Situation(erreur) => acte::situation(erreur),
            Self::Recherche(erreur) => acte::recherche(erreur),
        }
    }

    fn objections(&self) -> &[Objection] {
        match self {
            Self::Demande(erreur) => erreur.objections(),
            Self::Situation(erreur) => erreur.objections(),
            Self::Acces(_) | Self::Requete(_) | Self::Recherche(_) => &[],
        }
    }

    /// Seconds, where waiting helps.
    fn attente(&self) -> Option<i64> {
        match self {
            Self::Acces(RefusAcces::TropDeDemandes(secondes)) => Some(*secondes),
            _ => (self.statut() == StatusCode::SERVICE_UNAVAILABLE).then_some(60),
        }
    }

    /// Where something of ours failed.
    const fn panne(&self) -> Option<&PortError> {
        match self {
            Self::Demande(DemandeError::Port(cause) | DemandeError::Situation(SituationError::Port(cause)))
            | Self::Situation(SituationError::Port(cause))
            | Self::Recherche(RechercheError::Port(cause)) => Some(cause),
            _ => None,
        }
    }
}

impl IntoResponse for RefusApi {
    fn into_response(self) -> Response {
        if let Some(cause) = self.panne() {
            tracing::error!(%cause, "the registry could not answer");
        }
        let statut = self.statut();
        let probleme = Probleme::nouveau(statut, self.code(), self.phrase()).avec_objections(self.objections());
        let (defi, cause) = match &self {
            Self::Acces(refus) => (refus.defi(), None),
            Self::Requete(RefusRequete::Illisible(cause)) => (None, Some(cause.clone())),
            _ => (None, None),
        };
        let attente = self.attente();
        let mut reponse = probleme.avec_cause(cause).into_response();
        if let Some(defi) = defi {
            reponse.headers_mut().insert(header::WWW_AUTHENTICATE, defi);
        }
        if let Some(secondes) = attente {
            reponse.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(secondes));
        }
        reponse
    }
}

pub async fn chemin_inconnu() -> RefusApi {
    RefusRequete::CheminInconnu.into()
}

pub async fn methode_refusee() -> RefusApi {
    RefusRequete::MethodeRefusee.into()
}
