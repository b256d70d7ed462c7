//! RFC 9068 §4, check by check.

use ambient::{Seconds, Timestamp};
use jose::jws::{self, Header, JwsError};
use jose::{JwkSet, JwsAlg};
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
    /// In the order in which a caller puts things right.
    pub fn personne(
        &self,
        claims: &Map<String, Value>,
        maintenant: Timestamp,
    ) -> Result<IdentifiantNational, RefusJeton> {
        self.du_bon_emetteur(claims)?;
        self.pour_ce_registre(claims)?;
        a_l_heure(claims, maintenant)?;
        sans_cle(claims)?;
        avec_la_portee(claims)?;
        personne(claims)
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
    let portees = texte(claims, "scope").unwrap_or_default();
    let ouvre = portees.split(' ').any(|portee| portee == Jetons::PORTEE);
    ouvre.then_some(()).ok_or(RefusJeton::SansPortee)
}

/// A token of a service that acts in its own name has none.
fn personne(claims: &Map<String, Value>) -> Result<IdentifiantNational, RefusJeton> {
    let identifiant = texte(claims, "SubjectNameID").and_then(|texte| texte.parse().ok());
    identifiant.ok_or(RefusJeton::SansPersonne)
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
        });
        for (nom, valeur) in changes {
            claims[*nom] = valeur.clone();
        }
        let Value::Object(claims) = claims else { panic!("an object") };
        attendu.personne(&claims, MAINTENANT).map(|personne| personne.to_string())
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
        ] {
            assert_eq!(lire(&[(nom, valeur.clone())]), Err(refus), "{nom} {valeur}");
        }
    }
}
