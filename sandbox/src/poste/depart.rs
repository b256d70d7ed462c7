//! What takes a card out of the reader: its holder, or another card in its place.

use std::time::Duration;

use serde_json::{Value, json};

use super::{Poste, PosteError};
use crate::cartes::Carte;
use crate::ports::origin;

/// A key of RSA takes its time on a busy machine.
const UNE_CLE: Duration = Duration::from_secs(60);

impl Poste {
    pub(super) async fn retirer(&self) -> Result<String, PosteError> {
        let carte = self.lecteur.retirer()?.ok_or(PosteError::Vide)?.carte;
        match self.prevenir(&carte).await {
            Ok(0) => Ok(format!("{carte} est retirée.\n")),
            Ok(fermes) => Ok(format!("{carte} est retirée ; accès fermés : {fermes}.\n")),
            Err(cause) => Err(PosteError::SansPrevenir { carte, cause: Box::new(cause) }),
        }
    }

    /// The provider is not told: it hears of the former card from the authority, and everything that rests on it ends.
    pub(super) async fn renouveler(&self, qui: &str, pin: &str) -> Result<String, PosteError> {
        self.carte(qui)?;
        let porte = format!("cartes/{qui}/renouvellement");
        let request = self.client()?.post(self.adresse(self.ports.accueil(), &porte)).timeout(UNE_CLE);
        let request = request.json(&json!({}));
        let nouvelle: Carte = serde_json::from_str(&envoyer(request).await?)?;
        if !self.lecteur.connait(qui) {
            return Ok(format!("{qui} est renouvelée, sous le numéro de série {}.\n", nouvelle.serie));
        }
        self.lecteur.renouveler(qui, &nouvelle.pem, pin)?;
        Ok(format!("{qui} est renouvelée, sous le numéro de série {}. Son code : {pin}\n", nouvelle.serie))
    }

    /// Tells the provider that this card left, as a program of the workstation would; how many grants ended.
    async fn prevenir(&self, qui: &str) -> Result<u64, PosteError> {
        let pem = &self.carte(qui)?.pem;
        let texte = std::fs::read(pem).map_err(|cause| PosteError::Fichier { path: pem.clone(), cause })?;
        let certificat = feuille(&texte).ok_or_else(|| PosteError::SansCertificat(pem.clone()))?;
        let request = self.client()?.post(self.adresse(self.ports.sante(), "lecteur/retraits"));
        let request = request.header(http::header::CONTENT_TYPE, "application/pkix-cert").body(certificat);
        let told: Value = serde_json::from_str(&envoyer(request).await?)?;
        Ok(told["fermes"].as_u64().unwrap_or(0))
    }

    fn client(&self) -> Result<reqwest::Client, PosteError> {
        let path = self.data.join("ca.pem");
        let autorite = std::fs::read(&path).map_err(|cause| PosteError::Fichier { path, cause })?;
        Ok(idp_outbound::client(Some(&autorite))?)
    }

    fn adresse(&self, port: u16, chemin: &str) -> url::Url {
        let mut adresse = origin(port);
        adresse.set_path(chemin);
        adresse
    }
}

async fn envoyer(request: reqwest::RequestBuilder) -> Result<String, PosteError> {
    let answer = request.send().await?;
    let status = answer.status();
    let dit = answer.text().await?;
    if status.is_success() { Ok(dit) } else { Err(PosteError::refus(status.as_u16(), &dit)) }
}

/// The first certificate of a PEM file, DER.
fn feuille(pem: &[u8]) -> Option<Vec<u8>> {
    use base64::Engine as _;
    let texte = std::str::from_utf8(pem).ok()?;
    let (_, rest) = texte.split_once("-----BEGIN CERTIFICATE-----")?;
    let (body, _) = rest.split_once("-----END CERTIFICATE-----")?;
    let body: String = body.split_whitespace().collect();
    base64::engine::general_purpose::STANDARD.decode(body).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_certificate_of_a_file_is_the_cards() {
        let pem =
            b"-----BEGIN CERTIFICATE-----\nAQID\nBA==\n-----END CERTIFICATE-----\n-----BEGIN CERTIFICATE-----\nBQ==\n";
        assert_eq!(feuille(pem), Some(vec![1, 2, 3, 4]));
        assert_eq!(feuille(b"-----BEGIN PRIVATE KEY-----"), None);
    }
}
