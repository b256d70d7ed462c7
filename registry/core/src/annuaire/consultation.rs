use std::sync::Arc;

use ambient::{Ambient, Timestamp};
use sante::IdentifiantNational;

use super::eligibilite::Eligibilite;
use super::port::Publication;
use super::publiee::Publiee;
use crate::port::{PortError, Registre};

/// The public directory's questions about one person.
#[derive(Clone)]
pub struct Annuaire {
    pub ambient: Ambient,
    pub publication: Arc<dyn Publication>,
    registre: Arc<dyn Registre>,
}

impl Annuaire {
    pub fn new(ambient: Ambient, publication: Arc<dyn Publication>, registre: Arc<dyn Registre>) -> Self {
        Self { ambient, publication, registre }
    }

    pub fn maintenant(&self) -> Timestamp {
        self.ambient.now()
    }

    /// `None`: nobody whom the directory has.
    pub async fn publiee(&self, personne: &IdentifiantNational) -> Result<Option<Publiee>, PortError> {
        Ok(self.publication.publiees(std::slice::from_ref(personne), self.maintenant()).await?.pop())
    }

    /// Whether this person may have a nominative mailbox of MSSanté, and why not (USE-01, USE-02). Somebody whom the directory does not
    /// have yet is answered as somebody whom nobody knows, and a card holder as somebody without a number.
    pub async fn eligibilite(&self, personne: &IdentifiantNational) -> Result<Eligibilite, PortError> {
        let maintenant = self.maintenant();
        if personne.rpps().is_none() {
            return Ok(Eligibilite::sans_rpps());
        }
        let Some(publiee) = self.publiee(personne).await? else { return Ok(Eligibilite::inconnue()) };
        let fiche = self.registre.fiche(personne).await?;
        let siennes = fiche.iter().flat_map(|fiche| fiche.situations());
        Ok(Eligibilite::de(personne, publiee.active, (siennes, maintenant)))
    }
}
