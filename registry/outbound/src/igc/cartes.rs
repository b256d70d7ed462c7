//! Cards at the counter of the authority: `PUT cartes/{reference}`, `POST cartes/{reference}/envoi`, `…/opposition`.

use async_trait::async_trait;
use carte_cps::{CarteProduite, CommandeCarte, OppositionCarte, RaisonOpposition};
use registry_core::carte::{AutoriteCartes, AutoriteError, CarteId};
use registry_core::certificat::IgcError;
use reqwest::{RequestBuilder, StatusCode, Url};

use super::{IgcHttp, Motif, octets};

#[async_trait]
impl AutoriteCartes for IgcHttp {
    async fn produire(&self, reference: &CarteId, commande: &CommandeCarte) -> Result<CarteProduite, AutoriteError> {
        let reponse = self.envoyer(self.http.put(self.carte(reference, "")?).json(commande)).await.map_err(muette)?;
        let statut = reponse.status();
        let octets = octets(reponse).await.map_err(muette)?;
        match statut {
            StatusCode::OK => serde_json::from_slice(&octets)
                .map_err(|cause| AutoriteError::Injoignable(format!("its answer: {cause}"))),
            StatusCode::UNPROCESSABLE_ENTITY => {
                let motif = serde_json::from_slice(&octets).map(|Motif { motif }| motif);
                Err(AutoriteError::Refus(motif.unwrap_or_else(|_| "L’autorité refuse cette commande.".to_owned())))
            }
            autre => Err(AutoriteError::Injoignable(format!("it answered {autre}"))),
        }
    }

    async fn envoyer(&self, reference: &CarteId) -> Result<(), AutoriteError> {
        let adresse = self.carte(reference, "/envoi")?;
        self.faite(self.http.post(adresse)).await
    }

    async fn opposer(&self, reference: &CarteId, raison: RaisonOpposition) -> Result<(), AutoriteError> {
        let adresse = self.carte(reference, "/opposition")?;
        self.faite(self.http.post(adresse).json(&OppositionCarte { raison })).await
    }
}

impl IgcHttp {
    fn carte(&self, reference: &CarteId, fin: &str) -> Result<Url, AutoriteError> {
        let adresse = self.adresse.join(&format!("cartes/{reference}{fin}"));
        adresse.map_err(|cause| AutoriteError::Injoignable(cause.to_string()))
    }

    async fn faite(&self, demande: RequestBuilder) -> Result<(), AutoriteError> {
        match self.envoyer(demande).await.map_err(muette)?.status() {
            StatusCode::NO_CONTENT => Ok(()),
            autre => Err(AutoriteError::Injoignable(format!("it answered {autre}"))),
        }
    }
}

fn muette(cause: IgcError) -> AutoriteError {
    match cause {
        IgcError::Injoignable(cause) => AutoriteError::Injoignable(cause),
        IgcError::Refus(motif) => AutoriteError::Refus(motif),
    }
}
