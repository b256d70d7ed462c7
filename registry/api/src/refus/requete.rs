use http::StatusCode;

/// Why a request is not one that the document describes.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusRequete {
    #[error("no idempotency key came")]
    CleAbsente,
    #[error("the idempotency key is not one string of 16 to 64 visible characters")]
    CleMalFormee,
    #[error("no If-Match came")]
    VersionAbsente,
    #[error("If-Match is not one version in quotes")]
    VersionMalFormee,
    #[error("the body is not announced as JSON")]
    PasDuJson,
    #[error("the body is announced neither as CSV nor as XLSX")]
    PasUnTableur,
    #[error("the body is longer than allowed")]
    TropLong,
    /// Where it stopped being readable, never what was read.
    #[error("the body is not what the document says: {0}")]
    Illisible(String),
    #[error("the query is not what the document says")]
    QuestionIllisible,
    #[error("no such path")]
    CheminInconnu,
    #[error("no such method on this path")]
    MethodeRefusee,
}

impl RefusRequete {
    pub const fn code(&self) -> &'static str {
        match self {
            Self::CleAbsente => "cle_idempotence_absente",
            Self::CleMalFormee => "cle_idempotence_mal_formee",
            Self::VersionAbsente => "version_absente",
            Self::VersionMalFormee => "version_mal_formee",
            Self::PasDuJson => "contenu_pas_json",
            Self::PasUnTableur => "contenu_pas_tableur",
            Self::TropLong => "contenu_trop_long",
            Self::Illisible(_) => "contenu_illisible",
            Self::QuestionIllisible => "question_illisible",
            Self::CheminInconnu => "chemin_api_inconnu",
            Self::MethodeRefusee => "methode_refusee",
        }
    }

    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::CleAbsente => {
                "Cet acte demande une clé. Envoyez l'en-tête Idempotency-Key avec une valeur nouvelle, par exemple un UUID."
            }
            Self::CleMalFormee => {
                "Cette clé d'idempotence ne se lit pas. Envoyez une seule fois de 16 à 64 caractères visibles, sans espace ni guillemet."
            }
            Self::VersionAbsente => {
                "Ce changement demande la version que vous avez lue. Envoyez son ETag dans l'en-tête If-Match."
            }
            Self::VersionMalFormee => {
                "Cette version ne se lit pas. Envoyez un seul ETag, avec ses guillemets, tel que la lecture l'a donné."
            }
            Self::PasDuJson => "Le contenu n'est pas annoncé comme du JSON. Envoyez Content-Type: application/json.",
            Self::PasUnTableur => {
                "Le contenu n'est annoncé ni comme un CSV ni comme un classeur XLSX. Envoyez le fichier seul, avec Content-Type: text/csv ou celui d'un XLSX."
            }
            Self::TropLong => "Le contenu dépasse 64 Kio. Envoyez une seule personne à la fois.",
            Self::Illisible(_) => {
                "Le contenu n'a pas la forme attendue. Comparez-le avec la description de l'API, /api/v1/openapi.json."
            }
            Self::QuestionIllisible => {
                "Les paramètres de l'adresse n'ont pas la forme attendue. Comparez-les avec la description de l'API, /api/v1/openapi.json."
            }
            Self::CheminInconnu => {
                "Ce chemin n'existe pas dans cette API. Comparez-le avec sa description, /api/v1/openapi.json."
            }
            Self::MethodeRefusee => {
                "Cette méthode n'existe pas sur ce chemin. L'en-tête Allow de cette réponse donne celles qui existent."
            }
        }
    }

    pub const fn statut(&self) -> StatusCode {
        match self {
            Self::CleAbsente
            | Self::CleMalFormee
            | Self::VersionMalFormee
            | Self::Illisible(_)
            | Self::QuestionIllisible => StatusCode::BAD_REQUEST,
            Self::VersionAbsente => StatusCode::PRECONDITION_REQUIRED,
            Self::PasDuJson | Self::PasUnTableur => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::TropLong => StatusCode::PAYLOAD_TOO_LARGE,
            Self::CheminInconnu => StatusCode::NOT_FOUND,
            Self::MethodeRefusee => StatusCode::METHOD_NOT_ALLOWED,
        }
    }

    /// One of each, for docs/errors.md.
    pub fn catalogue() -> Vec<Self> {
        vec![
            Self::CleAbsente,
            Self::CleMalFormee,
            Self::VersionAbsente,
            Self::VersionMalFormee,
            Self::PasDuJson,
            Self::PasUnTableur,
            Self::TropLong,
            Self::Illisible(String::new()),
            Self::QuestionIllisible,
            Self::CheminInconnu,
            Self::MethodeRefusee,
        ]
    }
}
