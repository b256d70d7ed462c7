use ambient::Seconds;

use super::acces::REGISTRE;
use super::annonce::annoncer;
use super::{Carte, CarteId, Cartes, FinDeCarte, Origine};
use crate::port::{Chantier, PortError};

/// One month before its end (MIE-12).
const PREAVIS: Seconds = Seconds::hours(24 * 30);
/// A card that has no successor yet is looked at again: its contract may be signed anew, the authority may think again.
const REPRISE: Seconds = Seconds::hours(24 * 3);
/// Cards in one transaction: other writers get their turn between two.
const PAQUET: u32 = 100;

impl Cartes {
    /// Orders the card that takes over from each that is about to end, with the same codes; nobody asks for it. Two nodes that try
    /// at once order each once; an order that came to nothing is made again a few days later.
    pub(super) async fn renouveler(&self) -> Result<(), PortError> {
        loop {
            let maintenant = self.guichet.maintenant();
            let proche = FinDeCarte { apres: maintenant, jusque: maintenant.plus(PREAVIS) };
            // a look waits for no writer
            if !self.fichier.cartes_a_renouveler(proche).await? {
                return Ok(());
            }
            let mut chantier = self.guichet.registre.chantier().await?;
            let finissantes = chantier.cartes_finissantes(proche, maintenant.plus(REPRISE), PAQUET).await?;
            for une in &finissantes {
                if let Some(suivante) = self.renouveler_une(chantier.as_mut(), une).await? {
                    self.guichet.journal.consigner(Self::acte(REGISTRE, &suivante)).await?;
                }
            }
            chantier.valider().await?;
        }
    }

    /// One whose place is taken, or whose successor could not be made today, is left for later.
    async fn renouveler_une(&self, chantier: &mut dyn Chantier, une: &Carte) -> Result<Option<Carte>, PortError> {
        let maintenant = self.guichet.maintenant();
        let soeurs = chantier.cartes_de(&une.porteur).await?;
        if une.relayee(&soeurs) || self.obstacle(chantier, une).await?.is_some() {
            return Ok(None);
        }
        let id = CarteId::from(self.guichet.ambient.chance.token());
        let suivante = une.suivante(id, Origine::Renouvellement, (REGISTRE, maintenant));
        chantier.ecrire_carte(&suivante).await?;
        annoncer(&self.guichet, chantier, &suivante).await?;
        Ok(Some(suivante))
    }
}
