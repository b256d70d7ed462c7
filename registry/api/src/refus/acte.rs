//! What the registry's refusals are in HTTP.

use http::StatusCode;
use registry_core::demande::DemandeError;
use registry_core::recherche::RechercheError;
use registry_core::situation_acte::SituationError;

pub fn demande(erreur: &DemandeError) -> StatusCode {
    match erreur {
        DemandeError::Droit(_) => StatusCode::FORBIDDEN,
        DemandeError::Inconnue => StatusCode::NOT_FOUND,
        DemandeError::DejaEnCours | DemandeError::DejaTraitee => StatusCode::CONFLICT,
        DemandeError::Changee => StatusCode::PRECONDITION_FAILED,
        DemandeError::Saisie(_)
        | DemandeError::StructureFermee
        | DemandeError::AutreCandidat
        | DemandeError::CommentaireLong
        | DemandeError::Cle(_) => StatusCode::UNPROCESSABLE_ENTITY,
        DemandeError::Situation(erreur) => situation(erreur),
        DemandeError::Numero(_) | DemandeError::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub fn situation(erreur: &SituationError) -> StatusCode {
    match erreur {
        SituationError::Droit(_) | SituationError::AutreAutorite => StatusCode::FORBIDDEN,
        SituationError::PersonneInconnue | SituationError::Inconnue => StatusCode::NOT_FOUND,
        SituationError::RoleDejaTenu | SituationError::DemandeEnCours | SituationError::DejaTerminee => {
            StatusCode::CONFLICT
        }
        SituationError::Changee => StatusCode::PRECONDITION_FAILED,
        SituationError::Saisie(_)
        | SituationError::EntiteJuridique
        | SituationError::AvantLeDebut
        | SituationError::Cle(_) => StatusCode::UNPROCESSABLE_ENTITY,
        SituationError::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}

pub fn recherche(erreur: &RechercheError) -> StatusCode {
    match erreur {
        RechercheError::TropCourte | RechercheError::Numero => StatusCode::UNPROCESSABLE_ENTITY,
        RechercheError::Droit(_) => StatusCode::FORBIDDEN,
        RechercheError::Port(_) => StatusCode::SERVICE_UNAVAILABLE,
    }
}
