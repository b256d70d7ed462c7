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
}

impl Affichage {
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
