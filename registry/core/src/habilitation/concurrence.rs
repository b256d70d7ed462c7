//! A contract suffices a legal entity, and each has its own (CON-04): what a new one would stand beside, at its level, above or below.

use sante::Finess;

use super::{Contrat, HabilitationError, Perimetre};
use crate::periode::Periode;
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// The contracts that hold at some instant of this period for a structure of this level, those to come included.
pub async fn concurrents(
    chantier: &mut dyn Chantier,
    (perimetre, lieu): (&Perimetre, &Structure),
    periode: Periode,
) -> Result<Vec<Contrat>, PortError> {
    let finess = perimetre.finess();
    let mut numeros: Vec<Finess> = match perimetre {
        Perimetre::EntiteJuridique(ej) => chantier.etablissements(ej).await?,
        Perimetre::Etablissement(_) => lieu.details.finess_ej.parse().into_iter().collect(),
    };
    numeros.push(finess.clone());
    let mut contrats = chantier.contrats(&numeros).await?;
    contrats.retain(|contrat| contrat.periode.chevauche(&periode));
    Ok(contrats)
}

/// Why there is no room for one more; `None` where there is.
pub fn refus(perimetre: &Perimetre, concurrents: &[Contrat]) -> Option<HabilitationError> {
    let dessous = |contrat: &Contrat| {
        matches!((perimetre, &contrat.perimetre), (Perimetre::EntiteJuridique(_), Perimetre::Etablissement(_)))
    };
    match concurrents {
        [] => None,
        contrats if contrats.iter().all(dessous) => Some(HabilitationError::EtablissementSousContrat),
        _ => Some(HabilitationError::DejaSousContrat),
    }
}
