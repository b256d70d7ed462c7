use registry_portail::{Refus, RefusLogout};

use super::Entry;
use super::textes::Textes;

/// Why nobody was signed in at the registry's portal, or nobody signed out.
pub fn entries() -> Vec<Entry> {
    let textes = Textes::of("registry/portail/locales/fr/");
    let told = |refus: &Refus| {
        let mots = format!("refus-{}", refus.mots());
        let sentence = textes.page(&mots, &format!("{mots}-suite"));
        Entry { code: refus.code().to_owned(), sentence, remedy: refus.remede().to_owned() }
    };
    let logout = |refus: &RefusLogout| Entry {
        code: refus.code().to_owned(),
        sentence: refus.phrase().to_owned(),
        remedy: refus.remede().to_owned(),
    };
    Refus::catalogue().iter().map(told).chain(RefusLogout::catalogue().iter().map(logout)).collect()
}
