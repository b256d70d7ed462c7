//! Establishments by their names.

use std::collections::{BTreeMap, BTreeSet};

use sante::Finess;

use crate::guichets::GuichetLieux;

/// Each is asked for once.
pub async fn noms(guichet: &(impl GuichetLieux + ?Sized), finess: BTreeSet<&Finess>) -> BTreeMap<Finess, String> {
    let mut noms = BTreeMap::new();
    for un in finess {
        noms.insert(un.clone(), guichet.nom(un).await);
    }
    noms
}
