//! A right that is about to end is told to its holder, once, while there is time to be named again (GES-02).

use ambient::Seconds;

use crate::avis::SuiteDroit;
use crate::guichet::{Guichet, structure};
use crate::habilitation::annonce::annoncer;
use crate::habilitation::{FinProche, Habilitation};
use crate::port::{Chantier, PortError};

/// Two weeks. A right that lasts no longer than that told its end when it was given.
pub(super) const PREAVIS: Seconds = Seconds::hours(14 * 24);
/// Notices in one transaction: other writers get their turn between two.
const PAQUET: u32 = 100;

#[derive(Clone)]
pub struct Rappels {
    guichet: Guichet,
}

impl Rappels {
    pub const fn new(guichet: Guichet) -> Self {
        Self { guichet }
    }

    /// Tells every end that is near and was told to nobody. Two nodes that try at once tell each once.
    pub async fn tour(&self) -> Result<(), PortError> {
        loop {
            let maintenant = self.guichet.maintenant();
            let proche = FinProche { apres: maintenant, jusque: maintenant.plus(PREAVIS), preavis: PREAVIS };
            // a look waits for no writer
            if !self.guichet.registre.fins_a_annoncer(proche).await? {
                return Ok(());
            }
            let mut chantier = self.guichet.registre.chantier().await?;
            let finissantes = chantier.finissantes(proche, PAQUET).await?;
            for une in &finissantes {
                self.annoncer(chantier.as_mut(), une).await?;
            }
            chantier.valider().await?;
        }
    }

    /// Whoever was named again already reads nothing of it.
    async fn annoncer(&self, chantier: &mut dyn Chantier, une: &Habilitation) -> Result<(), PortError> {
        let Some(fin) = une.periode.fin else { return Ok(()) };
        let suivie =
            chantier.nommees(&une.perimetre).await?.into_iter().any(|autre| {
                (&autre.personne, autre.titre) == (&une.personne, une.titre) && autre.periode.contient(fin)
            });
        match structure(chantier, une.perimetre.finess()).await? {
            Some(lieu) if !suivie => {
                annoncer(&self.guichet, chantier, (une, &lieu), SuiteDroit::Finissant { fin }).await
            }
            _ => Ok(()),
        }
    }
}
