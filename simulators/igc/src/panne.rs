use serde::{Deserialize, Serialize};

/// What goes wrong with a service of the authority, on demand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Panne {
    /// Answers, three seconds later.
    Tardive,
    /// Gives what was right a day ago.
    Perimee,
    /// Signed by a key that is not the authority's, under its name.
    AutreSignataire,
    /// Names, or speaks of, another certificate than it should.
    AutreSerie,
    /// Says that every certificate is good.
    Indulgente,
    /// Does not answer.
    Muette,
}

impl Panne {
    pub const ALL: [Self; 6] =
        [Self::Tardive, Self::Perimee, Self::AutreSignataire, Self::AutreSerie, Self::Indulgente, Self::Muette];
}

/// Which service fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Guichet {
    /// Complete lists.
    Crl,
    /// What changed since.
    Delta,
    /// Answers about one certificate.
    Ocsp,
}
