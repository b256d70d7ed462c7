//! People of editors: they have no RPPS number, and are known by an address that they read.

use ambient::{Resting, Timestamp};
use async_trait::async_trait;
use idp_core::passkey::{Added, PasskeyId, Used};
use idp_core::port::PortError;
use serde::{Deserialize, Serialize};

ambient::typed_id! {
    pub struct CompteId;
}

/// An address as it is compared: small letters, one `@`.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Courriel(String);

impl Courriel {
    const LONGEST: usize = 254;

    /// `None`: not an address that a mail can be sent to. RFC 5321 §4.5.3.1; quoted local parts are nobody's here.
    pub fn lu(text: &str) -> Option<Self> {
        let text = text.trim().to_lowercase();
        let (local, domain) = text.split_once('@')?;
        let signs = |part: &str| {
            part.bytes().all(|byte| byte.is_ascii_alphanumeric() || b".-_+'".contains(&byte)) && !part.contains("..")
        };
        let edges = |part: &str| !part.starts_with(['.', '-']) && !part.ends_with(['.', '-']);
        let holds = (1..=64).contains(&local.len())
            && domain.contains('.')
            && signs(local)
            && signs(domain)
            && edges(domain)
            && !domain.contains(['+', '\'', '_'])
            && text.len() <= Self::LONGEST;
        holds.then_some(Self(text))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compte {
    pub id: CompteId,
    pub courriel: Courriel,
    pub cree_le: Timestamp,
    /// When the operator last gave it back to its owner.
    pub rendu_le: Option<Timestamp>,
}

impl Compte {
    /// Whether a session that began then is over, because the account was given back since.
    pub fn rendu_depuis(&self, began: Timestamp) -> bool {
        self.rendu_le.is_some_and(|rendu| began <= rendu)
    }
}

#[async_trait]
pub trait Comptes: Send + Sync {
    /// The account of this address: the one that is there, or this one, in one statement.
    async fn ouvrir(&self, compte: &Compte) -> Result<Compte, PortError>;
    async fn compte(&self, id: &CompteId) -> Result<Option<Compte>, PortError>;
    /// Gives it back to its owner: notes the instant, ends its passkeys and the links that wait, all at once. `None`: unknown.
    async fn rendre(&self, courriel: &Courriel, at: Timestamp) -> Result<Option<Compte>, PortError>;
}

/// A link that was sent by mail, as it rests.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lien {
    pub resting: Resting,
    pub courriel: Courriel,
    pub expire_le: Timestamp,
}

#[async_trait]
pub trait Liens: Send + Sync {
    async fn garder(&self, lien: &Lien) -> Result<(), PortError>;
    /// Whose it is, while it can be spent.
    async fn regarder(&self, lien: &Resting, now: Timestamp) -> Result<Option<Courriel>, PortError>;
    /// Spends it, in one statement. `None`: unknown, over, or spent before.
    async fn depenser(&self, lien: &Resting, now: Timestamp) -> Result<Option<Courriel>, PortError>;
}

/// A passkey of an account (WebAuthn Level 3).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CleAcces {
    pub id: PasskeyId,
    pub compte: CompteId,
    pub nom: String,
    /// JSON of [`idp_core::passkey::Ceremonies`], no secret.
    pub credential: String,
    pub counter: u32,
    pub ajoutee_le: Timestamp,
    pub vue_le: Option<Timestamp>,
}

#[async_trait]
pub trait ClesAcces: Send + Sync {
    /// Adds it unless the account has `most` already, or somebody has that one.
    async fn ajouter(&self, cle: &CleAcces, most: u32) -> Result<Added, PortError>;
    async fn cle(&self, id: &PasskeyId) -> Result<Option<CleAcces>, PortError>;
    /// The oldest first.
    async fn de_compte(&self, compte: &CompteId) -> Result<Vec<CleAcces>, PortError>;
    /// In one statement. `false`: removed meanwhile, or the counter did not grow (both 0: a device that does not count).
    async fn utilisee(&self, id: &PasskeyId, used: &Used, at: Timestamp) -> Result<bool, PortError>;
    /// `false`: not a key of this account.
    async fn retirer(&self, compte: &CompteId, id: &PasskeyId) -> Result<bool, PortError>;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_in_small_letters_or_not_at_all() {
        assert_eq!(Courriel::lu(" Noe@Editeur.Example ").unwrap().as_str(), "noe@editeur.example");
        for none in [
            "",
            "noe",
            "noe@",
            "@editeur.example",
            "noe@editeur",
            "noe@editeur.example\r\nBcc: x@y.example",
            "a b@editeur.example",
            "noe@-editeur.example",
            "noe@@editeur.example",
            "noe@editeur.example, x@y.example",
        ] {
            assert_eq!(Courriel::lu(none), None, "{none:?}");
        }
    }
}
