//! RFC 9068 §4, check by check.

use ambient::{Seconds, Timestamp};
use jose::jws::{self, Header, JwsError};
use jose::{JwkSet, JwsAlg};
use registry_core::contact::{MoyenFort, PreuveForte};
use sante::IdentifiantNational;
use serde_json::{Map, Value};

use super::{Jetons, RefusJeton};

/// How far the provider's clock and ours may differ.
const ECART: Seconds = Seconds(5);

/// What a token must say.
pub struct Attendu {
    pub emetteur: String,
    pub ressource: String,
}

/// Whom to ask for the key, and that it is an access token at all: an ID token never passes for one.
pub fn entete(jeton: &str) -> Result<Header, RefusJeton> {
    let entete = jws::header(jeton).map_err(|_| RefusJeton::Illisible)?;
    match entete.media_type().as_deref() {
        Some("at+jwt") => Ok(entete),
        _ => Err(RefusJeton::AutreGenre),
    }
}

pub fn signe(jeton: &str, cles: &JwkSet) -> Result<Map<String, Value>, RefusJeton> {
    match jws::verify(jeton, cles, &JwsAlg::ALL) {
        Ok(verifie) => Ok(verifie.claims),
        Err(JwsError::Form | JwsError::Header(_) | JwsError::Payload(_) | JwsError::Member(_)) => {
            Err(RefusJeton::Illisible)
        }
        Err(_) => Err(RefusJeton::Signature),
    }
}

impl Attendu {
    /// Who speaks, and how and when they showed it. In the order in which a caller puts things right.
    pub fn preuve(&self, claims: &Map<String, Value>, maintenant: Timestamp) -> Result<PreuveForte, RefusJeton> {
        self.du_bon_emetteur(claims)?;
        self.pour_ce_registre(claims)?;
        a_l_heure(claims, maintenant)?;
        sans_cle(claims)?;
        avec_la_portee(claims)?;
        let personne = personne(claims)?;
        let moyen = deux_facteurs(claims)?;
        Ok(PreuveForte { personne, le: recente(claims, maintenant)?, moyen })
    }

    fn du_bon_emetteur(&self, claims: &Map<String, Value>) -> Result<(), RefusJeton> {
        let bon = texte(claims, "iss") == Some(self.emetteur.as_str());
        bon.then_some(()).ok_or(RefusJeton::AutreEmetteur)
    }

    fn pour_ce_registre(&self, claims: &Map<String, Value>) -> Result<(), RefusJeton> {
        let ressource = Value::from(self.ressource.as_str());
        let bon = match claims.get("aud") {
            Some(Value::Array(toutes)) => toutes.contains(&ressource),
            seule => seule == Some(&ressource),
        };
        bon.then_some(()).ok_or(RefusJeton::AutreRessource)
    }
}

fn a_l_heure(claims: &Map<String, Value>, maintenant: Timestamp) -> Result<(), RefusJeton> {
    let instant = |nom: &str| claims.get(nom).and_then(Value::as_i64).map(Timestamp::from_seconds);
    let fini = instant("exp").is_none_or(|exp| exp <= maintenant);
    let futur = instant("nbf").is_some_and(|nbf| maintenant.plus(ECART) < nbf)
        || instant("iat").is_none_or(|iat| maintenant.plus(ECART) < iat);
    if fini || futur { Err(RefusJeton::HorsDuTemps) } else { Ok(()) }
}

/// Whoever stole it may not use it as a bearer token.
fn sans_cle(claims: &Map<String, Value>) -> Result<(), RefusJeton> {
    if claims.contains_key("cnf") { Err(RefusJeton::Lie) } else { Ok(()) }
}

fn avec_la_portee(claims: &Map<String, Value>) -> Result<(), RefusJeton> {
    porte(claims, Jetons::PORTEE).then_some(()).ok_or(RefusJeton::SansPortee)
}

/// Whether the token was given for this scope (RFC 9068 §2.2.3).
pub fn porte(claims: &Map<String, Value>, voulue: &str) -> bool {
    texte(claims, "scope").unwrap_or_default().split(' ').any(|portee| portee == voulue)
}

/// A token of a service that acts in its own name has none.
fn personne(claims: &Map<String, Value>) -> Result<IdentifiantNational, RefusJeton> {
    let identifiant = texte(claims, "SubjectNameID").and_then(|texte| texte.parse().ok());
    identifiant.ok_or(RefusJeton::SansPersonne)
}

