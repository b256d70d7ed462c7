//! What the holder of a right is told of it, in the transaction that changes it (GES-02).

use std::slice::from_ref;

use crate::avis::{Avis, DroitDit, SuiteDroit};
use crate::guichet::Guichet;
use crate::habilitation::{Habilitation, Perimetre};
use crate::port::{Chantier, PortError};
use crate::structure::Structure;

/// The right is given: from when, until when, by whom.
pub async fn accorder(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (droit, lieu): (&Habilitation, &Structure),
) -> Result<(), PortError> {
    let par = match &droit.accordee_par {
        Some(agent) => chantier.connues(from_ref(agent)).await?.pop().map(|connue| {
            let civil = connue.personne.etat_civil();
            format!("{} {}", civil.prenom(), civil.nom).trim().to_owned()
        }),
        None => None,
    };
    let maintenant = guichet.maintenant();
    let debut = droit.periode.debut.filter(|debut| maintenant < *debut);
    annoncer(guichet, chantier, (droit, lieu), SuiteDroit::Accorde { par, debut, fin: droit.periode.fin }).await
}

/// Leaves where the registry knows an address of the holder, and in the name of the structure.
pub async fn annoncer(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    (droit, lieu): (&Habilitation, &Structure),
    suite: SuiteDroit,
) -> Result<(), PortError> {
    let Some(connue) = chantier.connues(from_ref(&droit.personne)).await?.pop() else { return Ok(()) };
    let dit = DroitDit {
        prenom: connue.personne.etat_civil().prenom().to_owned(),
        titre: droit.titre,
        lieu: nom(lieu, &droit.perimetre),
        organisme: matches!(droit.perimetre, Perimetre::EntiteJuridique(_)),
        suite,
    };
    guichet.avertir(chantier, &connue, lieu, Avis::Droit(Box::new(dit))).await
}

/// An extraction names a legal entity by its number alone.
fn nom(lieu: &Structure, perimetre: &Perimetre) -> String {
    match lieu.details.raison_sociale.as_str() {
        "" => format!("la structure {}", perimetre.finess()),
        nom => nom.to_owned(),
    }
}
