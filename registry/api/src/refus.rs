mod acces;
mod requete;

use std::borrow::Cow;

use ambient::Seconds;
use axum::response::{IntoResponse, Response};
use http::{HeaderValue, StatusCode, header};
use registry_core::Classe;
use registry_core::contact::{ContactError, PreuveForte};
use registry_core::demande::DemandeError;
use registry_core::espace::EspaceError;
use registry_core::idempotence::CleReutilisee;
use registry_core::identite::Objection;
use registry_core::lot::LotError;
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
    #[error(transparent)]
    Contact(#[from] ContactError),
    #[error(transparent)]
    Lot(#[from] LotError),
    #[error(transparent)]
    Espace(#[from] EspaceError),
}

impl RefusApi {
    pub const CLE_REUTILISEE: &str = "cle_idempotence_reutilisee";

    /// Stable, for programs.
    pub fn code(&self) -> &'static str {
        let code = match self {
            Self::Acces(refus) => refus.code(),
            Self::Requete(refus) => refus.code(),
            Self::Demande(erreur) => erreur.code(),
            Self::Situation(erreur) => erreur.code(),
            Self::Recherche(erreur) => erreur.code(),
            Self::Contact(erreur) => erreur.code(),
            Self::Lot(erreur) => erreur.code(),
            Self::Espace(erreur) => erreur.code(),
        };
        // a key of the portal's form and that of a program are put right in different ways
        if code == CleReutilisee::CODE { Self::CLE_REUTILISEE } else { code }
    }

    /// What happened, then what to do.
    pub fn phrase(&self) -> Cow<'static, str> {
        if self.code() == Self::CLE_REUTILISEE {
            return "Cette clé d'idempotence a déjà servi pour un autre contenu. Envoyez une clé nouvelle : rien n'a été enregistré.".into();
        }
        match self {
            Self::Acces(refus) => refus.phrase().into(),
            Self::Requete(refus) => refus.phrase().into(),
            Self::Demande(erreur) => erreur.phrase().into(),
            Self::Situation(erreur) => erreur.phrase().into(),
            Self::Recherche(erreur) => erreur.phrase().into(),
            Self::Contact(erreur) => erreur.phrase().into(),
            Self::Lot(erreur) => erreur.phrase().into(),
            Self::Espace(erreur) => erreur.phrase().into(),
        }
    }

    /// Of what the registry refuses; `None`: nobody asked it.
    const fn classe(&self) -> Option<Classe> {
        match self {
            Self::Acces(_) | Self::Requete(_) => None,
            Self::Demande(erreur) => Some(erreur.classe()),
            Self::Situation(erreur) => Some(erreur.classe()),
            Self::Recherche(erreur) => Some(erreur.classe()),
            Self::Contact(erreur) => Some(erreur.classe()),
            Self::Lot(erreur) => Some(erreur.classe()),
            Self::Espace(erreur) => Some(erreur.classe()),
        }
    }

    /// 400: not what the document describes; 422: as described, and the registry objects.
    pub fn statut(&self) -> StatusCode {
        match (self, self.classe()) {
            (Self::Acces(refus), _) => refus.statut(),
            (Self::Requete(refus), _) => refus.statut(),
            (_, classe) => {
                let statut = classe.map(|classe| StatusCode::from_u16(classe.statut()));
                statut.and_then(Result::ok).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
            }
        }
    }

    fn objections(&self) -> &[Objection] {
        match self {
            Self::Demande(erreur) => erreur.objections(),
            Self::Situation(erreur) => erreur.objections(),
            Self::Contact(erreur) => erreur.objections(),
            Self::Lot(erreur) => erreur.objections(),
            Self::Acces(_) | Self::Requete(_) | Self::Recherche(_) | Self::Espace(_) => &[],
        }
    }

    /// Seconds, where waiting helps.
    fn attente(&self) -> Option<i64> {
        match self {
            Self::Acces(RefusAcces::TropDeDemandes(secondes)) => Some(*secondes),
            Self::Recherche(RechercheError::TropDeQuestions(Seconds(secondes))) => Some(*secondes),
            // so many files since yesterday: one of them is forgotten in an hour, or in a day
            Self::Lot(LotError::TropDeFichiers(_)) => Some(3_600),
            _ => (self.statut() == StatusCode::SERVICE_UNAVAILABLE).then_some(60),
        }
    }

    /// RFC 6750 §3, RFC 9470 §3.
    fn defi(&self) -> Option<HeaderValue> {
        match self {
            Self::Acces(refus) => refus.defi(),
            autre if autre.classe() == Some(Classe::Preuve) => acces::encore(autre, Some(PreuveForte::FRAICHEUR)),
            _ => None,
        }
    }
}

impl IntoResponse for RefusApi {
    fn into_response(self) -> Response {
        if self.classe() == Some(Classe::Panne) {
            tracing::error!(cause = %self, "the registry could not answer");
        }
        let cause = match &self {
            Self::Requete(RefusRequete::Illisible(cause)) => Some(cause.clone()),
            _ => None,
        };
        let probleme = Probleme::nouveau(self.statut(), self.code(), &self.phrase());
        let mut reponse = probleme.avec_objections(self.objections()).avec_cause(cause).into_response();
        let entetes = reponse.headers_mut();
        entetes.extend(self.defi().map(|defi| (header::WWW_AUTHENTICATE, defi)));
        entetes.extend(self.attente().map(|attente| (header::RETRY_AFTER, HeaderValue::from(attente))));
        reponse
    }
}

pub async fn chemin_inconnu() -> RefusApi {
    RefusRequete::CheminInconnu.into()
}

pub async fn methode_refusee() -> RefusApi {
    RefusRequete::MethodeRefusee.into()
}
