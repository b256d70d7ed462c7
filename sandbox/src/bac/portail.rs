//! The registry's portal, its mails, and the simulated FranceConnect.

use franceconnect::{Client, FranceConnect, Signature};
use registry_server::Registry;

use super::chantier::Chantier;
use crate::erreur::BacError;
use crate::onglets::{Piece, onglets};
use crate::ports::origin;
use crate::registre::{PORTAIL, SECRET_FRANCECONNECT};

impl Chantier {
    /// Mails leave by the sandbox's own mail server, which is open by then.
    pub async fn portail(&mut self, registry: &Registry) -> Result<(), BacError> {
        if let Some(courrier) = registry.courrier()? {
            self.doors.spawn(courrier.servir(self.shutdown.clone()));
        }
        if let Some(extractions) = registry.extractions() {
            self.doors.spawn(extractions.servir(self.shutdown.clone()));
        }
        if let Some(site) = registry.annuaire() {
            self.ouvrir(self.ports.annuaire(), site).await?;
        }
        match registry.portail()? {
            Some(pages) => self.ouvrir(self.ports.portail(), pages).await,
            None => Ok(()),
        }
    }

    pub async fn franceconnect(&mut self) -> Result<(), BacError> {
        let (ici, portail) = (origin(self.ports.franceconnect()), origin(self.ports.portail()));
        let client = Client {
            id: PORTAIL.to_owned(),
            secret: self.secret(&self.dossier.chemin(SECRET_FRANCECONNECT))?,
            signature: Signature::Rs256,
            nom: "Portail RPPS+".to_owned(),
            retours: vec![format!("{portail}franceconnect/retour")],
            apres_deconnexion: vec![portail.to_string()],
        };
        let ici = ici.origin().ascii_serialization();
        let simulateur = FranceConnect::new(&ici, vec![client], self.ambient.clone())?;
        let simulateur = simulateur.avec_onglets(onglets(self.ports, Piece::FranceConnect));
        self.ouvrir(self.ports.franceconnect(), franceconnect::router(simulateur)).await
    }
}
