use sante::IdentifiantNational;

use super::erreur::SupportError;
use crate::doublon::{Verdict, juger};
use crate::identite::Traits;
use crate::personne::{EtatCivil, Personne, Professionnel};
use crate::port::Chantier;

/// A corrected civil status is compared with everybody else's, as a new one is: it may be that of somebody who has a
/// number, which is then a duplicate to settle and not a slip to correct (ENR-15).
pub(super) async fn distinguer(
    chantier: &mut dyn Chantier,
    personne: &Personne,
    apres: &EtatCivil,
    distinctes: &[IdentifiantNational],
) -> Result<(), SupportError> {
    let Personne::Professionnel(professionnel) = personne else { return Ok(()) };
    let traits = Traits::de_professionnel(&Professionnel { etat_civil: apres.clone(), ..professionnel.clone() });
    let mut autres = chantier.proches(&traits).await?;
    autres.retain(|(identifiant, _)| *identifiant != professionnel.identifiant);
    let proches = match juger(&traits, &autres) {
        Verdict::Aucun => return Ok(()),
        Verdict::Exact(connue) => return Err(SupportError::DejaInscrite(connue)),
        Verdict::Proche(proches) => proches.into_iter().map(|proche| proche.identifiant).collect::<Vec<_>>(),
    };
    match proches.iter().all(|proche| distinctes.contains(proche)) {
        true => Ok(()),
        false => Err(SupportError::Ressemblances(proches)),
    }
}
