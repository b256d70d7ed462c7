mod cartes;

use std::time::Duration;

use async_trait::async_trait;
use certificat_org::{Commande, Delivre, Revocation};
use registry_core::certificat::{CertificatId, Igc, IgcError, RaisonRevocation};
use reqwest::{Certificate, Client, RequestBuilder, Response, StatusCode, Url, redirect};
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;

const CONNEXION: Duration = Duration::from_secs(2);
/// An authority signs with a key in a box of its own.
const REPONSE: Duration = Duration::from_secs(10);
/// Octets of the longest answer.
const LIMITE: usize = 64 * 1_024;

/// The counter of the authority: `PUT organisations/{reference}`, `POST organisations/{reference}/revocation`.
pub struct IgcHttp {
    http: Client,
    adresse: Url,
    cle: SecretString,
}

#[derive(Debug, thiserror::Error)]
#[error("the client of the authority cannot be made: {0}; check that the authority file holds PEM certificates")]
pub struct IgcHttpError(#[from] reqwest::Error);

/// What a refusal says.
#[derive(Deserialize)]
struct Motif {
    motif: String,
}

impl IgcHttp {
    /// `autorite`: certificates in PEM that are trusted instead of the machine's own. Nothing is asked yet.
    pub fn new(mut adresse: Url, cle: SecretString, autorite: Option<&[u8]>) -> Result<Self, IgcHttpError> {
        if !adresse.path().ends_with('/') {
            adresse.set_path(&format!("{}/", adresse.path()));
        }
        let client = Client::builder().connect_timeout(CONNEXION).timeout(REPONSE).no_proxy();
        let client = client.redirect(redirect::Policy::none()).referer(false);
        let client = match autorite {
            Some(pem) => client.tls_certs_only(Certificate::from_pem_bundle(pem)?),
            None => client,
        };
        Ok(Self { http: client.build()?, adresse, cle })
    }

    fn sur(&self, reference: &CertificatId, fin: &str) -> Result<Url, IgcError> {
        let adresse = self.adresse.join(&format!("organisations/{reference}{fin}"));
        adresse.map_err(|cause| IgcError::Injoignable(cause.to_string()))
    }

    async fn envoyer(&self, demande: RequestBuilder) -> Result<Response, IgcError> {
        let reponse = demande.bearer_auth(self.cle.expose_secret()).send().await;
        reponse.map_err(|cause| IgcError::Injoignable(cause.without_url().to_string()))
    }
}

#[async_trait]
impl Igc for IgcHttp {
    async fn delivrer(&self, reference: &CertificatId, commande: &Commande) -> Result<Delivre, IgcError> {
        let reponse = self.envoyer(self.http.put(self.sur(reference, "")?).json(commande)).await?;
        let statut = reponse.status();
        let octets = octets(reponse).await?;
        match statut {
            StatusCode::OK => lire(&octets, commande),
            StatusCode::UNPROCESSABLE_ENTITY => {
                let motif = serde_json::from_slice(&octets).map(|Motif { motif }| motif);
                Err(IgcError::Refus(motif.unwrap_or_else(|_| "L’IGC refuse cette demande.".to_owned())))
            }
            autre => Err(IgcError::Injoignable(format!("it answered {autre}"))),
        }
    }

    async fn revoquer(&self, reference: &CertificatId, raison: RaisonRevocation) -> Result<(), IgcError> {
        let demande = self.http.post(self.sur(reference, "/revocation")?).json(&Revocation { raison });
        match self.envoyer(demande).await?.status() {
            StatusCode::NO_CONTENT => Ok(()),
            autre => Err(IgcError::Injoignable(format!("it answered {autre}"))),
        }
    }
}

/// What was asked, for the key that was sent, and no other.
fn lire(octets: &[u8], commande: &Commande) -> Result<Delivre, IgcError> {
    let illisible = |cause: &str| IgcError::Injoignable(format!("its answer: {cause}"));
    let delivre: Delivre = serde_json::from_slice(octets).map_err(|cause| illisible(&cause.to_string()))?;
    delivre.repond(commande).map_err(|cause| illisible(&cause.to_string()))?;
    Ok(delivre)
}

/// At most [`LIMITE`] of them; what was announced as longer is not even read.
async fn octets(mut reponse: Response) -> Result<Vec<u8>, IgcError> {
    let mut octets = Vec::new();
    let coupe = |cause: reqwest::Error| IgcError::Injoignable(cause.without_url().to_string());
    while let Some(morceau) = reponse.chunk().await.map_err(coupe)? {
        if octets.len() + morceau.len() > LIMITE {
            return Err(IgcError::Injoignable("its answer is too long".to_owned()));
        }
        octets.extend_from_slice(&morceau);
    }
    Ok(octets)
}
