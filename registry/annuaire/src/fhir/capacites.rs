//! What this server does: `CapabilityStatement`.

use serde_json::{Value, json};
use url::Url;

use super::demande::Forme;
use super::ressource::Genre;

/// The day on which what is declared last changed.
const DATE: &str = "2026-11-23";

pub fn declaration(origine: &Url) -> Value {
    json!({
        "resourceType": "CapabilityStatement",
        "status": "active",
        "date": DATE,
        "kind": "instance",
        "fhirVersion": "4.0.1",
        "format": ["json"],
        "software": { "name": "Caducée, Annuaire Santé" },
        "implementation": { "description": "Annuaire Santé", "url": format!("{origine}fhir/v2") },
        "rest": [{
            "mode": "server",
            "security": {
                "cors": true,
                "description": "Libre d’accès. L’en-tête ESANTE-API-KEY porte une clé, qui permet plus de questions."
            },
            "resource": Genre::TOUS.map(ressource),
        }],
    })
}

fn ressource(genre: Genre) -> Value {
    let parametres: Vec<Value> =
        genre.parametres().iter().map(|(nom, forme)| json!({ "name": nom, "type": nature(*forme) })).collect();
    let mut declaree = json!({
        "type": genre.nom(),
        "profile": genre.profil(),
        "interaction": [{ "code": "read" }, { "code": "search-type" }],
        "versioning": "no-version",
        "searchParam": parametres,
    });
    for (champ, sens) in [("searchInclude", "_include"), ("searchRevInclude", "_revinclude")] {
        let siennes: Vec<&str> =
            genre.inclusions().iter().filter(|(connu, _)| *connu == sens).map(|(_, valeur)| *valeur).collect();
        if !siennes.is_empty() {
            declaree[champ] = siennes.into();
        }
    }
    declaree
}

const fn nature(forme: Forme) -> &'static str {
    match forme {
        Forme::Token => "token",
        Forme::Chaine => "string",
        Forme::Date => "date",
        Forme::Reference => "reference",
    }
}
