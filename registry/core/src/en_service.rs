use ambient::Timestamp;
use sante::IdentifiantNational;

use crate::habilitation::Habilitation;
use crate::personne::Personne;
use crate::port::{Chantier, PortError, Registre};

/// Whether somebody whom a list of the configuration names (the support, a GRADeS) may serve. The list is read when the
/// service starts, a card ends any day, a right begins any day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Service {
    Ouvert,
    /// The registry no longer holds them active.
    Inactif,
    /// They have a right over an establishment, whose people they would decide about twice.
    Habilite,
}

impl Service {
    /// What they are told instead, of the one cause or of the other.
    pub fn ou<E>(self, inactif: E, habilite: E) -> Result<(), E> {
        match self {
            Self::Ouvert => Ok(()),
            Self::Inactif => Err(inactif),
            Self::Habilite => Err(habilite),
        }
    }
}

/// Asked in the transaction of what they do.
pub async fn actif(
    chantier: &mut dyn Chantier,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<Service, PortError> {
    let connue = chantier.connues(std::slice::from_ref(identifiant)).await?.pop();
    let droits = chantier.habilitations(identifiant).await?;
    Ok(service(connue.as_ref().map(|connue| &connue.personne), &droits, le))
}

/// The same, for a page.
pub async fn actif_au(
    registre: &dyn Registre,
    identifiant: &IdentifiantNational,
    le: Timestamp,
) -> Result<Service, PortError> {
    let fiche = registre.fiche(identifiant).await?;
    let (droits, _) = registre.droits(identifiant).await?;
    Ok(service(fiche.as_ref().map(|fiche| &fiche.personne), &droits, le))
}

fn service(personne: Option<&Personne>, droits: &[Habilitation], le: Timestamp) -> Service {
    match personne.is_some_and(|personne| personne.active(le)) {
        false => Service::Inactif,
        true if droits.iter().any(|droit| droit.periode.contient(le)) => Service::Habilite,
        true => Service::Ouvert,
    }
}
