//! Logout tokens (OpenID Connect Back-Channel Logout 1.0 §2.4 to §2.6): the checks, in their order.

use jsonwebtoken::jwk::JwkSet;
use jsonwebtoken::{Algorithm, DecodingKey, Header, Validation};
use serde_json::{Map, Value};

const TYPE: &str = "logout+jwt";
const EVENEMENT: &str = "http://schemas.openid.net/event/backchannel-logout";
/// Seconds by which the provider's clock and ours may differ.
const ECART: u64 = 10;
/// Those of ID tokens: keys that the provider publishes, never a shared secret.
const ALGORITHMES: [Algorithm; 4] = [Algorithm::RS256, Algorithm::PS256, Algorithm::ES256, Algorithm::EdDSA];

/// Whose session is over: this one, or all those of a person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fin {
    pub session: Option<String>,
    pub sujet: Option<String>,
    /// A notice is taken once.
    pub jti: String,
}

/// From whom, for whom, by whose keys.
pub struct Attendu<'a> {
    pub issuer: &'a str,
    pub client_id: &'a str,
    pub cles: &'a JwkSet,
}

#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RefusAvis {
    #[error("the logout token is not a readable JWT")]
    Illisible,
    #[error("the typ of a logout token is logout+jwt")]
    Genre,
    #[error("the algorithm is not one of the ID tokens")]
    Algorithme,
    #[error("no published key of the provider has this kid")]
    CleInconnue,
    #[error("signature, iss, aud, iat or exp does not hold")]
    Preuve,
    #[error("events does not hold the event of a logout")]
    Evenement,
    #[error("a logout token has no nonce")]
    Nonce,
    #[error("jti is missing")]
    SansJti,
    #[error("neither sub nor sid names anything")]
    Personne,
    #[error("this jti was received before")]
    DejaRecu,
}

impl Attendu<'_> {
    pub fn lire(&self, jeton: &str) -> Result<Fin, RefusAvis> {
        let entete = jsonwebtoken::decode_header(jeton).map_err(|_| RefusAvis::Illisible)?;
        du_bon_genre(&entete)?;
        permis(&entete)?;
        let cle = self.cle(&entete)?;
        let claims = self.prouve(jeton, &entete, &cle)?;
        evenement(&claims)?;
        if claims.contains_key("nonce") {
            return Err(RefusAvis::Nonce);
        }
        let texte = |nom: &str| claims.get(nom).and_then(Value::as_str).filter(|texte| !texte.is_empty());
        let jti = texte("jti").ok_or(RefusAvis::SansJti)?.to_owned();
        let (session, sujet) = (texte("sid").map(str::to_owned), texte("sub").map(str::to_owned));
        match (&session, &sujet) {
            (None, None) => Err(RefusAvis::Personne),
            _ => Ok(Fin { session, sujet, jti }),
        }
    }

    fn cle(&self, entete: &Header) -> Result<DecodingKey, RefusAvis> {
        let jwk = entete.kid.as_deref().and_then(|kid| self.cles.find(kid)).ok_or(RefusAvis::CleInconnue)?;
        DecodingKey::from_jwk(jwk).map_err(|_| RefusAvis::CleInconnue)
    }

    /// `aud`: this client alone, so that a token for several is nobody's.
    fn prouve(&self, jeton: &str, entete: &Header, cle: &DecodingKey) -> Result<Map<String, Value>, RefusAvis> {
        let mut regles = Validation::new(entete.alg);
        regles.leeway = ECART;
        regles.set_issuer(&[self.issuer]);
        regles.set_audience(&[self.client_id]);
        regles.set_required_spec_claims(&["exp", "iss", "aud"]);
        let lu = jsonwebtoken::decode::<Map<String, Value>>(jeton, cle, &regles).map_err(|_| RefusAvis::Preuve)?;
        let seul = lu.claims.get("aud").and_then(Value::as_array).is_none_or(|tous| tous.len() == 1);
        let maintenant = jsonwebtoken::get_current_timestamp();
        let emis = lu.claims.get("iat").and_then(Value::as_u64).is_some_and(|iat| iat <= maintenant + ECART);
        if seul && emis { Ok(lu.claims) } else { Err(RefusAvis::Preuve) }
    }
}

/// §2.4: typed, so that no other token of the provider is taken for one.
fn du_bon_genre(entete: &Header) -> Result<(), RefusAvis> {
    let typ = entete.typ.as_deref().unwrap_or_default().to_ascii_lowercase();
    (typ.trim_start_matches("application/") == TYPE).then_some(()).ok_or(RefusAvis::Genre)
}

fn permis(entete: &Header) -> Result<(), RefusAvis> {
    ALGORITHMES.contains(&entete.alg).then_some(()).ok_or(RefusAvis::Algorithme)
}

fn evenement(claims: &Map<String, Value>) -> Result<(), RefusAvis> {
    let bon = claims.get("events").and_then(|events| events.get(EVENEMENT)).is_some_and(Value::is_object);
    bon.then_some(()).ok_or(RefusAvis::Evenement)
}

