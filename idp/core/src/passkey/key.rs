use ambient::Timestamp;
use aws_lc_rs::digest::{SHA256, digest};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

use crate::moyen::{Authentication, MoyenKind};

ambient::typed_id! {
    /// The SHA-256 of the credential's own identifier (1,023 bytes at most), base64url: 43 characters, fit for an address.
    pub struct PasskeyId;
}

impl PasskeyId {
    pub fn of_credential(id: &[u8]) -> Self {
        Self::from(URL_SAFE_NO_PAD.encode(digest(&SHA256, id)))
    }
}

/// One passkey of one person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Passkey {
    pub id: PasskeyId,
    pub personne: IdentifiantNational,
    /// As its holder calls it.
    pub name: PasskeyName,
    /// A listed model, for which its maker vouched when it was added.
    pub attested: bool,
    /// The device may copy it to the person's other devices (backup eligibility).
    pub synchronised: bool,
    /// The public key and what the library keeps beside it: JSON of [`super::Ceremonies`], no secret.
    pub credential: String,
    /// The signature counter last seen; 0 for devices that have none.
    pub counter: u32,
    /// The proof on whose word it was added.
    pub given_by: MoyenKind,
    pub added_at: Timestamp,
    pub expires_at: Timestamp,
    pub used_at: Option<Timestamp>,
    pub removed_at: Option<Timestamp>,
}

impl Passkey {
    pub const fn kind(&self) -> MoyenKind {
        if self.attested { MoyenKind::PasskeyAttestee } else { MoyenKind::Passkey }
    }

    /// What a not-before stamp of this means names ([`Authentication::moyen`]).
    pub fn moyen(&self) -> String {
        Self::moyen_of(&self.id)
    }

    pub fn moyen_of(id: &PasskeyId) -> String {
        format!("passkey:{id}")
    }

    pub fn proves_at(&self, at: Timestamp) -> Authentication {
        Authentication { personne: self.personne.clone(), kind: self.kind(), moyen: self.moyen(), at, plafond: None }
    }
}

/// 1 to 60 characters on one line, in their direction.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PasskeyName(String);

impl PasskeyName {
    const LONGEST: usize = 60;

    /// `None`: nothing that can be read, or too long.
    pub fn typed(text: &str) -> Option<Self> {
        let kept = crate::ecps::lisible(text, Self::LONGEST + 1).trim().to_owned();
        (!kept.is_empty() && kept.chars().count() <= Self::LONGEST).then_some(Self(kept))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_one_readable_line() {
        assert_eq!(PasskeyName::typed("  Clé\u{202e} bleue\n ").unwrap().as_str(), "Clé bleue");
        assert!(PasskeyName::typed(" \n\u{200b}").is_none());
        assert!(PasskeyName::typed(&"x".repeat(60)).is_some() && PasskeyName::typed(&"x".repeat(61)).is_none());
    }
}
