//! The rules of the public profiles: a name, and whether a resource holds it.

use serde_json::Value;

pub type Regle = &'static str;
type Verification = (Regle, fn(&Value) -> bool);

const GUIDE: &str = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/";
const TYPES: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";
const NOS: &str = "https://mos.esante.gouv.fr/NOS/TRE_";

const TOUTES: &[Verification] = &[
    ("id", |une| une["id"].as_str().is_some_and(|id| (1..=64).contains(&id.len()))),
    ("meta.profile", |une| {
        let profils = textes(&une["meta"]["profile"]);
        let public = format!("{GUIDE}as-dp-{}|1.2.0-snapshot-2", genre(une).to_lowercase());
        let francais = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-";
        profils.len() == 2 && profils.contains(&public.as_str()) && profils.iter().any(|un| un.starts_with(francais))
    }),
    ("meta.source", |une| une["meta"]["source"] == "https://annuaire.esante.gouv.fr"),
    ("meta.lastUpdated", |une| une["meta"]["lastUpdated"].as_str().is_some_and(|le| le.ends_with('Z'))),
    ("data-trace", |une| au_plus(&une["meta"]["extension"], 1) && liste(&une["meta"]["extension"]).iter().all(trace)),
    ("active", |une| une["active"].is_boolean()),
    ("identifier", |une| {
        liste(&une["identifier"]).iter().all(|un| un.get("period").is_none() && un.get("assigner").is_none())
    }),
    ("no empty list", |une| sans_vide(une)),
];

const PERSONNE: &[Verification] = &[
    ("identifier", |une| {
        seul(une, "urn:oid:1.2.250.1.71.4.2.1", "IDNPS") && seul(une, "https://rpps.esante.gouv.fr", "RPPS")
    }),
    ("name", |une| au_plus(&une["name"], 1) && liste(&une["name"]).iter().all(|nom| nom.get("period").is_none())),
    ("restricted", |une| absents(une, &["gender", "birthDate", "photo", "address", "communication", "telecom"])),
    ("card", |une| liste(&une["extension"]).iter().all(carte)),
    ("qualification", |une| liste(&une["qualification"]).iter().all(qualification)),
];

const ACTIVITE: &[Verification] = &[
    ("identifier", |une| {
        liste(&une["identifier"]).iter().filter(|un| un["system"] == "https://rpps.esante.gouv.fr").count() == 1
    }),
    ("practitioner", |une| !actif(une) || vers(&une["practitioner"], "Practitioner/")),
    ("organization", |une| une.get("organization").is_none_or(|lieu| vers(lieu, "Organization/"))),
    ("restricted", |une| {
        let absents_ici =
            ["period", "specialty", "healthcareService", "telecom", "availableTime", "notAvailable", "endpoint"];
        absents(une, &absents_ici)
    }),
    ("code", |une| {
        let codes: Vec<&Value> = liste(&une["code"]).iter().map(|un| &un["coding"][0]).collect();
        let de = |liste: &str| codes.iter().filter(|un| de_nos(un, &[liste])).count() <= 1;
        let connues = ["R22", "R23", "R21", "R85", "R96", "R06"];
        codes.iter().all(|un| de_nos(un, &connues)) && connues.iter().all(|une| de(une))
    }),
];

const LIEU: &[Verification] = &[
    ("identifier", |une| {
        let connus = ["FINEJ", "FINEG", "IDNST", "RPPSRG", "SIREN", "SIRET"];
        let types: Vec<&str> =
            liste(&une["identifier"]).iter().filter_map(|un| un["type"]["coding"][0]["code"].as_str()).collect();
        types.contains(&"RPPSRG") && types.iter().all(|un| connus.contains(un))
    }),
    ("type", |une| {
        let types = liste(&une["type"]);
        let tranche = |un: &Value| un["extension"][0]["valueCode"].as_str().unwrap_or_default().to_owned();
        let mut tranches: Vec<String> = types.iter().map(tranche).collect();
        let organisation = tranches.iter().filter(|un| *un == "organizationType").count() == 1;
        let codees = types.iter().all(|un| liste(&un["coding"]).len() == 1 && un["coding"][0]["system"].is_string());
        tranches.sort();
        tranches.dedup();
        organisation && codees && tranches.len() == types.len()
    }),
    ("restricted", |une| absents(une, &["contact", "endpoint"])),
    ("email", |une| {
        liste(&une["telecom"]).iter().all(|un| un["system"] == "phone" || un["system"] == "fax")
            && liste(&une["telecom"]).iter().all(|un| un.get("period").is_none())
    }),
    ("partOf", |une| une.get("partOf").is_none_or(|ej| vers(ej, "Organization/"))),
    ("address", |une| {
        liste(&une["address"]).iter().all(|une| une.get("city").is_some() || une.get("postalCode").is_some())
    }),
];

