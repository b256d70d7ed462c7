//! Cards of professionals, as an Order or an ARS tells them.

use registry_core::carte::{CarteError, Cartes};
use registry_server::Registry;

use super::{CommandeError, dire};
use crate::cli::CarteCommand;

#[derive(Debug, thiserror::Error)]
pub enum CarteCommandeError {
    #[error("Aucune autorité de cartes n'est nommée. Ajoutez la table [igc] à la configuration.")]
    SansAutorite,
    #[error("{0}\n{phrase}", phrase = .0.phrase())]
    Carte(#[from] CarteError),
}

pub async fn executer(registre: &Registry, commande: &CarteCommand) -> Result<(), CommandeError> {
    let cartes = registre.cartes().ok_or(CarteCommandeError::SansAutorite)?;
    match commande {
        CarteCommand::Cps { personne, profession, operateur } => {
            let carte = cartes.produire_cps(operateur, personne, profession.as_deref()).await;
            let carte = carte.map_err(CarteCommandeError::from)?;
            dire(&format!("La CPS de {personne} est commandée ({carte}).\n"))
        }
        CarteCommand::Lister { personne } => dire(&liste(&cartes, personne).await?),
    }
}

async fn liste(cartes: &Cartes, personne: &sante::IdentifiantNational) -> Result<String, CarteCommandeError> {
    let lignes = cartes.miennes(personne).await?.into_iter().map(|carte| {
        let numero = carte.etape.fabrication().map(|faite| faite.numero.clone()).unwrap_or_default();
        format!("{} {} {} {numero}\n", carte.id, carte.modele.as_str(), carte.etape.mot())
    });
    Ok(lignes.collect())
}