#[cfg(test)]
mod tests {
    use jsonwebtoken::EncodingKey;
    use serde_json::json;

    use super::*;

    /// A key for these tests and nothing else, and its public half.
    const CLE: &str = "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF\n-----END PRIVATE KEY-----";
    const PUBLIQUE: &str = "JrQLj5P_89iXES9-vFgrIy29clF9CC_oPPsw3c5D0bs";

    fn cles() -> JwkSet {
        let jwks = json!({"keys": [{"kty": "OKP", "crv": "Ed25519", "x": PUBLIQUE, "kid": "k1", "alg": "EdDSA", "use": "sig"}]});
        serde_json::from_value(jwks).expect("a key set")
    }

    fn entete() -> Header {
        Header { typ: Some("logout+jwt".to_owned()), kid: Some("k1".to_owned()), ..Header::new(Algorithm::EdDSA) }
    }

    /// What is read of a right token, with some claims written otherwise; `null` takes one away.
    fn lire(entete: &Header, changes: &[(&str, Value)]) -> Result<Fin, RefusAvis> {
        let now = jsonwebtoken::get_current_timestamp();
        let mut claims = json!({
            "iss": "https://idp.test", "aud": "dmp", "iat": now, "exp": now + 120, "jti": "j1", "sub": "lucie",
            "sid": "s1", "events": { EVENEMENT: {} },
        });
        let members = claims.as_object_mut().expect("an object");
        for (nom, valeur) in changes {
            members.remove(*nom);
            if !valeur.is_null() {
                members.insert((*nom).to_owned(), valeur.clone());
            }
        }
        let cle = EncodingKey::from_ed_pem(CLE.as_bytes()).expect("a key");
        let jeton = jsonwebtoken::encode(entete, &claims, &cle).expect("signed");
        Attendu { issuer: "https://idp.test", client_id: "dmp", cles: &cles() }.lire(&jeton)
    }

    #[test]
    fn a_notice_names_a_session_or_a_person() {
        let lu = lire(&entete(), &[]).expect("a right token");
        assert_eq!((lu.session.as_deref(), lu.sujet.as_deref(), lu.jti.as_str()), (Some("s1"), Some("lucie"), "j1"));
        assert_eq!(lire(&entete(), &[("sid", Value::Null)]).expect("of a person").session, None);
        assert_eq!(lire(&entete(), &[("sub", Value::Null)]).expect("of a session").sujet, None);
    }

    #[test]
    fn each_claim_that_does_not_hold_has_its_refusal() {
        let now = jsonwebtoken::get_current_timestamp();
        for (nom, valeur, refus) in [
            ("iss", json!("https://autre.test"), RefusAvis::Preuve),
            ("iss", Value::Null, RefusAvis::Preuve),
            ("aud", json!("autre"), RefusAvis::Preuve),
            ("aud", json!(["dmp", "autre"]), RefusAvis::Preuve),
            ("aud", Value::Null, RefusAvis::Preuve),
            ("exp", json!(now - 60), RefusAvis::Preuve),
            ("exp", Value::Null, RefusAvis::Preuve),
            ("iat", json!(now + 60), RefusAvis::Preuve),
            ("iat", Value::Null, RefusAvis::Preuve),
            ("events", Value::Null, RefusAvis::Evenement),
            ("events", json!({}), RefusAvis::Evenement),
            ("nonce", json!("n"), RefusAvis::Nonce),
            ("jti", Value::Null, RefusAvis::SansJti),
        ] {
            assert_eq!(lire(&entete(), &[(nom, valeur.clone())]), Err(refus), "{nom} {valeur}");
        }
        assert_eq!(lire(&entete(), &[("sub", Value::Null), ("sid", Value::Null)]), Err(RefusAvis::Personne));
    }

    #[test]
    fn another_kind_of_token_another_key_and_no_signature_are_refused() {
        let typ = |typ: &str| Header { typ: Some(typ.to_owned()), ..entete() };
        assert_eq!(lire(&typ("JWT"), &[]), Err(RefusAvis::Genre));
        assert_eq!(lire(&Header { typ: None, ..entete() }, &[]), Err(RefusAvis::Genre));
        assert_eq!(lire(&Header { kid: Some("k2".to_owned()), ..entete() }, &[]), Err(RefusAvis::CleInconnue));
        let cles = cles();
        let attendu = Attendu { issuer: "https://idp.test", client_id: "dmp", cles: &cles };
        let hs256 = Header { typ: Some("logout+jwt".to_owned()), ..Header::new(Algorithm::HS256) };
        let forged = jsonwebtoken::encode(&hs256, &json!({}), &EncodingKey::from_secret(b"publique")).expect("signed");
        assert_eq!(attendu.lire(&forged), Err(RefusAvis::Algorithme));
        assert_eq!(attendu.lire("aaaa.bbbb.cccc"), Err(RefusAvis::Illisible));
    }
}