/// The level and the means, as the portal demands them. A provider that says neither has proved nothing.
fn deux_facteurs(claims: &Map<String, Value>) -> Result<MoyenFort, RefusJeton> {
    let niveau = texte(claims, "acr").is_some_and(|acr| Jetons::NIVEAUX.contains(&acr));
    let amr = claims.get("amr").and_then(Value::as_array).into_iter().flatten();
    let amr: Vec<String> = amr.filter_map(Value::as_str).map(str::to_owned).collect();
    let moyen = MoyenFort::lu(texte(claims, "authMode").unwrap_or_default(), &amr);
    moyen.filter(|_| niveau).ok_or(RefusJeton::SansNiveau)
}

/// A session of the portal ends after as long.
fn recente(claims: &Map<String, Value>, maintenant: Timestamp) -> Result<Timestamp, RefusJeton> {
    let le = claims.get("auth_time").and_then(Value::as_i64).map(Timestamp::from_seconds);
    let tient = |le: &Timestamp| *le <= maintenant.plus(ECART) && maintenant <= le.plus(Jetons::DUREE);
    le.filter(tient).ok_or(RefusJeton::Ancienne)
}

fn texte<'a>(claims: &'a Map<String, Value>, nom: &str) -> Option<&'a str> {
    claims.get(nom).and_then(Value::as_str)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MAINTENANT: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn lire(changes: &[(&str, Value)]) -> Result<String, RefusJeton> {
        let attendu =
            Attendu { emetteur: "https://idp.test".to_owned(), ressource: "https://registre.test/api/v1".to_owned() };
        let mut claims = json!({
            "iss": "https://idp.test", "aud": "https://registre.test/api/v1", "exp": 1_800_000_060_i64,
            "iat": 1_799_999_990_i64, "scope": "openid registre", "SubjectNameID": "3690990015/CPED0001",
            "acr": "eidas2", "auth_time": 1_799_999_000_i64, "amr": ["pop", "pin", "mfa"], "authMode": "MOBILE",
        });
        for (nom, valeur) in changes {
            claims[*nom] = valeur.clone();
        }
        let Value::Object(claims) = claims else { panic!("an object") };
        attendu.preuve(&claims, MAINTENANT).map(|preuve| preuve.personne.to_string())
    }

    #[test]
    fn a_token_for_this_registry_names_its_person() {
        assert_eq!(lire(&[]).as_deref(), Ok("3690990015/CPED0001"));
        let plusieurs = json!(["https://autre.test", "https://registre.test/api/v1"]);
        assert_eq!(lire(&[("aud", plusieurs)]).as_deref(), Ok("3690990015/CPED0001"));
    }

    #[test]
    fn each_claim_that_does_not_hold_has_its_refusal() {
        for (nom, valeur, refus) in [
            ("iss", json!("https://idp.test/"), RefusJeton::AutreEmetteur),
            ("aud", json!("https://registre.test"), RefusJeton::AutreRessource),
            ("aud", json!(null), RefusJeton::AutreRessource),
            ("exp", json!(1_800_000_000_i64), RefusJeton::HorsDuTemps),
            ("exp", json!("1900000000"), RefusJeton::HorsDuTemps),
            ("iat", json!(1_800_000_060_i64), RefusJeton::HorsDuTemps),
            ("nbf", json!(1_800_000_060_i64), RefusJeton::HorsDuTemps),
            ("cnf", json!({"jkt": "x"}), RefusJeton::Lie),
            ("cnf", json!({}), RefusJeton::Lie),
            ("scope", json!("openid registres"), RefusJeton::SansPortee),
            ("SubjectNameID", json!("CPED0001"), RefusJeton::SansPersonne),
            ("SubjectNameID", json!(null), RefusJeton::SansPersonne),
            ("acr", json!("eidas1"), RefusJeton::SansNiveau),
            ("acr", json!(null), RefusJeton::SansNiveau),
            ("auth_time", json!(null), RefusJeton::Ancienne),
            ("auth_time", json!("1799999000"), RefusJeton::Ancienne),
            ("auth_time", json!(1_799_985_599_i64), RefusJeton::Ancienne),
            ("auth_time", json!(1_800_000_006_i64), RefusJeton::Ancienne),
        ] {
            assert_eq!(lire(&[(nom, valeur.clone())]), Err(refus), "{nom} {valeur}");
        }
    }
}
