//! The code lists of the ANS, as FHIR names them.

use serde_json::{Value, json};

pub const IDNPS: &str = "urn:oid:1.2.250.1.71.4.2.1";
pub const RPPS: &str = "https://rpps.esante.gouv.fr";
pub const IDNST: &str = "urn:oid:1.2.250.1.71.4.2.2";
pub const FINESS: &str = "https://finess.esante.gouv.fr";
pub const RPPS_RANG: &str = "https://rppsrang.esante.gouv.fr";
pub const SIRENE: &str = "https://sirene.fr";
pub const GENRES_ORGANISATION: &str = "https://hl7.fr/ig/fhir/core/CodeSystem/fr-core-cs-v2-3307";

pub const AUTORITE: &str = "TRE_R60-AutoriteEnregistrement";
pub const CARTE: &str = "TRE_R87-TypeCarte";
pub const SECTEUR: &str = "TRE_R02-SecteurActivite";
pub const CATEGORIE_ETABLISSEMENT: &str = "TRE_R66-CategorieEtablissement";
pub const STATUT_JURIDIQUE: &str = "TRE_R72-FinessStatutJuridique";
pub const GENRE_ACTIVITE: &str = "TRE_R22-GenreActivite";
pub const MODE: &str = "TRE_R23-ModeExercice";
pub const ROLE: &str = "TRE_R85-RolePriseCharge";
pub const FONCTION: &str = "TRE_R21-Fonction";
pub const SECTION: &str = "TRE_R06-SectionTableauCNOP";
pub const CATEGORIE: &str = "TRE_R09-CategorieProfessionnelle";
pub const TYPE_SAVOIR_FAIRE: &str = "TRE_R04-TypeSavoirFaire";

/// The address of a list: `TRE_R22-GenreActivite` is at `…/NOS/TRE_R22-GenreActivite/FHIR/TRE-R22-GenreActivite`.
pub fn systeme(liste: &str) -> String {
    format!("https://mos.esante.gouv.fr/NOS/{liste}/FHIR/{}", liste.replacen('_', "-", 1))
}

/// Social workers, holders of a title, role holders; everybody else is of a profession of health.
pub const fn profession(code: &str) -> &'static str {
    match code.as_bytes() {
        b"99" => "TRE_R291-AutreProfession",
        b"41" => "TRE_R94-ProfessionSocial",
        b"71" | b"72" | b"73" | b"93" => "TRE_R95-UsagerTitre",
        _ => "TRE_G15-ProfessionSante",
    }
}

/// Each type of know-how has a list of its own. `None`: which one is not known here, so that the type alone is shown.
pub fn savoir_faire(type_code: &str) -> Option<&'static str> {
    Some(match type_code {
        "S" => "TRE_R38-SpecialiteOrdinale",
        "C" => "TRE_R39-Competence",
        "CAPA" => "TRE_R43-CapaciteSavoirFaire",
        "PAC" => "TRE_R44-QualificationPAC",
        _ => return None,
    })
}

/// Codes of three digits are those of role holders.
pub fn fonction(code: &str) -> &'static str {
    if code.len() == 3 && code.bytes().all(|octet| octet.is_ascii_digit()) { ROLE } else { FONCTION }
}

/// One coding; `None`: there is no code.
pub fn codage(liste: &str, code: &str, libelle: Option<&str>) -> Option<Value> {
    let code = super::ressource::code(code);
    if code.is_empty() {
        return None;
    }
    let mut codage = json!({ "system": systeme(liste), "code": code });
    if let Some(libelle) = libelle.filter(|libelle| !libelle.is_empty()) {
        codage["display"] = libelle.into();
    }
    Some(codage)
}

/// A concept of one coding.
pub fn concept(liste: &str, code: &str, libelle: Option<&str>) -> Option<Value> {
    Some(json!({ "coding": [codage(liste, code, libelle)?] }))
}
