//! OpenID Connect Back-Channel Logout 1.0 §2.6, check by check: what comes after the signature.

use ambient::{Seconds, Timestamp};
use jose::jws::Header;
use serde_json::{Map, Value};

use super::RefusLogout;

const TYPE: &str = "logout+jwt";
const EVENEMENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// How far the provider's clock and ours may differ.
const ECART: Seconds = Seconds(10);

/// Whose session is over: a session, or all those of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logout {
    pub jti: String,
    pub sujet: Option<String>,
    pub session: Option<String>,
    pub emis_le: Timestamp,
    pub expire_le: Timestamp,
}

/// From whom, for whom.
pub struct Attendu<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
}

impl Logout {
    /// §2.4: explicitly typed, so that no other token of the provider is taken for one.
    pub fn du_bon_genre(entete: &Header) -> Result<(), RefusLogout> {
        let bon = entete.media_type().as_deref() == Some(TYPE);
        bon.then_some(()).ok_or(RefusLogout::Genre)
    }
}

impl Attendu<'_> {
    pub fn lire(&self, claims: &Map<String, Value>, maintenant: Timestamp) -> Result<Logout, RefusLogout> {
        let texte = |nom: &str| claims.get(nom).and_then(Value::as_str);
        if texte("iss") != Some(self.issuer) {
            return Err(RefusLogout::Emetteur);
        }
        self.pour_ce_portail(claims)?;
        let (emis_le, expire_le) = a_l_heure(claims, maintenant)?;
        evenement(claims)?;
        if claims.contains_key("nonce") {
            return Err(RefusLogout::Nonce);
        }
        let jti = nomme(claims, "jti", RefusLogout::SansJti)?.ok_or(RefusLogout::SansJti)?;
        let sujet = nomme(claims, "sub", RefusLogout::Personne)?;
        let session = nomme(claims, "sid", RefusLogout::Personne)?;
        if sujet.is_none() && session.is_none() {
            return Err(RefusLogout::Personne);
        }
        Ok(Logout { jti, sujet, session, emis_le, expire_le })
    }

    /// As for an ID token (Core 1.0 §3.1.3.7): this client, and nobody whom it does not know.
    fn pour_ce_portail(&self, claims: &Map<String, Value>) -> Result<(), RefusLogout> {
        let seul = |aud: &Value| aud.as_str() == Some(self.client_id);
        let bon = match claims.get("aud") {
            Some(Value::Array(tous)) => !tous.is_empty() && tous.iter().all(seul),
            Some(aud) => seul(aud),
            None => false,
        };
        bon.then_some(()).ok_or(RefusLogout::Audience)
    }
}

/// `iat` and `exp`, which are both there.
fn a_l_heure(claims: &Map<String, Value>, maintenant: Timestamp) -> Result<(Timestamp, Timestamp), RefusLogout> {
    let instant = |nom: &str| claims.get(nom).and_then(Value::as_i64).map(Timestamp::from_seconds);
    let (iat, exp) = instant("iat").zip(instant("exp")).ok_or(RefusLogout::Temps)?;
    let bon = iat <= maintenant.plus(ECART) && iat < exp && maintenant < exp;
    bon.then_some((iat, exp)).ok_or(RefusLogout::Temps)
}

fn evenement(claims: &Map<String, Value>) -> Result<(), RefusLogout> {
    let bon = claims.get("events").and_then(|events| events.get(EVENEMENT)).is_some_and(Value::is_object);
    bon.then_some(()).ok_or(RefusLogout::Evenement)
}

/// A name, where there is one: a text that is not empty.
fn nomme(claims: &Map<String, Value>, nom: &str, refus: RefusLogout) -> Result<Option<String>, RefusLogout> {
    match claims.get(nom) {
        None => Ok(None),
        Some(Value::String(texte)) if !texte.is_empty() => Ok(Some(texte.clone())),
        Some(_) => Err(refus),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    const MAINTENANT: Timestamp = Timestamp::from_seconds(1_800_000_000);

    /// What is read of a right token, with some claims written otherwise; `null` takes one away.
    fn lire(changes: &[(&str, Value)]) -> Result<Logout, RefusLogout> {
        let mut claims = json!({
            "iss": "https://idp.test", "aud": "portail", "iat": 1_799_999_990_i64, "exp": 1_800_000_110_i64,
            "jti": "j1", "sub": "alba", "sid": "s1", "events": { EVENEMENT: {} },
        });
        let claims = claims.as_object_mut().unwrap();
        for (nom, valeur) in changes {
            claims.remove(*nom);
            if !valeur.is_null() {
                claims.insert((*nom).to_owned(), valeur.clone());
            }
        }
        Attendu { issuer: "https://idp.test", client_id: "portail" }.lire(claims, MAINTENANT)
    }

    // requirement: S04 S06
    #[test]
    fn a_logout_names_a_session_or_a_person() {
        let lu = lire(&[]).unwrap();
        assert_eq!((lu.jti.as_str(), lu.sujet.as_deref(), lu.session.as_deref()), ("j1", Some("alba"), Some("s1")));
        assert_eq!(lire(&[("sub", Value::Null)]).unwrap().sujet, None);
        assert_eq!(lire(&[("sid", Value::Null)]).unwrap().session, None);
        assert!(lire(&[("aud", json!(["portail"]))]).is_ok());
        assert!(lire(&[("iat", json!(1_800_000_010_i64))]).is_ok(), "a clock ten seconds ahead");
        assert!(lire(&[("unknown", json!(true))]).is_ok(), "what is not understood is read past");
    }

    // requirement: S06
    #[test]
    fn each_claim_that_does_not_hold_has_its_refusal() {
        for (nom, valeur, refus) in [
            ("iss", json!("https://idp.test/"), RefusLogout::Emetteur),
            ("iss", Value::Null, RefusLogout::Emetteur),
            ("aud", json!("dui"), RefusLogout::Audience),
            ("aud", json!(["portail", "dui"]), RefusLogout::Audience),
            ("aud", json!([]), RefusLogout::Audience),
            ("aud", Value::Null, RefusLogout::Audience),
            ("iat", json!(1_800_000_011_i64), RefusLogout::Temps),
            ("iat", json!("1800000000"), RefusLogout::Temps),
            ("iat", Value::Null, RefusLogout::Temps),
            ("exp", json!(1_800_000_000_i64), RefusLogout::Temps),
            ("exp", Value::Null, RefusLogout::Temps),
            ("events", Value::Null, RefusLogout::Evenement),
            ("events", json!({}), RefusLogout::Evenement),
            ("events", json!({ EVENEMENT: true }), RefusLogout::Evenement),
            ("events", json!([EVENEMENT]), RefusLogout::Evenement),
            ("nonce", json!("n"), RefusLogout::Nonce),
            ("nonce", json!(""), RefusLogout::Nonce),
            ("jti", Value::Null, RefusLogout::SansJti),
            ("jti", json!(""), RefusLogout::SansJti),
            ("sid", json!(7), RefusLogout::Personne),
            ("sub", json!(""), RefusLogout::Personne),
        ] {
            assert_eq!(lire(&[(nom, valeur.clone())]), Err(refus), "{nom} {valeur}");
        }
        assert_eq!(lire(&[("sub", Value::Null), ("sid", Value::Null)]), Err(RefusLogout::Personne));
    }
}
