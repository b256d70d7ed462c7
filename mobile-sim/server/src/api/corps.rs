use ambient::{ExposeSecret as _, SecretString};
use ecps::LieuPropose;
use serde::{Deserialize, Serialize, Serializer};

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NouveauTelephone {
    pub nom: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Activation {
    /// `8` and the eleven digits of the RPPS.
    pub identifiant: String,
    /// What the phone carries already is removed first.
    #[serde(default)]
    pub de_nouveau: bool,
}

/// The codes that were received, and the PIN: from the finger to the simulated phone, which is this service.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolement {
    pub code_sms: String,
    pub code_courriel: String,
    #[serde(serialize_with = "exposer")]
    pub pin: SecretString,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Approbation {
    pub nombre: String,
    #[serde(serialize_with = "exposer")]
    pub pin: SecretString,
    /// Where the person works, where the request asks: the situation, or the words of the screen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lieu: Option<String>,
}

/// What is waiting on the phone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Attente {
    pub service: String,
    pub lieu: String,
    pub action: String,
    /// No browser: the service asks by itself.
    pub service_seul: bool,
    /// What may be named in [`Approbation::lieu`]; empty: nothing is asked.
    pub lieux: Vec<LieuPropose>,
}

/// What was answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Repondue {
    pub service: String,
    pub lieu: String,
    pub action: String,
}

/// Why the phone did not do it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Probleme {
    pub code: String,
    pub phrase: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub essais_restants: Option<u32>,
}

/// A PIN leaves for the phone that it is typed on, and for nobody else.
fn exposer<S: Serializer>(pin: &SecretString, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(pin.expose_secret())
}
