//! What `try` checks of an ID token and a userinfo answer, by the rules of OpenID Connect Core §3.1.3.7 and the
//! skeletons of Pro Santé Connect.

use aws_lc_rs::digest;
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Validation};
use serde::Serialize;
use serde_json::{Map, Value, json};

use super::EssaiError;

/// One check and whether it held.
#[derive(Clone, Debug, Serialize)]
pub struct Check {
    pub check: &'static str,
    pub holds: bool,
}

#[derive(Debug, Default)]
pub struct Checks(Vec<Check>);

impl Checks {
    pub fn note(&mut self, check: &'static str, holds: bool) {
        self.0.push(Check { check, holds });
    }

    pub fn into_vec(self) -> Vec<Check> {
        self.0
    }
}

/// What the relying party expected.
pub struct Attendu<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub nonce: &'a str,
    pub access_token: &'a str,
    pub auth_mode: &'a str,
    pub identifiant: &'a str,
    pub avec_situation: bool,
}

/// Verifies the signature with the published key, then each claim; gives the decoded token.
pub fn id_token(
    checks: &mut Checks,
    token: &str,
    keys: &JwkSet,
    attendu: &Attendu<'_>,
) -> Result<(Value, Map<String, Value>), EssaiError> {
    let header = jsonwebtoken::decode_header(token)?;
    let key = header.kid.as_deref().and_then(|kid| keys.find(kid)).ok_or(EssaiError::CleInconnue)?;
    let mut validation = Validation::new(Algorithm::RS256);
    validation.set_audience(&[attendu.client_id]);
    validation.set_issuer(&[attendu.issuer]);
    validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
    let decoded = jsonwebtoken::decode::<Map<String, Value>>(token, &DecodingKey::from_jwk(key)?, &validation)?;
    checks.note("id_token: signature, iss, aud, exp", true);
    let claims = decoded.claims;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).unwrap_or_default().to_owned();
    let number = |name: &str| claims.get(name).and_then(Value::as_i64).unwrap_or_default();
    checks.note("header: RS256, JWT, a 43-character kid", header.kid.as_deref().is_some_and(|kid| kid.len() == 43));
    checks.note("id_token: nonce", text("nonce") == attendu.nonce);
    checks.note("id_token: aud is a plain string", claims.get("aud").is_some_and(Value::is_string));
    checks.note("id_token: azp", text("azp") == attendu.client_id);
    checks.note("id_token: at_hash", text("at_hash") == at_hash(attendu.access_token));
    checks.note("id_token: lives 120 s", number("exp") - number("iat") == 120);
    checks.note("id_token: auth_time is not later than iat", number("auth_time") <= number("iat"));
    checks.note("id_token: sid = session_state", !text("sid").is_empty() && text("sid") == text("session_state"));
    checks.note("id_token: authMode", text("authMode") == attendu.auth_mode);
    checks.note("id_token: acr", text("acr") == "eidas1");
    checks.note("id_token: SubjectNameID", text("SubjectNameID") == attendu.identifiant);
    checks.note("id_token: keys of the skeleton", same_keys(&claims, ID_TOKEN, attendu.avec_situation));
    let header = json!({ "alg": format!("{:?}", header.alg), "typ": header.typ, "kid": header.kid });
    Ok((header, claims))
}

/// Compares userinfo with the skeleton, key for key and type for type.
pub fn userinfo(checks: &mut Checks, claims: &Map<String, Value>, sub: &str, attendu: &Attendu<'_>) {
    checks.note("userinfo: sub of the ID token", claims.get("sub").and_then(Value::as_str) == Some(sub));
    checks.note("userinfo: keys of the skeleton", same_keys(claims, USERINFO, attendu.avec_situation));
    let exercices = claims.get("SubjectRefPro").and_then(|pro| pro.get("exercices")).and_then(Value::as_array);
    let activities: Vec<&Value> = exercices
        .into_iter()
        .flatten()
        .flat_map(|exercice| exercice["activities"].as_array().into_iter().flatten())
        .collect();
    checks.note("userinfo: at least one current activity", !activities.is_empty());
    checks.note(
        "userinfo: keys of each exercice",
        exercices.into_iter().flatten().all(|e| e.as_object().is_some_and(|e| same_keys(e, EXERCICE, false))),
    );
    checks.note(
        "userinfo: keys of each activity",
        activities.iter().all(|a| a.as_object().is_some_and(|a| same_keys(a, ACTIVITY, false))),
    );
    checks.note(
        "userinfo: every leaf is a text, qualite a number",
        Value::Object(without_situation(claims)).leaves_hold(),
    );
}

