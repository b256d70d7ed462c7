use std::collections::BTreeMap;

use ambient::Timestamp;
use async_trait::async_trait;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::port::PortError;

/// Who vouches for a civil status (IDN-05), by the codes of JDV_J111. The registry gives the first four; nobody here speaks
/// with INSEE, which would turn a request into one of the others, and an extraction says nothing of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Certification {
    #[serde(rename = "FC")]
    FranceConnect,
    #[serde(rename = "FCP")]
    FranceConnectPlus,
    /// Two of the support decided on a document of identity.
    #[serde(rename = "AC")]
    Forcee,
    /// Somebody saw a document of identity, and nobody certified it yet.
    #[serde(rename = "DI")]
    Demandee,
    #[serde(rename = "C")]
    Insee,
    #[serde(rename = "NCI")]
    EnImmatriculation,
    #[serde(rename = "NC")]
    NonCertifiable,
    #[serde(rename = "AN")]
    Annulee,
}

/// Since when; `None` for those who were there before the state was kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Certifie {
    pub etat: Certification,
    pub depuis: Option<Timestamp>,
}

#[async_trait]
pub trait Certifications: Send + Sync {
    /// Of those of `personnes` whose civil status the registry took itself.
    async fn certifications(
        &self,
        personnes: &[IdentifiantNational],
    ) -> Result<BTreeMap<IdentifiantNational, Certifie>, PortError>;
}

impl Certification {
    pub const ALL: [Self; 8] = [
        Self::FranceConnect,
        Self::FranceConnectPlus,
        Self::Forcee,
        Self::Demandee,
        Self::Insee,
        Self::EnImmatriculation,
        Self::NonCertifiable,
        Self::Annulee,
    ];

    /// JDV_J111.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::FranceConnect => "FC",
            Self::FranceConnectPlus => "FCP",
            Self::Forcee => "AC",
            Self::Demandee => "DI",
            Self::Insee => "C",
            Self::EnImmatriculation => "NCI",
            Self::NonCertifiable => "NC",
            Self::Annulee => "AN",
        }
    }

    pub fn lue(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|etat| etat.as_str() == code)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::nomenclature::{Liste, Referentiel};

    // requirement: IDN-05
    #[test]
    fn the_states_are_those_of_the_list() {
        let referentiel = Referentiel::embarque();
        let mut codes: Vec<_> = referentiel.liste(Liste::Certification).iter().map(|terme| &*terme.code).collect();
        let mut connus = Certification::ALL.map(Certification::as_str).to_vec();
        codes.sort_unstable();
        connus.sort_unstable();
        assert_eq!(codes, connus);
        for etat in Certification::ALL {
            assert_eq!(Certification::lue(etat.as_str()), Some(etat));
            assert_eq!(serde_json::to_value(etat).unwrap(), etat.as_str());
        }
    }
}
