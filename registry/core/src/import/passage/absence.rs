//! Once the file was read: those whom it lacks, and those whom it changes without naming them.

use annuaire::Fait;
use sante::IdentifiantNational;

use super::{LOT, Passage};
use crate::import::ImportError;
use crate::import::rapprochement;
use crate::port::Ecritures;

impl Passage<'_> {
    /// Ends and deactivates whatever the file does not have.
    pub async fn absenter(&mut self) -> Result<(), ImportError> {
        let mut apres: Option<IdentifiantNational> = None;
        loop {
            let page = self.destination.actives(apres.as_ref(), LOT as u32).await?;
            let Some(dernier) = page.last().cloned() else { return Ok(()) };
            let absents: Vec<_> = page.into_iter().filter(|id| !self.vues.contient(id)).collect();
            let mut ecritures = Ecritures::default();
            for connue in self.destination.connues(&absents).await? {
                let ecart = rapprochement::absenter(connue, self.date);
                self.cumuler(&mut ecritures, ecart, true);
            }
            self.ecrire(&ecritures).await?;
            apres = Some(dernier);
        }
    }

    /// Tells those whose place of practice is described otherwise.
    pub async fn prevenir(&mut self) -> Result<(), ImportError> {
        let mut evenements = Vec::new();
        let mut places: Vec<_> = std::mem::take(&mut self.structures.modifiees).into_iter().collect();
        places.sort();
        for structure in places {
            for personne in self.destination.rattaches(&structure, self.maintenant).await? {
                if self.modifiees.insert(personne.to_string().into()) {
                    self.touchees += 1;
                    evenements.push((personne, Fait::PersonneModifiee));
                }
            }
        }
        self.ecrire(&Ecritures { evenements, ..Ecritures::default() }).await
    }
}
