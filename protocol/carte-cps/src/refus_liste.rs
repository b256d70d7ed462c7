/// Why a revocation list, or an answer about one card, is not believed. The former one stays until its own end.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusListe {
    #[error("it cannot be read: {0}")]
    Illisible(String),
    #[error("no authority of cards signed it")]
    Signataire,
    #[error("it says that it was made later than now")]
    DuFutur,
    /// Somebody gives an old list again.
    #[error("number {recue} comes after number {connue}")]
    Ancienne { connue: String, recue: String },
    #[error("a delta of list number {0}, which is not here")]
    SansBase(String),
    /// An answer about another certificate than the one that was asked about, or with another's nonce.
    #[error("it answers another question: {0}")]
    AutreQuestion(&'static str),
    #[error("its time is over")]
    Perimee,
    /// The responder says that it cannot answer now.
    #[error("the responder does not answer: {0}")]
    SansReponse(String),
}

impl RefusListe {
    /// Stable, for the operator's page, the log and support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Illisible(_) => "revocation.illisible",
            Self::Signataire => "revocation.signataire",
            Self::DuFutur => "revocation.du-futur",
            Self::Ancienne { .. } => "revocation.ancienne",
            Self::SansBase(_) => "revocation.sans-base",
            Self::AutreQuestion(_) => "revocation.autre-question",
            Self::Perimee => "revocation.perimee",
            Self::SansReponse(_) => "revocation.sans-reponse",
        }
    }

    /// What the operator's page says.
    pub const fn phrase(&self) -> &'static str {
        match self {
            Self::Illisible(_) => "La liste reçue ne se lit pas.",
            Self::Signataire => "La liste reçue n’est signée par aucune autorité de cartes connue ici.",
            Self::DuFutur => "La liste reçue se dit faite plus tard que maintenant.",
            Self::Ancienne { .. } => "La liste reçue est plus ancienne que celle qui est déjà là.",
            Self::SansBase(_) => "La liste des changements complète une liste qui n’est pas là.",
            Self::AutreQuestion(_) => "La réponse ne parle pas de la carte demandée.",
            Self::Perimee => "Ce qui a été reçu n’est plus en vigueur.",
            Self::SansReponse(_) => "L’autorité de cartes ne répond pas.",
        }
    }

    /// What the operator can do.
    pub const fn remede(&self) -> &'static str {
        match self {
            Self::Illisible(_) => "download it by hand and look at it; tell its issuer",
            Self::Signataire => "compare the signer with the authorities of [cards]: one may have changed its key",
            Self::DuFutur => "compare the clock of this machine with that of the issuer",
            Self::Ancienne { .. } | Self::Perimee => "tell the issuer, or look for a cache that serves old lists",
            Self::SansBase(_) => "nothing: the complete list is asked for again",
            Self::AutreQuestion(_) => "tell the issuer: its responder, or somebody before it, lies",
            Self::SansReponse(_) => "look at the issuer's service and at the way to it",
        }
    }

    /// One of each, for the catalogue of errors.
    pub fn catalogue() -> [Self; 8] {
        [
            Self::Illisible(String::new()),
            Self::Signataire,
            Self::DuFutur,
            Self::Ancienne { connue: String::new(), recue: String::new() },
            Self::SansBase(String::new()),
            Self::AutreQuestion(""),
            Self::Perimee,
            Self::SansReponse(String::new()),
        ]
    }
}
