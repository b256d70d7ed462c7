//! Why nobody is signed in, told to the person and, apart, to the technical team.

use axum::response::{IntoResponse as _, Response};
use http::StatusCode;
use openidconnect::{ErrorResponse, RequestTokenError, StandardErrorResponse};
use pages::erreur::{Action, Technique, Ton};
use pages::{Cadre, Icone, Page, PageErreur};
use registry_core::port::PortError;

#[derive(Debug, thiserror::Error)]
pub enum Refus {
    #[error("this browser began no login at this door, or more than 15 minutes ago")]
    SansDepart,
    #[error("the answer's state is another one")]
    Etat,
    #[error("the answer's iss is another issuer")]
    Emetteur,
    #[error("the person did not show their factors again, as was asked")]
    PasRefaite,
    /// `error` and `error_description` as the provider sent them.
    #[error("{0}: {1}")]
    Fournisseur(String, String),
    #[error("{0}")]
    Jeton(String),
    #[error("{0}")]
    Injoignable(String),
    #[error("the provider said that this session is over before it began here")]
    Terminee,
    /// Nobody can tell who visits: sessions are in the registry's database.
    #[error("{0}")]
    Registre(String),
}

impl From<PortError> for Refus {
    fn from(cause: PortError) -> Self {
        Self::Registre(cause.to_string())
    }
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
            RequestTokenError::ServerResponse(reponse) => {
                let description = reponse.error_description().cloned().unwrap_or_default();
                Self::Fournisseur(reponse.error().to_string(), description)
            }
            autre => Self::injoignable(autre),
        }
    }

    pub const fn code(&self) -> &'static str {
        match self {
            Self::SansDepart => "portail.sans_depart",
            Self::Etat => "portail.state",
            Self::Emetteur => "portail.iss",
            Self::PasRefaite => "portail.preuve",
            Self::Fournisseur(..) => "portail.fournisseur",
            Self::Jeton(_) => "portail.id_token",
            Self::Injoignable(_) => "portail.injoignable",
            Self::Terminee => "portail.terminee",
            Self::Registre(_) => "portail.registre",
        }
    }

    /// One of each.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::SansDepart,
            Self::Etat,
            Self::Emetteur,
            Self::PasRefaite,
            Self::Fournisseur("invalid_client".to_owned(), String::new()),
            Self::Jeton(String::new()),
            Self::Injoignable(String::new()),
            Self::Terminee,
            Self::Registre(String::new()),
        ]
    }

    /// What the team that runs the portal does about it.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::SansDepart | Self::Etat | Self::PasRefaite | Self::Terminee => "nothing: the person acts",
            Self::Emetteur => "compare the issuer of the configuration with the one that answered, in the log",
            Self::Fournisseur(..) => {
                "the log has the provider's words: compare client_id, secret and return address with its registration"
            }
            Self::Jeton(_) => {
                "the log has the rule that does not hold: compare clocks, client_id and the provider's keys"
            }
            Self::Injoignable(_) => "reach the provider from the portal's machine, and see who signed its certificate",
            Self::Registre(_) => "the log has the cause: the database of the registry does not answer this node",
        }
    }

    /// Which sentences tell it: keys `refus-…-titre`, `-phrase`, `-suite`.
    pub fn mots(&self) -> &'static str {
        match self {
            Self::SansDepart => "depart",
            Self::Etat | Self::Emetteur | Self::Jeton(_) => "reponse",
            Self::Injoignable(_) => "injoignable",
            Self::PasRefaite => "preuve",
            Self::Terminee => "terminee",
            Self::Registre(_) => "registre",
            Self::Fournisseur(error, _) if error == "access_denied" => "abandon",
            Self::Fournisseur(error, _) if error == "temporarily_unavailable" || error == "server_error" => {
                "injoignable"
            }
            Self::Fournisseur(..) => "reglage",
        }
    }

    const fn statut(&self) -> StatusCode {
        match self {
            Self::Injoignable(_) => StatusCode::BAD_GATEWAY,
            Self::Registre(_) => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_REQUEST,
        }
    }

    pub fn page(&self, cadre: Cadre) -> PageErreur {
        let mots = self.mots();
        let dire = |fin: &str| cadre.t(format!("refus-{mots}-{fin}"));
        let actions = vec![Action { libelle: cadre.t("refus-accueil"), href: "/".to_owned() }];
        PageErreur {
            icone: Icone::Alert,
            ton: Ton::Attente,
            titre: dire("titre"),
            phrase: dire("phrase"),
            rien_perdu: Some(cadre.t("refus-rien-perdu")),
            suite: vec![dire("suite")],
            actions,
            code: self.code().to_owned(),
            reference: self.code().to_owned(),
            heure: String::new(),
            technique: Some(Technique {
                regle: "OpenID Connect Core 1.0, 3.1.2.7, 3.1.3.7".to_owned(),
                cause: dire("phrase"),
                remede: dire("suite"),
                journal: Some(self.to_string()),
                ..Technique::default()
            }),
            cadre,
        }
    }

    pub fn repondre(&self, cadre: Cadre) -> Response {
        tracing::warn!(error.code = self.code(), cause = %self, "login refused");
        Page::new(self.statut(), self.page(cadre)).into_response()
    }
}
