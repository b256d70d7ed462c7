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
