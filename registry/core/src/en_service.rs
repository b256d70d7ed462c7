use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::habilitation::Habilitation;
use crate::personne::Personne;
use crate::port::{Chantier, PortError, Registre};

/// Whether somebody whom a list of the configuration names (the support, a GRADeS) may serve: the registry still holds them
/// active, and they have no right over an establishment, whose people they would decide about twice. The list is read when the
/// service starts, a card ends any day, a right begins any day. Asked in the transaction of what they do.
pub async fn actif(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<bool, PortError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    let droits = chantier.habilitations(identifiant).await?;
    Ok(sert(connue.as_ref().map(|connue| &connue.personne), &droits, le))
}

/// The same, for a page.
pub async fn actif_au(
    registre: &dyn Registre,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<bool, PortError> {
    let fiche = registre.fiche(identifiant).await?;
    let (droits, _) = registre.droits(identifiant).await?;
    Ok(sert(fiche.as_ref().map(|fiche| &fiche.personne), &droits, le))
}

fn sert(personne: Option<&Personne>, droits: &[Habilitation], le: Timestamp) -> bool {
    personne.is_some_and(|personne| personne.active(le)) && droits.iter().all(|droit| !droit.periode.contient(le))
}