fn without_situation(claims: &Map<String, Value>) -> Map<String, Value> {
    claims.iter().filter(|(key, _)| *key != "situation").map(|(key, value)| (key.clone(), value.clone())).collect()
}

fn same_keys(object: &Map<String, Value>, expected: &[&str], avec_situation: bool) -> bool {
    let mut expected: Vec<&str> = expected.to_vec();
    if avec_situation {
        expected.push("situation");
    }
    object.len() == expected.len() && expected.iter().all(|key| object.contains_key(*key))
}

trait Leaves {
    fn leaves_hold(&self) -> bool;
}

impl Leaves for Value {
    fn leaves_hold(&self) -> bool {
        match self {
            Value::Object(members) => members.iter().all(|(key, value)| match value {
                Value::Number(_) => key == "qualite",
                other => other.leaves_hold(),
            }),
            Value::Array(items) => items.iter().all(Leaves::leaves_hold),
            Value::String(_) => true,
            Value::Null | Value::Bool(_) | Value::Number(_) => false,
        }
    }
}

/// OpenID Connect Core §3.1.3.6: the left half of the hash of the access token.
fn at_hash(access_token: &str) -> String {
    let hash = digest::digest(&digest::SHA256, access_token.as_bytes());
    URL_SAFE_NO_PAD.encode(&hash.as_ref()[..16])
}

const ID_TOKEN: &[&str] = &[
    "exp",
    "iat",
    "auth_time",
    "jti",
    "iss",
    "aud",
    "sub",
    "typ",
    "azp",
    "nonce",
    "session_state",
    "at_hash",
    "sid",
    "authMode",
    "acr",
    "SubjectNameID",
    "preferred_username",
    "given_name",
    "family_name",
];

const USERINFO: &[&str] = &[
    "Secteur_Activite",
    "sub",
    "codeGenreActivite",
    "SubjectOrganization",
    "Mode_Acces_Raison",
    "preferred_username",
    "codeCivilite",
    "given_name",
    "Acces_Regulation_Medicale",
    "UITVersion",
    "authMode",
    "Palier_Authentification",
    "SubjectRefPro",
    "SubjectOrganizationID",
    "SubjectRole",
    "PSI_Locale",
    "otherIds",
    "SubjectNameID",
    "family_name",
];

const EXERCICE: &[&str] = &[
    "codeProfession",
    "codeCategorieProfessionnelle",
    "codeCiviliteDexercice",
    "nomDexercice",
    "prenomDexercice",
    "codeTypeSavoirFaire",
    "codeSavoirFaire",
    "activities",
];

const ACTIVITY: &[&str] = &[
    "codeModeExercice",
    "codeSecteurDactivite",
    "codeSectionPharmacien",
    "codeRole",
    "codeGenreActivite",
    "numeroSiretSite",
    "numeroSirenSite",
    "numeroFinessSite",
    "numeroFinessetablissementJuridique",
    "identifiantTechniqueDeLaStructure",
    "raisonSocialeSite",
    "enseigneCommercialeSite",
    "complementDestinataire",
    "complementPointGeographique",
    "numeroVoie",
    "indiceRepetitionVoie",
    "codeTypeDeVoie",
    "libelleVoie",
    "mentionDistribution",
    "bureauCedex",
    "codePostal",
    "codeCommune",
    "codePays",
    "telephone",
    "telephone2",
    "telecopie",
    "adresseEMail",
    "codeDepartement",
    "ancienIdentifiantDeLaStructure",
    "autoriteDenregistrement",
];
