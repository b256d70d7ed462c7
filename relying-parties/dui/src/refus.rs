//! Why nobody was signed in, told to the person and, apart, to the technical team.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use openidconnect::{ErrorResponse, RequestTokenError, StandardErrorResponse};

use crate::pages::{self, PageRefus};

#[derive(Debug, thiserror::Error)]
pub enum Refus {
    #[error("ce navigateur n’a commencé aucune connexion, ou il y a plus de 15 minutes")]
    SansDemande,
    #[error("le paramètre state de la réponse est un autre")]
    Etat,
    #[error("le paramètre iss de la réponse est un autre émetteur")]
    Emetteur,
    /// `error` and `error_description` as the provider sent them.
    #[error("{0}: {1}")]
    Fournisseur(String, String),
    #[error("{0}")]
    Jeton(String),
    #[error("{0}")]
    Injoignable(String),
    #[error("la session est finie chez le fournisseur d’identité")]
    Fin,
    #[error("le jeton du formulaire n’est pas celui de cette session")]
    Formulaire,
    #[error("personne n’a ce numéro de chambre")]
    Inconnu,
    #[error("le rôle actif n’ouvre pas cette partie du dossier")]
    Ferme,
}

impl Refus {
    pub fn injoignable(error: impl std::error::Error) -> Self {
        let mut causes = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            causes = format!("{causes}: {cause}");
            source = cause.source();
        }
        Self::Injoignable(causes)
    }

    pub fn echange<RE, T>(error: RequestTokenError<RE, StandardErrorResponse<T>>) -> Self
    where
        RE: std::error::Error + 'static,
        T: openidconnect::ErrorResponseType + std::fmt::Display + 'static,
        StandardErrorResponse<T>: ErrorResponse,
    {
        match error {
            RequestTokenError::ServerResponse(answer) => {
                let description = answer.error_description().cloned().unwrap_or_default();
                Self::Fournisseur(answer.error().to_string(), description)
            }
            autre => Self::injoignable(autre),
        }
    }

    /// The title, what happened, what to do.
    fn mots(&self) -> [&'static str; 3] {
        let encore = "Cliquez sur « Se connecter » pour recommencer.";
        match self {
            Self::SansDemande => [
                "Cette connexion n’a pas commencé ici",
                "Ce navigateur n’a pas de connexion en cours, ou elle a plus de 15 minutes.",
                encore,
            ],
            Self::Etat | Self::Emetteur | Self::Jeton(_) => [
                "Nous n’avons pas reconnu cette réponse",
                "La réponse reçue n’est pas celle que ce service attendait. Par prudence, personne n’a été connecté.",
                encore,
            ],
            Self::Fin => [
                "Votre session s’est fermée",
                "Votre session de connexion est terminée. Rien de ce que vous avez noté n’est perdu.",
                encore,
            ],
            Self::Formulaire => [
                "Cette page a vieilli",
                "Elle a été ouverte avant votre dernière connexion. Rien n’a été changé.",
                "Revenez en arrière, rechargez la page, puis recommencez.",
            ],
            Self::Inconnu => [
                "Ce résident n’est pas dans cette aile",
                "Aucun dossier ne porte ce numéro de chambre.",
                "Revenez à la liste des résidents.",
            ],
            Self::Ferme => [
                "Cette partie est fermée pour votre rôle",
                "Rien n’a été noté.",
                "Demandez à un collègue dont le rôle l’ouvre. La page « Qui peut quoi » dit lesquels.",
            ],
            Self::Injoignable(_) => [
                "La connexion ne répond pas",
                "Ce service n’arrive pas à joindre Caducée. Votre code et votre téléphone n’ont aucun problème.",
                "Attendez deux minutes, puis réessayez. C’est urgent ? Suivez la procédure de secours de votre établissement.",
            ],
            Self::Fournisseur(error, _) => mots_du_fournisseur(error),
        }
    }

    fn status(&self) -> StatusCode {
        match self {
            Self::Injoignable(_) => StatusCode::BAD_GATEWAY,
            Self::Fin => StatusCode::UNAUTHORIZED,
            Self::Formulaire | Self::Ferme => StatusCode::FORBIDDEN,
            Self::Inconnu => StatusCode::NOT_FOUND,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    fn code(&self) -> &str {
        match self {
            Self::SansDemande => "dui.sans_demande",
            Self::Etat => "dui.state",
            Self::Emetteur => "dui.iss",
            Self::Fournisseur(error, _) => error,
            Self::Jeton(_) => "dui.id_token",
            Self::Injoignable(_) => "dui.injoignable",
            Self::Fin => "dui.fin_de_session",
            Self::Formulaire => "dui.formulaire",
            Self::Inconnu => "dui.resident_inconnu",
            Self::Ferme => "dui.role_ferme",
        }
    }
}

/// The words of OAuth 2.0 (RFC 6749, 4.1.2.1) and OpenID Connect Core 3.1.2.6.
fn mots_du_fournisseur(error: &str) -> [&'static str; 3] {
    match error {
        "access_denied" => [
            "Vous n’êtes pas connecté",
            "La connexion a été annulée ou refusée. Rien n’a été envoyé à ce service.",
            "Recommencez quand vous voulez. Vous n’aviez rien demandé ? Refusez, et prévenez votre encadrant.",
        ],
        "login_required" | "interaction_required" | "account_selection_required" => [
            "Il faut vous connecter",
            "Caducée a besoin de vous poser une question avant de répondre à ce service.",
            "Cliquez sur « Se connecter ».",
        ],
        "temporarily_unavailable" | "server_error" => [
            "La connexion ne marche pas pour l’instant",
            "Caducée n’a pas pu terminer. Votre code et votre téléphone n’ont aucun problème.",
            "Attendez deux minutes, puis réessayez. C’est urgent ? Suivez la procédure de secours de votre établissement.",
        ],
        _ => [
            "Ce service doit corriger un réglage",
            "Caducée n’a pas accepté la demande de ce service. Vous n’y êtes pour rien, et réessayer n’y changera rien.",
            "Donnez le code ci-dessous à l’équipe technique de votre établissement.",
        ],
    }
}

impl IntoResponse for Refus {
    fn into_response(self) -> Response {
        tracing::warn!(error.code = self.code(), "login refused");
        let [titre, phrase, suite] = self.mots();
        let dedans = matches!(self, Self::Formulaire | Self::Inconnu | Self::Ferme);
        let page = PageRefus { titre, phrase, suite, dedans, code: self.code(), detail: self.to_string() };
        (self.status(), pages::html(&page)).into_response()
    }
}
