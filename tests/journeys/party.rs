//! A relying party that asks what it likes, right or wrong: the demonstration client `essai`, by hand.

use aws_lc_rs::{digest, rand};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use harness::{Sandbox, succeed};
use serde_json::Value;
use url::Url;

use crate::surfer::{Answer, Surfer};

/// Nobody listens there: the walk stops at the redirection.
pub const RETOUR: &str = "https://essai.localhost/retour";

pub struct Party {
    pub issuer: String,
    pub authorization: Url,
    pub carte: String,
    pub client_id: String,
    pub client_secret: String,
}

/// One request, and what is needed to redeem its answer.
#[derive(Clone)]
pub struct Demand {
    pub verifier: String,
    pub state: String,
    pub pairs: Vec<(String, String)>,
}

impl Party {
    pub fn essai(sandbox: &Sandbox) -> Self {
        let clients = sandbox.manifest["clients"].as_array().expect("the manifest lists clients");
        let essai = clients.iter().find(|client| client["client_id"] == "essai").expect("the client essai");
        let address = |name: &str| sandbox.text(name).parse::<Url>().expect("an address");
        Self {
            issuer: sandbox.text("/issuer").to_owned(),
            authorization: address("/authorization").join("/auth").expect("a path"),
            carte: address("/carte").to_string(),
            client_id: "essai".to_owned(),
            client_secret: essai["client_secret"].as_str().expect("its secret").to_owned(),
        }
    }

    /// A request with nothing wrong.
    pub fn demand(&self) -> Demand {
        let (verifier, state) = (random(), random());
        let challenge = URL_SAFE_NO_PAD.encode(digest::digest(&digest::SHA256, verifier.as_bytes()));
        let pairs = [
            ("response_type", "code"),
            ("client_id", &self.client_id),
            ("redirect_uri", RETOUR),
            ("scope", "openid scope_all"),
            ("acr_values", "eidas1"),
            ("state", &state),
            ("nonce", &random()),
            ("code_challenge", &challenge),
            ("code_challenge_method", "S256"),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
        Demand { verifier, state, pairs }
    }

    pub fn address(&self, demand: &Demand) -> Url {
        let mut address = self.authorization.clone();
        address.query_pairs_mut().extend_pairs(&demand.pairs);
        address
    }

    /// Sends the request; whoever has no session yet shows the card. Gives the redirection to this party.
    pub async fn log_in(&self, surfer: &Surfer, demand: &Demand) -> Answer {
        let page = surfer.follow(surfer.get(self.address(demand)).await, RETOUR).await;
        if page.location().is_some() {
            return page;
        }
        let back = surfer.follow(surfer.get(page.link(&self.carte)).await, RETOUR).await;
        assert!(back.given("code").is_some(), "{} {}: {}", back.status, back.url, back.body);
        back
    }

    /// The same with the number that a person types and the phone that they hold, whose number and PIN `phone` gives.
    pub async fn code_by_phone(
        &self,
        surfer: &Surfer,
        (sandbox, identifiant): (&Sandbox, &str),
        phone: [&str; 2],
    ) -> (String, Demand) {
        let demand = self.demand();
        let waiting = self.ask_phone(surfer, &demand, identifiant).await;
        let answer = self.approved(surfer, &waiting, (sandbox, phone)).await;
        (answer.given("code").expect("a code"), demand)
    }

    /// The page after a number was typed: the one that shows two digits, or says no.
    pub async fn ask_phone(&self, surfer: &Surfer, demand: &Demand, identifiant: &str) -> Answer {
        let page = surfer.follow(surfer.get(self.address(demand)).await, RETOUR).await;
        let typed = surfer.submit(&page.form_with("numero"), &[("numero", identifiant)]).await;
        surfer.follow(typed, RETOUR).await
    }

    /// The person types the digits of that page on their phone, and the browser goes on to this party.
    pub async fn approved(
        &self,
        surfer: &Surfer,
        waiting: &Answer,
        (sandbox, [telephone, pin]): (&Sandbox, [&str; 2]),
    ) -> Answer {
        let approve = ["mobile", "approve", "--telephone", telephone, "--nombre", &waiting.digits(), "--pin", pin];
        succeed(&mut sandbox.command(&approve));
        self.go_on(surfer, waiting).await
    }

    /// From the waiting page to this party, once the phone has answered.
    pub async fn go_on(&self, surfer: &Surfer, waiting: &Answer) -> Answer {
        let approved = surfer.follow(surfer.get(&waiting.url).await, RETOUR).await;
        let form = approved.forms().into_iter().next().unwrap_or_else(|| panic!("no way on from {}", approved.url));
        surfer.follow(surfer.submit(&form, &[]).await, RETOUR).await
    }

    /// A code, and the request that it answers.
    pub async fn code(&self, surfer: &Surfer) -> (String, Demand) {
        let demand = self.demand();
        let code = self.log_in(surfer, &demand).await.given("code").expect("a code");
        (code, demand)
    }

    /// The pairs that redeem a code.
    pub fn redemption<'a>(&self, code: &'a str, demand: &'a Demand) -> Vec<(&'static str, &'a str)> {
        vec![
            ("grant_type", "authorization_code"),
            ("code", code),
            ("redirect_uri", RETOUR),
            ("code_verifier", &demand.verifier),
        ]
    }

    pub fn endpoint(&self, name: &str) -> String {
        format!("{}/protocol/openid-connect/{name}", self.issuer)
    }

    /// `POST` to the token endpoint with the client's secret.
    pub async fn token(&self, surfer: &Surfer, pairs: &[(&str, &str)]) -> Answer {
        let request = surfer.http.post(self.endpoint("token")).basic_auth(&self.client_id, Some(&self.client_secret));
        surfer.send(request.form(pairs)).await
    }

    /// Logged in, redeemed: the tokens.
    pub async fn tokens(&self, surfer: &Surfer) -> Value {
        let (code, demand) = self.code(surfer).await;
        let answer = self.token(surfer, &self.redemption(&code, &demand)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }

    pub async fn userinfo(&self, surfer: &Surfer, access_token: &str) -> Answer {
        surfer.send(surfer.http.get(self.endpoint("userinfo")).bearer_auth(access_token)).await
    }
}

impl Demand {
    /// With one value instead of another; `None` leaves the parameter out.
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        self.pairs.retain(|(found, _)| found != name);
        self.pairs.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        self
    }

    /// With one more pair, whatever is there already.
    pub fn and(mut self, name: &str, value: &str) -> Self {
        self.pairs.push((name.to_owned(), value.to_owned()));
        self
    }
}

/// 256 bits, as any library would draw them.
pub fn random() -> String {
    let mut bytes = [0; 32];
    rand::fill(&mut bytes).expect("chance");
    URL_SAFE_NO_PAD.encode(bytes)
}
