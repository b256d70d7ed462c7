//! A request for a login, and the checks that it goes through, in this order.

use serde::Deserialize;

use crate::client::Client;
use crate::portee;

/// The shortest `state` and `nonce`: what 128 bits are in base64url.
const LONGUEUR: usize = 22;
/// What it vouches with: the first for FranceConnect, the second for FranceConnect+.
pub const ACR: [&str; 2] = ["eidas1", "eidas2"];

/// The query as it came.
#[derive(Clone, Debug, Default, Deserialize)]
pub struct Parametres {
    #[serde(default)]
    pub client_id: String,
    #[serde(default)]
    pub redirect_uri: String,
    #[serde(default)]
    response_type: String,
    #[serde(default)]
    scope: String,
    pub state: Option<String>,
    #[serde(default)]
    nonce: String,
    #[serde(default)]
    acr_values: String,
    #[serde(default)]
    prompt: String,
    code_challenge: Option<String>,
    #[serde(default)]
    code_challenge_method: String,
}

/// What a code will stand for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demande {
    pub client: String,
    pub retour: String,
    pub portee: String,
    pub nonce: String,
    /// The level that was asked for, and is answered.
    pub acr: &'static str,
    /// RFC 7636, S256.
    pub defi: Option<String>,
}

/// Told to a person on a page: nobody knows where to send the browser.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum SansRetour {
    #[error("client_id names no service")]
    Client,
    #[error("redirect_uri is not one of this service's, letter by letter")]
    Retour,
}

/// Told to the service, at its own address (RFC 6749, 4.1.2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refus {
    pub error: &'static str,
    pub description: &'static str,
}

const fn mal(description: &'static str) -> Refus {
    Refus { error: "invalid_request", description }
}

impl Parametres {
    /// Whose request this is, and that its answer may go where it asks.
    pub fn client<'c>(&self, clients: &'c [Client]) -> Result<&'c Client, SansRetour> {
        let client = clients.iter().find(|client| client.id == self.client_id).ok_or(SansRetour::Client)?;
        if client.retours.contains(&self.redirect_uri) { Ok(client) } else { Err(SansRetour::Retour) }
    }

    pub fn verifier(&self) -> Result<Demande, Refus> {
        self.du_code()?;
        self.de_la_portee()?;
        self.des_aleas()?;
        let acr = self.niveau()?;
        self.de_la_question()?;
        Ok(Demande {
            client: self.client_id.clone(),
            retour: self.redirect_uri.clone(),
            portee: self.scope.clone(),
            nonce: self.nonce.clone(),
            acr,
            defi: self.defi()?,
        })
    }

    fn du_code(&self) -> Result<(), Refus> {
        match self.response_type.as_str() {
            "code" => Ok(()),
            "" => Err(mal("missing required parameter response_type")),
            _ => Err(Refus { error: "unsupported_response_type", description: "response_type must be code" }),
        }
    }

    fn de_la_portee(&self) -> Result<(), Refus> {
        let openid = self.scope.split_whitespace().any(|mot| mot == portee::OPENID);
        let manque = Refus { error: "invalid_scope", description: "scope must contain openid" };
        if openid { Ok(()) } else { Err(manque) }
    }

    /// Both are demanded, and long enough not to be guessed.
    fn des_aleas(&self) -> Result<(), Refus> {
        let assez = |texte: &str| texte.len() >= LONGUEUR;
        if !self.state.as_deref().is_some_and(assez) {
            return Err(mal("state must have 22 characters or more"));
        }
        if assez(&self.nonce) { Ok(()) } else { Err(mal("nonce must have 22 characters or more")) }
    }

    /// The first of those asked for that is known (OpenID Connect Core 3.1.2.1).
    fn niveau(&self) -> Result<&'static str, Refus> {
        let connu = self.acr_values.split_whitespace().find_map(|voulu| ACR.into_iter().find(|acr| *acr == voulu));
        connu.ok_or(mal("acr_values must be eidas1 or eidas2"))
    }

    /// There is no session here: a login always asks who comes.
    fn de_la_question(&self) -> Result<(), Refus> {
        let muette = self.prompt.split_whitespace().any(|mot| mot == "none");
        let refus = Refus { error: "login_required", description: "End-User authentication is required" };
        if muette { Err(refus) } else { Ok(()) }
    }

    fn defi(&self) -> Result<Option<String>, Refus> {
        match (&self.code_challenge, self.code_challenge_method.as_str()) {
            (None, "") => Ok(None),
            (Some(defi), "S256") if defi.len() == 43 => Ok(Some(defi.clone())),
            _ => Err(mal("code_challenge must be of the method S256")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn bonne() -> Parametres {
        Parametres {
            client_id: "portail".to_owned(),
            redirect_uri: "https://portail.test/retour".to_owned(),
            response_type: "code".to_owned(),
            scope: "openid given_name".to_owned(),
            state: Some("s".repeat(22)),
            nonce: "n".repeat(22),
            acr_values: "eidas1".to_owned(),
            ..Parametres::default()
        }
    }

    #[test]
    fn each_parameter_is_demanded() {
        type Gater = fn(&mut Parametres);
        let cas: [(Gater, &str); 8] = [
            (|p| p.response_type = "token".to_owned(), "unsupported_response_type"),
            (|p| p.response_type.clear(), "invalid_request"),
            (|p| p.scope = "given_name".to_owned(), "invalid_scope"),
            (|p| p.state = None, "invalid_request"),
            (|p| p.state = Some("s".repeat(21)), "invalid_request"),
            (|p| p.nonce = "n".repeat(21), "invalid_request"),
            (|p| p.acr_values = "eidas3".to_owned(), "invalid_request"),
            (|p| p.code_challenge = Some("plain".to_owned()), "invalid_request"),
        ];
        assert!(bonne().verifier().is_ok());
        for (rang, (gater, error)) in cas.into_iter().enumerate() {
            let mut parametres = bonne();
            gater(&mut parametres);
            assert_eq!(parametres.verifier().unwrap_err().error, error, "case {rang}");
        }
    }

    #[test]
    fn the_level_that_was_asked_for_is_answered() {
        for (voulus, attendu) in [("eidas1", "eidas1"), ("eidas2", "eidas2"), ("eidas3 eidas2 eidas1", "eidas2")] {
            let parametres = Parametres { acr_values: voulus.to_owned(), ..bonne() };
            assert_eq!(parametres.verifier().unwrap().acr, attendu, "{voulus}");
        }
    }

    #[test]
    fn a_silent_question_finds_nobody() {
        let parametres = Parametres { prompt: "none".to_owned(), ..bonne() };
        assert_eq!(parametres.verifier().unwrap_err().error, "login_required");
    }
}
