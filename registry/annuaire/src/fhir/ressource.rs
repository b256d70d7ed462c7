//! What the three resources have in common: their names, their origin, their identifiers.

use ambient::Timestamp;
use registry_core::CleStructure;
use serde_json::{Value, json};

use super::codage;

const PROFILS: &str = "https://interop.esante.gouv.fr/ig/fhir/annuaire/StructureDefinition/";
/// The guide whose profiles these are, and the French core that they stand on.
const VERSION: &str = "1.2.0-snapshot-2";
const FR_CORE: &str = "https://hl7.fr/ig/fhir/core/StructureDefinition/fr-core-";
const VERSION_FR_CORE: &str = "2.2.0";
const SOURCE: &str = "https://annuaire.esante.gouv.fr";
const TYPES_IDENTIFIANT: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-0203";

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Genre {
    Practitioner,
    PractitionerRole,
    Organization,
}

impl Genre {
    pub const TOUS: [Self; 3] = [Self::Practitioner, Self::PractitionerRole, Self::Organization];

    pub const fn nom(self) -> &'static str {
        match self {
            Self::Practitioner => "Practitioner",
            Self::PractitionerRole => "PractitionerRole",
            Self::Organization => "Organization",
        }
    }

    pub fn lu(nom: &str) -> Option<Self> {
        Self::TOUS.into_iter().find(|genre| genre.nom() == nom)
    }

    pub fn profil(self) -> String {
        format!("{PROFILS}as-dp-{}", self.nom().to_ascii_lowercase())
    }

    /// Both that a resource names.
    fn profils(self) -> [String; 2] {
        let socle = match self {
            Self::Practitioner => "practitioner",
            Self::PractitionerRole => "practitioner-role",
            Self::Organization => "organization",
        };
        [format!("{}|{VERSION}", self.profil()), format!("{FR_CORE}{socle}|{VERSION_FR_CORE}")]
    }

    pub fn reference(self, id: &str) -> Value {
        json!({ "reference": format!("{}/{id}", self.nom()) })
    }
}

/// The beginning of every resource.
pub fn debut(genre: Genre, id: &str, maj: Timestamp) -> Value {
    let meta = json!({ "lastUpdated": instant(maj), "source": SOURCE, "profile": genre.profils() });
    json!({ "resourceType": genre.nom(), "id": id, "meta": meta, "language": "fr" })
}

/// Where the data come from: the authority that registers, if known, and the system.
pub fn tracer(ressource: &mut Value, autorite: &str, systeme: &str) {
    let mut origines = Vec::new();
    let concept = codage::concept(codage::AUTORITE, code_autorite(autorite), None);
    if let Some(mut concept) = concept {
        concept["text"] = autorite.into();
        origines.push(json!({ "url": "autorite-enregistrement", "valueCodeableConcept": concept }));
    }
    origines.push(json!({ "url": "systeme-information", "valueCode": systeme }));
    ressource["meta"]["extension"] = json!([{ "url": extension("data-trace"), "extension": origines }]);
}

/// The first of the three places of an authority, `ARS-84/ARS-84/ARS-84`, which are the same for most.
pub fn code_autorite(autorite: &str) -> &str {
    autorite.split('/').next().unwrap_or_default().trim()
}

/// The address of an extension of the guide.
pub fn extension(nom: &str) -> String {
    format!("{PROFILS}as-ext-{nom}")
}

pub fn identifiant(genre: &str, systeme: &str, valeur: &str) -> Value {
    let codage = json!({ "coding": [{ "system": TYPES_IDENTIFIANT, "code": genre }] });
    json!({ "use": "official", "type": codage, "system": systeme, "value": valeur })
}

/// As FHIR writes an instant.
pub fn instant(le: Timestamp) -> String {
    let le = jiff::Timestamp::from_millisecond(le.millis()).unwrap_or_default();
    format!("{le:.3}")
}

/// A code of FHIR has no blank at its ends nor two in a row.
pub fn code(texte: &str) -> String {
    texte.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The logical id of a place: its key, or the bytes of it where FHIR does not take it as it is. `None`: too long for one.
pub fn id_de_lieu(cle: &CleStructure) -> Option<String> {
    let texte = cle.as_str();
    let simple = |octet: u8| octet.is_ascii_alphanumeric() || octet == b'-';
    if !texte.is_empty() && texte.len() <= 64 && texte.bytes().all(simple) && !texte.starts_with(HEXA) {
        return Some(texte.to_owned());
    }
    let hexa = texte.bytes().fold(HEXA.to_owned(), |hexa, octet| format!("{hexa}{octet:02x}"));
    (hexa.len() <= 64 && !texte.is_empty()).then_some(hexa)
}

/// The key behind a logical id.
pub fn lieu_d_id(id: &str) -> Option<CleStructure> {
    let Some(hexa) = id.strip_prefix(HEXA) else { return Some(CleStructure::from(id)) };
    if !hexa.is_ascii() || hexa.len() % 2 == 1 {
        return None;
    }
    let octets = (0..hexa.len()).step_by(2).map(|place| u8::from_str_radix(&hexa[place..place + 2], 16).ok());
    String::from_utf8(octets.collect::<Option<_>>()?).ok().map(|cle| CleStructure::from(cle.as_str()))
}

const HEXA: &str = "x-";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_has_an_id_that_leads_back_to_it() {
        for cle in ["F690990114", "C12345678900011", "R 42/é", "x-1", "a.b"] {
            let id = id_de_lieu(&CleStructure::from(cle)).unwrap();
            assert!(id.len() <= 64 && id.bytes().all(|octet| octet.is_ascii_alphanumeric() || octet == b'-'), "{id}");
            assert_eq!(lieu_d_id(&id).unwrap().as_str(), cle);
        }
        assert_eq!(id_de_lieu(&CleStructure::from("é".repeat(40).as_str())), None);
        assert_eq!(lieu_d_id("x-0"), None);
        assert_eq!(lieu_d_id("x-ff"), None);
    }

    #[test]
    fn an_instant_is_written_in_utc_with_its_milliseconds() {
        assert_eq!(instant(Timestamp::from_millis(1_800_000_000_120)), "2027-01-15T08:00:00.120Z");
    }
}
