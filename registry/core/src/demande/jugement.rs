use sante::IdentifiantNational;

use crate::doublon::{Verdict, juger};
use crate::identite::Traits;
use crate::personne::EtatCivil;
use crate::port::{Chantier, PortError};
use crate::situation_acte::SituationDemandee;

/// What the registry says of somebody who is to be registered (ENR-15).
pub enum Jugement {
    Nouvelle,
    /// Somebody must look at these.
    AExaminer(Vec<IdentifiantNational>),
    /// ENR-12.
    DejaInscrite(IdentifiantNational),
}

/// `distinctes`: people whom somebody looked at and told apart.
pub async fn jugement(
    chantier: &mut dyn Chantier,
    etat_civil: &EtatCivil,
    situation: &SituationDemandee,
    distinctes: &[IdentifiantNational],
) -> Result<Jugement, PortError> {
    let noms = (situation.noms.nom.as_str(), situation.noms.prenom.as_str());
    let traits = Traits::de(etat_civil, [noms]);
    let candidats = chantier.proches(&traits).await?;
    let proches = match juger(&traits, &candidats) {
        Verdict::Exact(identifiant) => return Ok(Jugement::DejaInscrite(identifiant)),
        Verdict::Aucun => return Ok(Jugement::Nouvelle),
        Verdict::Proche(proches) => proches,
    };
    let proches: Vec<_> = proches.into_iter().map(|candidat| candidat.identifiant).collect();
    // one more than those who were looked at: somebody looks again
    if proches.iter().all(|proche| distinctes.contains(proche)) {
        return Ok(Jugement::Nouvelle);
    }
    Ok(Jugement::AExaminer(proches))
}