/// Which rules a resource breaks.
pub fn verifier(ressource: &Value) -> Vec<Regle> {
    let siennes = match genre(ressource) {
        "Practitioner" => PERSONNE,
        "PractitionerRole" => ACTIVITE,
        "Organization" => LIEU,
        autre => panic!("{autre}"),
    };
    TOUTES.iter().chain(siennes).filter(|(_, tenue)| !tenue(ressource)).map(|(regle, _)| *regle).collect()
}

fn genre(une: &Value) -> &str {
    une["resourceType"].as_str().unwrap_or_default()
}

fn actif(une: &Value) -> bool {
    une["active"] == true
}

fn liste(valeur: &Value) -> &[Value] {
    valeur.as_array().map_or(&[], Vec::as_slice)
}

fn textes(valeur: &Value) -> Vec<&str> {
    liste(valeur).iter().filter_map(Value::as_str).collect()
}

fn au_plus(valeur: &Value, nombre: usize) -> bool {
    liste(valeur).len() <= nombre
}

fn absents(une: &Value, champs: &[&str]) -> bool {
    champs.iter().all(|champ| une.get(champ).is_none())
}

fn vers(reference: &Value, debut: &str) -> bool {
    reference["reference"].as_str().is_some_and(|adresse| adresse.starts_with(debut))
}

fn sans_vide(valeur: &Value) -> bool {
    match valeur {
        Value::Array(liste) => !liste.is_empty() && liste.iter().all(sans_vide),
        Value::Object(champs) => !champs.is_empty() && champs.values().all(sans_vide),
        Value::String(texte) => !texte.trim().is_empty(),
        // an index into what is not there leaves this behind: it is no value of FHIR
        Value::Null => false,
        Value::Bool(_) | Value::Number(_) => true,
    }
}

/// Exactly one identifier of this system, with the type of the French list.
fn seul(une: &Value, systeme: &str, code: &str) -> bool {
    let siens: Vec<&Value> = liste(&une["identifier"]).iter().filter(|un| un["system"] == systeme).collect();
    siens.len() == 1
        && siens[0]["type"]["coding"][0]["system"] == TYPES
        && siens[0]["type"]["coding"][0]["code"] == code
}

/// Whether a coding is of one of these lists of the ANS.
fn de_nos(codage: &Value, listes: &[&str]) -> bool {
    let systeme = codage["system"].as_str().unwrap_or_default();
    codage["code"].is_string() && listes.iter().any(|liste| systeme.starts_with(&format!("{NOS}{liste}-")))
}

fn trace(une: &Value) -> bool {
    let systemes = ["RPPS", "FINESS", "MSS", "CG"];
    une["url"] == format!("{GUIDE}as-ext-data-trace")
        && liste(&une["extension"]).iter().all(|champ| match champ["url"].as_str() {
            Some("autorite-enregistrement") => de_nos(&champ["valueCodeableConcept"]["coding"][0], &["R60"]),
            Some("systeme-information") => champ["valueCode"].as_str().is_some_and(|un| systemes.contains(&un)),
            _ => false,
        })
}

fn carte(une: &Value) -> bool {
    une["url"] == format!("{GUIDE}as-ext-smartcard")
        && liste(&une["extension"]).iter().all(|champ| match champ["url"].as_str() {
            Some("type") => de_nos(&champ["valueCodeableConcept"]["coding"][0], &["R87"]),
            Some("number") => champ["valueString"].is_string(),
            Some("period") => champ["valuePeriod"]["end"].is_string(),
            _ => false,
        })
}

/// A profession with its category, or a know-how with its type; never when.
fn qualification(une: &Value) -> bool {
    let codages = liste(&une["code"]["coding"]);
    let toutes = |listes: &[&str]| !codages.is_empty() && codages.iter().all(|un| de_nos(un, listes));
    let savoir_faire = ["R04", "R38", "R39", "R40", "R42", "R43", "R44", "R45", "R97"];
    absents(une, &["period", "issuer"]) && (toutes(&["G15", "R291", "R94", "R95", "R09"]) || toutes(&savoir_faire))
}
