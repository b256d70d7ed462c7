use std::collections::BTreeSet;

use idp_core::authorization::PageRefusal;
use idp_core::registration::AddressFault;
use idp_partenaires::Refus;

use super::{Entry, PERSON};

/// Why an act of a partner is not done, and what is wrong with an address that a team declares.
pub fn entries() -> Vec<Entry> {
    let mut entries: Vec<_> = Refus::catalogue().iter().map(|refus| said(refus.code(), refus.phrase())).collect();
    entries.extend(AddressFault::ALL.into_iter().map(|fault| Entry {
        code: fault.code().to_owned(),
        sentence: fault.reason("ADDRESS"),
        remedy: fault.remedy().to_owned(),
    }));
    entries.extend([
        said("partenaire.formulaire", "Cette page était ouverte depuis trop longtemps. Rouvrez-la, puis recommencez."),
        said(
            "partenaire.cle-api",
            "Cette clé ne donne pas accès. Faites-en une dans l’espace partenaires, puis recommencez.",
        ),
        said("partenaire.corps", "Ce corps ne se lit pas. Envoyez l’objet JSON que décrit /api/v1/openapi.json."),
    ]);
    entries
}

fn said(code: &str, sentence: &str) -> Entry {
    Entry { code: code.to_owned(), sentence: sentence.to_owned(), remedy: PERSON.to_owned() }
}

/// Every remedy that a team can read beside one of its last requests, and no other.
#[test]
fn what_to_correct_is_written_in_french_for_every_error_of_a_client() {
    let of_requests = super::oauth::entries().into_iter().filter(|entry| !entry.code.starts_with("signaux."));
    let of_requests = of_requests.filter(|entry| !entry.code.starts_with("enregistrement."));
    let mut remedies: BTreeSet<String> = of_requests.map(|entry| entry.remedy).collect();
    remedies.extend(PageRefusal::catalogue().iter().map(|refusal| refusal.remede().to_owned()));
    remedies.extend(super::connexion::logouts().iter().map(|refusal| refusal.remede().to_owned()));
    let written = idp_partenaires_web::remedes();
    let missing: Vec<_> = remedies.iter().filter(|remedy| !written.contains_key(remedy.as_str())).collect();
    assert!(missing.is_empty(), "{missing:#?}");
    let orphans: Vec<_> = written.keys().filter(|english| !remedies.contains(**english)).collect();
    assert!(orphans.is_empty(), "nobody says this any more: {orphans:#?}");
}
