use sante::IdentifiantNational;

use super::erreur::SupportError;
use crate::avis::{Avis, AvisAEnvoyer, EnTete, Sujet};
use crate::guichet::Guichet;
use crate::port::{Chantier, Connue};

/// Queues a notice of the support to one address, in the name of no structure; without an address, nothing leaves.
pub(super) async fn avertir(
    guichet: &Guichet,
    chantier: &mut dyn Chantier,
    personne: &IdentifiantNational,
    (courriel, avis): (Option<String>, Avis),
) -> Result<(), SupportError> {
    let Some(courriel) = courriel else { return Ok(()) };
    let sujet = Sujet::Personne(personne.clone());
    // one act, one notice: the transaction is the once
    let origine = format!("{sujet}:{}:{}", avis.nature(), guichet.ambient.chance.token());
    let en_tete = EnTete { origine, sujet, structure: None };
    let avis = AvisAEnvoyer::nouveau(&guichet.ambient, en_tete, courriel.into(), avis);
    Ok(guichet.poster(chantier, &[avis]).await?)
}

/// Where the registry writes to them.
pub(super) fn courriel(connue: &Connue) -> Option<String> {
    connue.correspondance.as_ref().and_then(|correspondance| correspondance.courriel.clone())
}
