use crate::Conseil;

/// Why a card does not open a session. The text of an error is the private cause, for the log and the audit; a page shows
/// the sentence of its [`code`](Self::code) and of its [`conseil`](Self::conseil).
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusCarte {
    #[error("no certificate was shown")]
    AucuneCarte,
    #[error("the certificate cannot be read: {0}")]
    Illisible(String),
    /// Includes self-signed certificates, chains that break and chains of authorities that issue no cards.
    #[error("no path to an authority of cards: {0}")]
    EmetteurInconnu(String),
    #[error("the certificate has expired")]
    Expiree,
    #[error("the certificate is not valid yet")]
    PasEncoreValable,
    #[error("the certificate is on its authority's revocation list")]
    Revoquee,
    /// Most often the signature certificate of the same card.
    #[error("not an authentication certificate: {0}")]
    MauvaisUsage(&'static str),
    #[error("issued under a policy that is not accepted")]
    PolitiqueInconnue,
    /// A certificate in a file where a card is required.
    #[error("a software certificate, not a card (usage octet {0:#04x})")]
    PasUneCarte(u8),
    #[error("weak: {0}")]
    CleFaible(String),
    #[error("no usable revocation list: {0}")]
    CrlAbsente(String),
    #[error("the revocation list is out of date")]
    CrlPerimee,
    #[error("a test card in front of a real service")]
    CarteDeTest,
    #[error("a real card in front of a test service")]
    CarteDeProduction,
    #[error("no identity can be read: {0}")]
    IdentiteIllisible(&'static str),
    #[error("a service card, which names a service and no person")]
    CarteDeService,
    #[error("the kind of card does not go with the type of its identifier")]
    FamilleIncoherente,
}

impl RefusCarte {
    /// Stable, for the page, the log and support.
    pub const fn code(&self) -> &'static str {
        match self {
            Self::AucuneCarte => "CARTE_ABSENTE",
            Self::Illisible(_) => "CARTE_ILLISIBLE",
            Self::EmetteurInconnu(_) => "CARTE_EMETTEUR_INCONNU",
            Self::Expiree => "CARTE_EXPIREE",
            Self::PasEncoreValable => "CARTE_PAS_ENCORE_VALABLE",
            Self::Revoquee => "CARTE_REVOQUEE",
            Self::MauvaisUsage(_) => "CARTE_MAUVAIS_CERTIFICAT",
            Self::PolitiqueInconnue => "CARTE_POLITIQUE_INCONNUE",
            Self::PasUneCarte(_) => "CARTE_LOGICIELLE",
            Self::CleFaible(_) => "CARTE_CLE_FAIBLE",
            Self::CrlAbsente(_) => "CARTE_CRL_ABSENTE",
            Self::CrlPerimee => "CARTE_CRL_PERIMEE",
            Self::CarteDeTest => "CARTE_DE_TEST",
            Self::CarteDeProduction => "CARTE_DE_PRODUCTION",
            Self::IdentiteIllisible(_) => "CARTE_IDENTITE_ILLISIBLE",
            Self::CarteDeService => "CARTE_DE_SERVICE",
            Self::FamilleIncoherente => "CARTE_FAMILLE_INCOHERENTE",
        }
    }

    pub const fn conseil(&self) -> Conseil {
        match self {
            Self::AucuneCarte => Conseil::InsererLaCarte,
            Self::EmetteurInconnu(_) | Self::MauvaisUsage(_) | Self::PasUneCarte(_) => Conseil::ChoisirLeBonCertificat,
            Self::Expiree | Self::Revoquee | Self::CleFaible(_) => Conseil::RenouvelerLaCarte,
            Self::CrlAbsente(_) | Self::CrlPerimee => Conseil::Reessayer,
            Self::CarteDeTest | Self::CarteDeProduction | Self::CarteDeService => Conseil::ChangerDeCarte,
            Self::Illisible(_)
            | Self::PasEncoreValable
            | Self::PolitiqueInconnue
            | Self::IdentiteIllisible(_)
            | Self::FamilleIncoherente => Conseil::AppelerLeSupport,
        }
    }
}
