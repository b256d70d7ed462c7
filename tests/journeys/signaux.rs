//! Shared Signals from the registry's log: what a gestionnaire changes there reaches a receiver that polls as CAEP token-claims-change.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::Sandbox;
use serde_json::{Value, json};
use url::Url;

use crate::browser::{PIN, activate};
use crate::party::{Party, RETOUR};
use crate::registration::{Portal, known};
use crate::surfer::{Form, Surfer};

const CHANGE: &str = "https://schemas.openid.net/secevent/caep/event-type/token-claims-change";

const WHO: &str = "aide-soignante";
const ROLE: &str = "GENR12";

/// A service that hears of its people.
struct Receiver {
    party: Party,
    surfer: Surfer,
    token: String,
    poll: String,
}

impl Receiver {
    async fn new(sandbox: &Sandbox) -> Self {
        let surfer = Surfer::new(sandbox, None);
        let asked = json!({
            "client_name": "Un service qui écoute",
            "redirect_uris": [RETOUR],
            "grant_types": ["authorization_code", "refresh_token", "client_credentials"],
            "token_endpoint_auth_method": "client_secret_basic",
            "caducee_legal_person": {
                "struct_id_nat": "1690990114", "raison_sociale": "EHPAD FICTIF LES TILLEULS", "purposes": ["ssf.manage"],
            },
        });
        let registration = surfer.http.post(sandbox.text("/registration/endpoint"));
        let registration = registration.bearer_auth(sandbox.text("/registration/initial_access_token")).json(&asked);
        let answer = surfer.send(registration).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let of = |name: &str| answer.json()[name].as_str().expect("a text").to_owned();
        let party = Party { client_id: of("client_id"), client_secret: of("client_secret"), ..Party::essai(sandbox) };
        let pairs = [("grant_type", "client_credentials"), ("scope", "ssf.manage")];
        let own = party.token(&surfer, &pairs).await;
        assert_eq!(own.status, 200, "{}", own.body);
        let token = own.json()["access_token"].as_str().expect("a token").to_owned();
        let mut receiver = Self { party, surfer, token, poll: String::new() };
        receiver.poll = receiver.stream().await;
        receiver
    }

    /// Of one event; where it is polled.
    async fn stream(&self) -> String {
        let issuer: Url = self.party.issuer.parse().expect("an address");
        let path = format!("/.well-known/ssf-configuration{}", issuer.path());
        let told = self.surfer.get(issuer.join(&path).expect("an address")).await.json();
        let asked = json!({ "delivery": { "method": "urn:ietf:rfc:8936" }, "events_requested": [CHANGE] });
        let stream = self.ask(told["configuration_endpoint"].as_str().expect("an endpoint"), &asked).await;
        assert_eq!(stream["events_delivered"], json!([CHANGE]), "{stream}");
        stream["delivery"]["endpoint_url"].as_str().expect("where to poll").to_owned()
    }

    async fn ask(&self, address: &str, body: &Value) -> Value {
        let answer = self.surfer.send(self.surfer.http.post(address).bearer_auth(&self.token).json(body)).await;
        assert!(matches!(answer.status, 200 | 201), "{} {}", answer.status, answer.body);
        answer.json()
    }

    /// The claims of what waits.
    async fn waiting(&self) -> Vec<Value> {
        let told = self.ask(&self.poll, &json!({ "maxEvents": 10, "returnImmediately": true })).await;
        let sets = told["sets"].as_object().expect("sets").values();
        sets.map(|set| claims(set.as_str().expect("a token"))).collect()
    }

    async fn awaited(&self) -> Value {
        for _ in 0..100 {
            if let Some(set) = self.waiting().await.pop() {
                return set;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("nothing is heard of the registry within ten seconds");
    }

    /// The person's `sub`, as this service knows it, and their refresh token.
    async fn signs_in(&self, sandbox: &Sandbox, qui: &str) -> (Value, String) {
        let of = |name: &str| sandbox.person(qui)[name].as_str().expect("a text");
        let (browser, demand) = (Surfer::new(sandbox, None), self.party.demand().with("scope", Some("openid")));
        let waiting = self.party.ask_phone(&browser, &demand, of("identifiant")).await;
        let back = self.party.approved(&browser, &waiting, (sandbox, [of("prenom"), PIN])).await;
        let code = back.given("code").expect("a code");
        let tokens = self.party.token(&browser, &self.party.redemption(&code, &demand)).await.json();
        let of = |name: &str| tokens[name].as_str().unwrap_or_else(|| panic!("no {name}: {tokens}")).to_owned();
        (claims(&of("id_token"))["sub"].clone(), of("refresh_token"))
    }
}

fn claims(token: &str) -> Value {
    let payload = token.split('.').nth(1).expect("a JWT");
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(payload).expect("base64url")).expect("JSON")
}

/// The gestionnaire of the place opens the file of this person and gives them another role there.
async fn another_role(sandbox: &Sandbox, number: &str) {
    let desk = Portal::with_card(sandbox, "directrice").await;
    let found = desk.send("bureau/professionnels", "recherche", &[("recherche", number)]).await;
    let file = desk.follow(desk.surfer.submit(&found.form_with("personne"), &[]).await).await;
    let situation = |form: &Form| form.action.path() == "/bureau/professionnels/situation";
    let opens = file.forms().into_iter().find(situation).unwrap_or_else(|| panic!("no situation: {}", file.body));
    let form = desk.follow(desk.surfer.submit(&opens, &[]).await).await.form_with("debut");
    let changed = desk.follow(desk.surfer.submit(&form, &[("profession", "313"), ("role", ROLE)]).await).await;
    assert_eq!(changed.status, 200, "{}", changed.body);
    let record = known(sandbox, number, "").await.body;
    assert!(record.contains(ROLE), "{record}");
}

// requirement: S08
#[tokio::test]
async fn a_registry_act_that_changes_claims_is_heard_by_the_services_of_that_person_alone() {
    let sandbox = Sandbox::start();
    activate(&sandbox, WHO);
    let (receiver, stranger) = (Receiver::new(&sandbox).await, Receiver::new(&sandbox).await);
    let (sub, refresh) = receiver.signs_in(&sandbox, WHO).await;
    assert!(receiver.waiting().await.is_empty(), "a login changes nothing");
    let number = sandbox.person(WHO)["identifiant"].as_str().expect("a number")[1..].to_owned();
    another_role(&sandbox, &number).await;

    let set = receiver.awaited().await;
    let event = &set["events"][CHANGE];
    assert!(event["event_timestamp"].is_i64() && event["claims"]["updated_at"].is_i64(), "{set}");
    assert_eq!(set["sub_id"], json!({ "format": "iss_sub", "iss": receiver.party.issuer, "sub": sub }));
    assert!(!set.to_string().contains(ROLE), "that it changed, and not what it is now: {set}");
    assert!(stranger.waiting().await.is_empty(), "a service that holds nothing of this person hears nothing");
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", refresh.as_str())];
    let again = receiver.party.token(&receiver.surfer, &pairs).await;
    assert_eq!(again.status, 200, "the access goes on: {}", again.body);
}
