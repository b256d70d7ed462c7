//! Four browsers, each with a session that another means opened.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::Sandbox;
use serde_json::Value;

use crate::browser::{PIN, activate};
use crate::party::{Party, RETOUR};
use crate::surfer::{Answer, Surfer};

#[path = "../../../idp/webauthn/tests/it/authenticator.rs"]
#[allow(dead_code, reason = "what it does wrong on demand is for others")]
mod authenticator;

use authenticator::Authenticator;

pub struct Desk {
    pub name: &'static str,
    /// `authMode`.
    pub mode: &'static str,
    pub identifiant: String,
    pub surfer: Surfer,
}

pub struct Desks {
    /// Card, e-CPS, e-CPE, passkey.
    pub all: Vec<Desk>,
}

impl Desks {
    pub async fn open(sandbox: &Sandbox, party: &Party) -> Self {
        for qui in ["medecin", "directrice"] {
            activate(sandbox, qui);
        }
        let card = Surfer::new(sandbox, Some("medecin"));
        party.tokens(&card).await;
        let mut device = enrol(sandbox, party, &card).await;
        let passkey = Surfer::new(sandbox, None);
        let page = passkey.follow(passkey.get(party.address(&party.demand())).await, RETOUR).await;
        let back = by_passkey(&passkey, &page, &mut device).await;
        assert!(back.given("code").is_some(), "{} {}", back.url, back.body);
        let all = vec![
            desk("card", "CARD", (sandbox, "medecin"), card),
            desk("e-CPS", "MOBILE", (sandbox, "medecin"), phone(sandbox, party, "medecin").await),
            desk("e-CPE", "MOBILE", (sandbox, "directrice"), phone(sandbox, party, "directrice").await),
            desk("passkey", "WEBAUTHN", (sandbox, "medecin"), passkey),
        ];
        Self { all }
    }
}

fn desk(name: &'static str, mode: &'static str, (sandbox, qui): (&Sandbox, &str), surfer: Surfer) -> Desk {
    Desk { name, mode, identifiant: of(sandbox, qui, "identifiant"), surfer }
}

pub fn of(sandbox: &Sandbox, qui: &str, key: &str) -> String {
    sandbox.person(qui)[key].as_str().expect("a text").to_owned()
}

/// A browser in which this person signed in with their phone.
pub async fn phone(sandbox: &Sandbox, party: &Party, qui: &str) -> Surfer {
    let surfer = Surfer::new(sandbox, None);
    let (identifiant, owner) = (of(sandbox, qui, "identifiant"), of(sandbox, qui, "prenom"));
    party.code_by_phone(&surfer, (sandbox, &identifiant), [&owner, PIN]).await;
    surfer
}

/// A passkey, added in the space on the word of the card that was shown a moment ago.
pub async fn enrol(sandbox: &Sandbox, party: &Party, card: &Surfer) -> Authenticator {
    let host = sandbox.text("/authorization").trim_end_matches('/').to_owned();
    let mut list = card.follow(card.get(format!("{host}/espace/cles")).await, RETOUR).await;
    if !list.body.contains("name=\"nom\"") {
        list = card.follow(card.get(list.link(&party.carte)).await, RETOUR).await;
    }
    let form = list.form_with("nom");
    let mut device = Authenticator::new(7, &host, "localhost");
    let options = question(card, &form, &format!("{host}/espace/cles/question")).await;
    let answer = device.create(&options).to_string();
    let added = card.submit(&form, &[("nom", "Une clé d’essai"), ("reponse", &answer)]).await;
    assert_eq!(added.status, 303, "{}", added.body);
    device
}

/// On a login page: the passkey answers its question.
pub async fn by_passkey(surfer: &Surfer, page: &Answer, device: &mut Authenticator) -> Answer {
    let form =
        page.forms().into_iter().find(|form| form.action.path().ends_with("/cle")).expect("a passkey is offered");
    let options = question(surfer, &form, &format!("{}/question", form.action)).await;
    let answer = device.get(&options).to_string();
    surfer.follow(surfer.submit(&form, &[("reponse", &answer)]).await, RETOUR).await
}

/// The options for the authenticator, as the page's script asks for them.
async fn question(surfer: &Surfer, form: &crate::surfer::Form, url: &str) -> String {
    let csrf: Vec<_> = form.fields.iter().filter(|(name, _)| name == "csrf").collect();
    let origin = form.action.origin().ascii_serialization();
    let asked = surfer.send(surfer.http.post(url).header("origin", origin).form(&csrf)).await;
    assert_eq!(asked.status, 200, "{}", asked.body);
    asked.body
}

/// What a JWT says; who signed it is looked at elsewhere.
pub fn claims(jwt: &str) -> Value {
    let part = jwt.split('.').nth(1).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(part).expect("base64")).expect("JSON")
}
