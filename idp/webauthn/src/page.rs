//! Where an answer was made: WebAuthn Level 3 §7.1 steps 9 to 11, §7.2 steps 13 to 15.

use idp_core::passkey::CeremonyError;
use serde::Deserialize;
use url::Url;

/// The page that asks, as browsers write its origin.
pub struct Page(String);

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct ClientData {
    origin: String,
    #[serde(default)]
    cross_origin: bool,
    top_origin: Option<String>,
}

impl Page {
    pub fn at(origin: &Url) -> Self {
        Self(origin.origin().ascii_serialization())
    }

    /// The library compares origins as addresses, of which many spellings are the same; a browser has one. It lets frames in
    /// other pages pass: ours may stand in none.
    pub fn made(&self, client_data: &[u8]) -> Result<(), CeremonyError> {
        let said: ClientData =
            serde_json::from_slice(client_data).map_err(|error| CeremonyError::Unreadable(error.to_string()))?;
        if said.origin != self.0 {
            return Err(CeremonyError::Refused(format!("answered from {:?}", said.origin)));
        }
        match said.cross_origin || said.top_origin.is_some() {
            true => Err(CeremonyError::Refused("answered from a frame in a page of another origin".to_owned())),
            false => Ok(()),
        }
    }
}
