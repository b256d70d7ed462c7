use registry_api::{RefusAcces, RefusApi, RefusRequete};
use registry_core::idempotence::CleReutilisee;

use super::Entry;
use super::registre::told;

/// What the registry's API answers to programs, beside what the registry itself refuses.
pub fn entries() -> Vec<Entry> {
    let acces = RefusAcces::catalogue().into_iter().map(RefusApi::from);
    let requetes = RefusRequete::catalogue().into_iter().map(RefusApi::from);
    let cle = RefusApi::Demande(CleReutilisee.into());
    acces.chain(requetes).chain([cle]).map(|refus| told(refus.code(), &refus.phrase())).collect()
}
