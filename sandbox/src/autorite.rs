//! The two doors of the card authority that no real one has, from a terminal: opposing a card, and failing on demand.

use serde_json::{Value, json};

use crate::cartes::Carte;
use crate::ports::{Ports, plain_origin};

#[derive(Debug, thiserror::Error)]
pub enum AutoriteError {
    #[error("the card authority does not answer on its port: {0}. Start the sandbox first: caducee")]
    Muette(#[from] reqwest::Error),
    #[error("the outbound client: {0}")]
    Client(#[from] idp_outbound::ClientError),
    #[error("the card authority refuses: {0}")]
    Refus(String),
}

/// Opposes a card: by its name in the sandbox (`medecin`), its number, or the serial number of one of its certificates.
pub async fn opposer(ports: Ports, cartes: &[Carte], nom: &str) -> Result<String, AutoriteError> {
    let carte = cartes.iter().find(|carte| carte.qui == nom).map_or(nom, |carte| carte.serie.as_str());
    let told = dire(ports, "oppositions", &json!({ "carte": carte })).await?;
    Ok(format!("{told}\n"))
}

/// `guichet`: crl, delta or ocsp. No `panne`: it works again.
pub async fn panne(ports: Ports, guichet: &str, panne: Option<&str>) -> Result<String, AutoriteError> {
    dire(ports, "pannes", &json!({ "guichet": guichet, "panne": panne })).await
}

async fn dire(ports: Ports, porte: &str, corps: &Value) -> Result<String, AutoriteError> {
    let mut adresse = plain_origin(ports.igc());
    adresse.set_path(porte);
    let answer = idp_outbound::client(None)?.post(adresse).json(corps).send().await?;
    let good = answer.status().is_success();
    let text = answer.text().await?;
    if good { Ok(text) } else { Err(AutoriteError::Refus(text)) }
}
