//! One body behind two identifiers: what two people must do is not done by one who holds two cards.

use std::collections::BTreeSet;

use sante::IdentifiantNational;

use crate::personne::Personne;
use crate::pli::plier;
use crate::port::{Chantier, PortError};

/// Whether two identifiers are one person's, as far as the registry can tell: the same, or under one name. A name that it
/// does not know proves nothing; two people of one name ask a third.
pub async fn meme_personne(
    chantier: &mut dyn Chantier,
    une: &IdentifiantNational,
    autre: &IdentifiantNational,
) -> Result<bool, PortError> {
    if une == autre {
        return Ok(true);
    }
    let connues = chantier.connues(&[une.clone(), autre.clone()]).await?;
    let noms: Vec<_> = connues.iter().map(|connue| noms(&connue.personne)).collect();
    Ok(matches!(noms.as_slice(), [les_uns, les_autres] if !les_uns.is_disjoint(les_autres)))
}

/// Whether somebody goes by this name and this first given name.
pub fn porte_le_nom(personne: &Personne, (nom, prenom): (&str, &str)) -> bool {
    noms(personne).contains(&(plier(nom), plier(prenom)))
}

/// Name and first given name, folded: of the civil status, and those that the person practises under.
fn noms(personne: &Personne) -> BTreeSet<(String, String)> {
    let etat_civil = personne.etat_civil();
    let civils = (etat_civil.nom.as_str(), etat_civil.prenom());
    let exercices = match personne {
        Personne::Professionnel(professionnel) => professionnel.exercices.as_slice(),
        Personne::PorteurDeCarte(_) => &[],
    };
    let exerces = exercices.iter().map(|exercice| (exercice.nom.as_str(), exercice.prenom.as_str()));
    let plies = std::iter::once(civils).chain(exerces).map(|(nom, prenom)| (plier(nom), plier(prenom)));
    plies.filter(|(nom, prenom)| !nom.is_empty() && !prenom.is_empty()).collect()
}
