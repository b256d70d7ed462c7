//! A token as it was given, beside what its reader should expect: the checks of OpenID Connect Core 1.0 §3.1.3.7, one a line.

use ambient::Timestamp;
use idp_core::client::{Client, Profile};
use idp_core::trace::{Decoded, Door, TokenKind, Trace};
use serde_json::Value;

/// One claim.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ligne {
    pub claim: String,
    pub recu: String,
    /// `None`: its value is the person's, and nothing is to be compared.
    pub attendu: Option<String>,
    pub verdict: Verdict,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    Tient,
    /// Accepted, and better otherwise.
    Conseil,
    NeTientPas,
    SansRegle,
}

/// What a token is read against.
#[derive(Clone, Debug)]
pub struct Lecteur<'a> {
    pub client: &'a Client,
    pub issuer: &'a str,
    pub now: Timestamp,
    /// Of the requests that this client sent lately.
    pub nonces: Vec<String>,
}

impl<'a> Lecteur<'a> {
    pub fn new(client: &'a Client, issuer: &'a str, (now, traces): (Timestamp, &[Trace])) -> Self {
        let requests = traces.iter().filter(|trace| matches!(trace.door, Door::Authorization | Door::Par));
        let nonces = requests.flat_map(|trace| &trace.said).filter(|said| said.name == "nonce");
        Self { client, issuer, now, nonces: nonces.map(|said| said.value.clone()).collect() }
    }

    /// Every claim of the token, those with a rule first.
    pub fn lignes(&self, token: &Decoded) -> Vec<Ligne> {
        let mut lines: Vec<Ligne> = token.claims.iter().map(|(claim, value)| self.ligne(token, claim, value)).collect();
        if token.kind == TokenKind::Id && !token.claims.contains_key("nonce") {
            lines.push(self.sans_nonce());
        }
        lines.sort_by_key(|line| (line.verdict == Verdict::SansRegle, rang(line.verdict)));
        lines
    }

    fn ligne(&self, token: &Decoded, claim: &str, value: &Value) -> Ligne {
        let recu = said(value);
        let Some((attendu, verdict)) = self.regle(token, claim, value) else {
            return Ligne { claim: claim.to_owned(), recu, attendu: None, verdict: Verdict::SansRegle };
        };
        Ligne { claim: claim.to_owned(), recu, attendu: Some(attendu), verdict }
    }

    fn regle(&self, token: &Decoded, claim: &str, value: &Value) -> Option<(String, Verdict)> {
        let holds = |holds: bool| if holds { Verdict::Tient } else { Verdict::NeTientPas };
        let text = value.as_str().unwrap_or_default();
        let id = self.client.id.as_str();
        match (claim, token.kind) {
            ("iss", _) => Some((self.issuer.to_owned(), holds(text == self.issuer))),
            ("aud", TokenKind::Id) => Some((id.to_owned(), holds(means(value, id)))),
            ("azp" | "client_id", _) => Some((id.to_owned(), holds(text == id))),
            ("exp", _) => {
                let now = self.now.seconds();
                // over is no fault of the token: it is shown minutes later
                let verdict =
                    if value.as_i64().is_some_and(|exp| exp > now) { Verdict::Tient } else { Verdict::Conseil };
                Some((format!("> {now}"), verdict))
            }
            ("iat" | "auth_time", _) => {
                let now = self.now.seconds();
                Some((format!("≤ {now}"), holds(value.as_i64().is_some_and(|at| at <= now))))
            }
            ("nonce", TokenKind::Id) => Some(self.nonce(text)),
            ("acr", TokenKind::Id | TokenKind::Access) if self.client.profile == Profile::Psc => {
                Some(("eidas1".to_owned(), if text == "eidas1" { Verdict::Tient } else { Verdict::Conseil }))
            }
            _ => None,
        }
    }

    fn nonce(&self, text: &str) -> (String, Verdict) {
        match self.nonces.iter().find(|nonce| *nonce == text) {
            _ if text.is_empty() => (String::new(), Verdict::Conseil),
            Some(nonce) => (nonce.clone(), Verdict::Tient),
            // the request may be older than what is kept
            None => (self.nonces.first().cloned().unwrap_or_default(), Verdict::Conseil),
        }
    }

    fn sans_nonce(&self) -> Ligne {
        let attendu = self.nonces.first().cloned().unwrap_or_default();
        Ligne { claim: "nonce".to_owned(), recu: String::new(), attendu: Some(attendu), verdict: Verdict::Conseil }
    }
}

const fn rang(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::NeTientPas => 0,
        Verdict::Conseil => 1,
        Verdict::Tient | Verdict::SansRegle => 2,
    }
}

fn means(value: &Value, id: &str) -> bool {
    match value {
        Value::Array(all) => all.len() == 1 && all[0] == id,
        one => one == id,
    }
}

fn said(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

#[cfg(test)]
mod tests {
    use idp_core::trace::{Outcome, Said};
    use serde_json::json;

    use super::*;
    use crate::exemples::client;

    const NOW: Timestamp = Timestamp::from_seconds(1_800_000_000);

    fn lines(claims: Value) -> Vec<Ligne> {
        let trace = Trace {
            at: NOW,
            client: "dui".into(),
            door: Door::Authorization,
            method: "GET",
            status: 303,
            said: vec![Said::new("nonce", "n-1")],
            outcome: Outcome::Answered(vec![]),
        };
        let client = client("dui");
        let lecteur = Lecteur::new(&client, "https://idp.example/auth", (NOW, &[trace]));
        let claims = claims.as_object().unwrap().clone();
        lecteur.lignes(&Decoded { kind: TokenKind::Id, header: Default::default(), claims })
    }

    #[test]
    fn a_token_stands_beside_what_its_reader_should_expect() {
        let good = json!({"iss": "https://idp.example/auth", "aud": "dui", "azp": "dui", "exp": NOW.seconds() + 120,
                          "iat": NOW.seconds(), "nonce": "n-1", "acr": "eidas1", "given_name": "Alba"});
        let read = lines(good.clone());
        assert!(read.iter().all(|line| matches!(line.verdict, Verdict::Tient | Verdict::SansRegle)), "{read:?}");
        assert_eq!(read.last().unwrap().claim, "given_name");
        let wrong = |claim: &str, value: Value| {
            let mut bad = good.clone();
            bad[claim] = value;
            lines(bad).into_iter().find(|line| line.claim == claim).unwrap().verdict
        };
        assert_eq!(wrong("iss", json!("https://evil.example")), Verdict::NeTientPas);
        assert_eq!(wrong("aud", json!("other")), Verdict::NeTientPas);
        assert_eq!(wrong("aud", json!(["dui", "other"])), Verdict::NeTientPas);
        assert_eq!(wrong("iat", json!(NOW.seconds() + 60)), Verdict::NeTientPas);
        assert_eq!(wrong("nonce", json!("another")), Verdict::Conseil);
        assert_eq!(wrong("exp", json!(NOW.seconds() - 1)), Verdict::Conseil);
    }

    #[test]
    fn a_token_without_nonce_says_so() {
        let read = lines(json!({"iss": "https://idp.example/auth"}));
        let nonce = read.iter().find(|line| line.claim == "nonce").unwrap();
        assert_eq!((nonce.verdict, nonce.recu.as_str()), (Verdict::Conseil, ""));
    }
}
