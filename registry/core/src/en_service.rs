use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::port::{Chantier, PortError, Registre};

/// Whether the registry still holds somebody active whom a list of the configuration names: the list is read when the
/// service starts, a card ends any day. Asked in the transaction of what they do.
pub async fn actif(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<bool, PortError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    Ok(connue.is_some_and(|connue| connue.personne.active(le)))
}

/// The same, for a page.
pub async fn actif_au(
    registre: &dyn Registre,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<bool, PortError> {
    let fiche = registre.fiche(identifiant).await?;
    Ok(fiche.is_some_and(|fiche| fiche.personne.active(le)))
}
