//! Reading the registry's ordered events, so that what ends access travels at once (design §4).

mod effets;

use std::sync::Arc;
use std::time::Duration;

use ambient::{Ambient, Seconds, Timestamp};
use annuaire::{Evenement, Numero};
use idp_core::annuaire::{Annuaire, AnnuaireError};
use idp_core::cursor::Cursor;
use idp_core::port::PortError;
use idp_core::signal::Ear;

use crate::annuaire_en_cache::AnnuaireEnCache;
use crate::fraicheur::Fraicheur;

/// How long the registry holds an empty answer, in seconds: half of what a confirmation is worth, so that the cache
/// stays valid while nothing happens.
const ATTENTE: u32 = 1;
const PREMIER_RECUL: Duration = Duration::from_millis(100);
const PLUS_LONG_RECUL: Duration = Duration::from_secs(5);

/// Why a round of reading did not confirm anything.
#[derive(Debug, thiserror::Error)]
pub enum SuiviError {
    #[error(transparent)]
    Annuaire(#[from] AnnuaireError),
    #[error(transparent)]
    Port(#[from] PortError),
    #[error("the registry gave event {recu:?} after {precedent:?}: its log is out of order")]
    Desordre { precedent: Numero, recu: Numero },
    #[error(
        "the registry's log ends at {dernier:?}, the provider has read up to {lu:?}: the registry was restored from an \
         older state, or the provider points at another registry"
    )]
    EnRetard { dernier: Numero, lu: Numero },
}

/// Follows the log: forgets in the cache whoever an event names, raises the stamps and moves the stored cursor in one
/// transaction, and confirms once nothing is left to read.
///
/// Every node follows by itself, for its own cache; the stored cursor is shared, and whoever comes first moves it.
pub struct Suiveur {
    annuaire: Arc<dyn Annuaire>,
    cursor: Arc<dyn Cursor>,
    cache: Arc<AnnuaireEnCache>,
    fraicheur: Arc<Fraicheur>,
    oreille: Arc<dyn Ear>,
    ambient: Ambient,
    /// The last event that this node's cache knows; `None` before the first round, when the cache is empty.
    lu: Option<Numero>,
}

/// What a [`Suiveur`] stands on. `annuaire` is the registry itself, not its cache.
pub struct Appuis {
    pub annuaire: Arc<dyn Annuaire>,
    pub cursor: Arc<dyn Cursor>,
    pub cache: Arc<AnnuaireEnCache>,
    pub fraicheur: Arc<Fraicheur>,
    /// Hears each event at least once.
    pub oreille: Arc<dyn Ear>,
    pub ambient: Ambient,
}

impl Suiveur {
    pub fn new(appuis: Appuis) -> Self {
        let Appuis { annuaire, cursor, cache, fraicheur, oreille, ambient } = appuis;
        Self { annuaire, cursor, cache, fraicheur, oreille, ambient, lu: None }
    }

    /// Never ends; drop the future to stop. A failed round is tried again, later each time, up to five seconds.
    pub async fn suivre(mut self) {
        let mut recul = PREMIER_RECUL;
        loop {
            match self.tour().await {
                Ok(()) => recul = PREMIER_RECUL,
                Err(error) => {
                    tracing::warn!(%error, "the registry's events cannot be followed");
                    tokio::time::sleep(recul).await;
                    recul = (recul * 2).min(PLUS_LONG_RECUL);
                }
            }
        }
    }

    /// Asks once, and applies the answer whole.
    pub async fn tour(&mut self) -> Result<(), SuiviError> {
        let range = self.cursor.position().await?;
        // a stored cursor that went back (a restored database) lost effects: what it lacks is read again
        let lu = self.lu.map_or(range, |lu| lu.min(range));
        let demande = self.ambient.now();
        let page = self.annuaire.evenements(lu, self.attente()).await?;
        if page.dernier < lu {
            return Err(SuiviError::EnRetard { dernier: page.dernier, lu });
        }
        let jusqu_a = en_ordre(lu, &page.evenements)?;
        for evenement in &page.evenements {
            self.cache.oublier(&evenement.personne);
        }
        self.ranger(&page.evenements, jusqu_a).await?;
        self.lu = Some(jusqu_a);
        if jusqu_a >= page.dernier {
            self.fraicheur.confirmer(self.valable_a(demande));
        }
        Ok(())
    }

    /// Moves the stored cursor to `jusqu_a`, unless another node did; its stamps cover the events that it passes.
    async fn ranger(&self, evenements: &[Evenement], jusqu_a: Numero) -> Result<(), PortError> {
        loop {
            let range = self.cursor.position().await?;
            if range >= jusqu_a {
                return Ok(());
            }
            for evenement in evenements.iter().filter(|evenement| evenement.numero > range) {
                self.oreille.hear(evenement).await?;
            }
            let restants = evenements.iter().filter(|evenement| evenement.numero > range);
            let empreintes = effets::empreintes(restants, self.ambient.now());
            if self.cursor.advance(range, jusqu_a, &empreintes).await? {
                return Ok(());
            }
        }
    }

    /// Who has confirmed nothing yet answers nobody (introspection says no): no news is worth that wait.
    fn attente(&self) -> u32 {
        if self.fraicheur.confirmee_le().is_some() { ATTENTE } else { 0 }
    }

    /// The registry held the answer for [`ATTENTE`] at most: whatever took longer was the way back, during which
    /// something may have happened.
    fn valable_a(&self, demande: Timestamp) -> Timestamp {
        self.ambient.now().min(demande.plus(Seconds(ATTENTE.into())))
    }
}

/// The last number of the page, each larger than the one before.
fn en_ordre(lu: Numero, evenements: &[Evenement]) -> Result<Numero, SuiviError> {
    evenements.iter().try_fold(lu, |precedent, evenement| {
        let recu = evenement.numero;
        if recu > precedent { Ok(recu) } else { Err(SuiviError::Desordre { precedent, recu }) }
    })
}

#[cfg(test)]
mod tests;
