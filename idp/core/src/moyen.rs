//! The means of identification.

use ambient::Timestamp;
use oidc::Acr;
use sante::IdentifiantNational;
use serde::{Deserialize, Serialize};

/// How somebody proved who they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MoyenKind {
    Carte,
    Ecps,
    /// A key of WebAuthn that may live in a device or in an account that copies it between devices: nobody vouches for it.
    Passkey,
    /// One of a model that the operator lists, for which its maker vouches: the key does not leave the device.
    PasskeyAttestee,
}

impl MoyenKind {
    /// In the order in which a page offers them.
    pub const ALL: [Self; 4] = [Self::Carte, Self::Ecps, Self::Passkey, Self::PasskeyAttestee];

    /// The claim `authMode` (facts/psc.md §1.4).
    pub const fn auth_mode(self) -> &'static str {
        match self {
            Self::Carte => "CARD",
            Self::Ecps => "MOBILE",
            Self::Passkey | Self::PasskeyAttestee => "WEBAUTHN",
        }
    }

    /// What the journal calls it: a word each.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PasskeyAttestee => "WEBAUTHN_ATTESTED",
            other => other.auth_mode(),
        }
    }

    /// The claim `amr`: words of RFC 8176 §2, and `phr` for what a false page can get nothing from, which that list has no
    /// word for (OpenID Connect EAP ACR Values 1.0 §2). What is not vouched for is not said: whether the phone or an
    /// unlisted passkey keeps its key in hardware is `pop`, never `hwk`.
    pub const fn amr(self) -> &'static [&'static str] {
        match self {
            Self::Carte => &["sc", "pin", "mfa", Self::PHISHING_RESISTANT],
            Self::Ecps => &["pop", "pin", "mfa"],
            Self::Passkey => &["pop", "user", "mfa", Self::PHISHING_RESISTANT],
            Self::PasskeyAttestee => &["hwk", "user", "mfa", Self::PHISHING_RESISTANT],
        }
    }

    /// The word of `amr` for a proof that is bound to our host: the card's handshake, a passkey's origin.
    pub const PHISHING_RESISTANT: &str = "phr";

    pub const fn is_passkey(self) -> bool {
        matches!(self, Self::Passkey | Self::PasskeyAttestee)
    }
}

/// One proven authentication: who, by which means, when.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Authentication {
    pub personne: IdentifiantNational,
    pub kind: MoyenKind,
    /// The device of the e-CPS, `issuer key id:serial` of the card or the name of the passkey: what a not-before stamp of
    /// this means names.
    pub moyen: String,
    pub at: Timestamp,
    /// What it is worth at most: of a card whose revocation data were too old (docs/decisions/0024).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub plafond: Option<Acr>,
}

impl Authentication {
    /// Not of a card whose revocation data were too old: what another means may be given on.
    pub const fn is_whole(&self) -> bool {
        self.plafond.is_none()
    }

    /// A level of the table, under the ceiling of this proof.
    pub fn at_most(&self, level: Acr) -> Acr {
        self.plafond.map_or(level, |most| level.min(most))
    }
}
