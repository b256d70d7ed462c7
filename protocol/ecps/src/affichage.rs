use ambient::Timestamp;
use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use crate::DemandeId;

/// Everything that the phone shows of one request, and nothing else: never the number, which the person carries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Affichage {
    pub demande: DemandeId,
    /// 256 random bits, base64url.
    pub defi: String,
    pub aud: String,
    /// Who asks.
    pub client: String,
    /// The place and address of who asks.
    pub lieu: String,
    /// For what, for example `Se connecter`.
    pub action: String,
    pub depuis: Timestamp,
    pub expire_le: Timestamp,
    /// From where, in words: the browser.
    pub navigateur: String,
    /// From where, in words: the network address.
    pub adresse: String,
    /// Whether this person has used that browser before.
    pub navigateur_connu: bool,
    /// The service asks by itself and no browser does (OpenID Connect CIBA): `navigateur` is empty, `adresse` is that of
    /// its server.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub service_seul: bool,
    /// Digits of the number to be typed: two, unless the service shows a longer one.
    #[serde(default = "Affichage::deux", skip_serializing_if = "Affichage::est_deux")]
    pub chiffres: u8,
    /// Where the person may work now: the approval names one of them. Empty: nothing is asked.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub lieux: Vec<LieuPropose>,
}

/// One situation of practice, in words for the screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LieuPropose {
    /// What [`crate::Approbation`] names.
    pub situation: String,
    pub titre: String,
    pub details: String,
}

impl Affichage {
    pub const CHIFFRES: u8 = 2;

    fn deux() -> u8 {
        Self::CHIFFRES
    }

    #[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
    fn est_deux(chiffres: &u8) -> bool {
        *chiffres == Self::CHIFFRES
    }

    /// The text that travels and that is hashed: JSON with the fields in their order.
    pub fn texte(&self) -> String {
        serde_json::to_string(self).unwrap_or_default()
    }
}

/// The pending request of a phone, if there is one: the text of an [`Affichage`], to be parsed for the screen and
/// hashed as it came.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Defi {
    pub affichage: Option<String>,
}

/// SHA-256 of the text that was shown, base64url: what an approval signs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Empreinte(String);

impl Empreinte {
    pub fn de(texte: &str) -> Self {
        Self(URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, texte.as_bytes())))
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }
}
