//! A certificate that is about to end is told to who answers for its legal entity, once, while there is time to renew it.

use ambient::{Seconds, Timestamp};

use super::{Administration, Certificat, Etape};
use crate::avis::SuiteCertificat;
use crate::guichet::structure;
use crate::port::{Chantier, PortError};

/// Two months: a server is not changed in a day.
const PREAVIS: Seconds = Seconds::hours(60 * 24);
/// Certificates in one transaction: other writers get their turn between two.
const PAQUET: u32 = 100;

/// Certificates that end after one instant and by another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FinDeCertificat {
    pub apres: Timestamp,
    pub jusque: Timestamp,
}

impl Administration {
    /// Tells every end that is near and was told to nobody. Two nodes that try at once tell each once.
    pub async fn rappeler(&self) -> Result<(), PortError> {
        loop {
            let maintenant = self.guichet.maintenant();
            let proche = FinDeCertificat { apres: maintenant, jusque: maintenant.plus(PREAVIS) };
            // a look waits for no writer
            if !self.certificats.fin_de_certificat_a_annoncer(proche).await? {
                return Ok(());
            }
            let mut chantier = self.guichet.registre.chantier().await?;
            for un in chantier.certificats_finissants(proche, PAQUET).await? {
                self.rappeler_un(chantier.as_mut(), &un).await?;
            }
            chantier.valider().await?;
        }
    }

    /// Of one that another takes over from, nothing is to be done.
    async fn rappeler_un(&self, chantier: &mut dyn Chantier, un: &Certificat) -> Result<(), PortError> {
        let Etape::Delivre(delivrance) = &un.etape else { return Ok(()) };
        let maintenant = self.guichet.maintenant();
        let suivi = un.suivi(&chantier.certificats_de(&un.ej).await?, maintenant);
        match structure(chantier, &un.ej).await? {
            Some(lieu) if !suivi => {
                let suite = SuiteCertificat::Finissant { fin: delivrance.jusque };
                self.prevenir(chantier, (un, &lieu), suite).await
            }
            _ => Ok(()),
        }
    }
}
