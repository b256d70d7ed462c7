//! The version before and this one, together: `tests/upgrade/run` builds both. The sandbox of the version before is the first node; this
//! version's provider comes beside it, brings the tables up to date while the other one serves, and they share every login.

use std::net::IpAddr;
use std::path::PathBuf;

use harness::{Sandbox, free_ports};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::browser::{PIN, activate};
use crate::engines::{postgres, redis};
use crate::nodes::{FIRST, SECOND, second, written};
use crate::party::{Demand, Party, RETOUR};
use crate::surfer::{Answer, Surfer};

const PERSON: &str = "aide-soignante";

struct Mixed {
    sandbox: Sandbox,
    party: Party,
    _this: crate::nodes::guard::Guard,
    _folder: TempDir,
}

impl Mixed {
    fn start() -> Self {
        let before =
            std::env::var_os("CADUCEE_BEFORE").expect("tests/upgrade/run names the programs of the version before");
        let folder = tempfile::tempdir().expect("a folder");
        let addresses = [postgres::database(), postgres::database(), redis::url()];
        let files: Vec<String> =
            addresses.iter().enumerate().map(|(n, address)| written(folder.path(), n, address)).collect();
        let engines = ["--provider-sql-file", &files[0], "--registry-sql-file", &files[1], "--redis-file", &files[2]];
        let arguments = [&["--people", "60"], &engines[..]].concat();
        let program = PathBuf::from(before).join("caducee");
        let sandbox = Sandbox::start_program(&program, &folder.path().join("data"), free_ports(), &arguments);
        activate(&sandbox, PERSON);
        let this = second(&sandbox);
        let party = Party::essai(&sandbox);
        Self { sandbox, party, _this: this, _folder: folder }
    }

    fn person(&self, key: &str) -> &str {
        self.sandbox.person(PERSON)[key].as_str().expect("a text")
    }

    /// A client without a secret, registered at that node: its refresh tokens are replaced at each use.
    async fn public(&self, at: &Surfer) -> Party {
        let asked = json!({
            "client_name": "Une application",
            "redirect_uris": [RETOUR],
            "grant_types": ["authorization_code", "refresh_token"],
            "token_endpoint_auth_method": "none",
        });
        let request = at.http.post(self.sandbox.text("/registration/endpoint"));
        let request = request.bearer_auth(self.sandbox.text("/registration/initial_access_token"));
        let answer = at.send(request.json(&asked)).await;
        assert_eq!(answer.status, 201, "{}", answer.body);
        let client_id = token(&answer.json(), "client_id").to_owned();
        Party { client_id, client_secret: String::new(), ..Party::essai(&self.sandbox) }
    }

    fn browser(&self) -> Surfer {
        Surfer::new(&self.sandbox, None)
    }

    /// The number is typed on `first`; what follows is answered by `then`. Gives the browser's code.
    async fn login(&self, browser: &Surfer, (first, then): (IpAddr, IpAddr)) -> (String, Demand) {
        let [here, there] = [first, then].map(|node| browser.at(&self.sandbox, node, None));
        let demand = self.party.demand();
        let waiting = self.party.ask_phone(&here, &demand, self.person("identifiant")).await;
        let back = self.party.approved(&there, &waiting, (&self.sandbox, [self.person("prenom"), PIN])).await;
        let code = back.given("code").unwrap_or_else(|| panic!("{} {}: {}", back.status, back.url, back.body));
        (code, demand)
    }

    async fn redeemed(&self, at: &Surfer, (code, demand): &(String, Demand)) -> Value {
        let answer = self.party.token(at, &self.party.redemption(code, demand)).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        answer.json()
    }
}

fn token<'a>(tokens: &'a Value, name: &str) -> &'a str {
    tokens[name].as_str().expect("a token")
}

const BOTH: [(IpAddr, IpAddr); 2] = [(FIRST, SECOND), (SECOND, FIRST)];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "tests/upgrade/run builds the version before this one, and passes it"]
async fn what_one_version_began_the_other_one_ends_in_both_directions() {
    let mixed = tokio::task::spawn_blocking(Mixed::start).await.expect("both versions start");
    let party = &mixed.party;
    for (first, then) in BOTH {
        let browser = mixed.browser();
        let [here, there] = [first, then].map(|node| browser.at(&mixed.sandbox, node, None));
        let code = mixed.login(&browser, (first, then)).await;
        let tokens = mixed.redeemed(&here, &code).await;

        let again = party.token(&there, &party.redemption(&code.0, &code.1)).await;
        assert_eq!(again.status, 400, "{first} took the code, {then} takes it again");
        let dead = party.userinfo(&there, token(&tokens, "access_token")).await;
        assert_eq!(dead.status, 401, "what a code bought that came twice is worth nothing at {then}");

        let tokens = mixed.redeemed(&there, &mixed.login(&mixed.browser(), (first, then)).await).await;
        assert_eq!(party.userinfo(&here, token(&tokens, "access_token")).await.status, 200, "{then} issued it");
        let refresh = [("grant_type", "refresh_token"), ("refresh_token", token(&tokens, "refresh_token"))];
        let refreshed = party.token(&here, &refresh).await;
        assert_eq!(refreshed.status, 200, "{first}: {}", refreshed.body);
        let revocation = there.http.post(party.endpoint("revoke"));
        let revocation = revocation.basic_auth(&party.client_id, Some(&party.client_secret));
        let revoked = there.send(revocation.form(&[("token", token(&tokens, "refresh_token"))])).await;
        assert_eq!(revoked.status, 200, "{then}: {}", revoked.body);
        assert_eq!(party.token(&here, &refresh).await.status, 400, "{then} was told that it is revoked");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "tests/upgrade/run builds the version before this one, and passes it"]
async fn a_refresh_token_that_one_version_replaced_ends_its_family_at_the_other() {
    let mixed = tokio::task::spawn_blocking(Mixed::start).await.expect("both versions start");
    for (first, then) in BOTH {
        let browser = mixed.browser();
        let [here, there] = [first, then].map(|node| browser.at(&mixed.sandbox, node, None));
        let public = mixed.public(&here).await;
        let demand = public.demand().with("scope", Some("openid")).with("acr_values", None);
        let waiting = public.ask_phone(&here, &demand, mixed.person("identifiant")).await;
        let back = public.approved(&there, &waiting, (&mixed.sandbox, [mixed.person("prenom"), PIN])).await;
        let code = back.given("code").unwrap_or_else(|| panic!("{} {}: {}", back.status, back.url, back.body));
        let oldest = spent(&public, &here, &public.redemption(&code, &demand)).await.json();
        let second = refreshed(&public, &there, &oldest).await.json();
        let third = refreshed(&public, &here, &second).await.json();
        for (node, tokens) in [(&there, &oldest), (&here, &third)] {
            assert_eq!(
                refreshed(&public, node, tokens).await.status,
                400,
                "{first} began the family, {then} replaced it"
            );
        }
    }
}

/// At the token endpoint, by a client that has no secret.
async fn spent(public: &Party, at: &Surfer, pairs: &[(&str, &str)]) -> Answer {
    let pairs = [pairs, &[("client_id", public.client_id.as_str())]].concat();
    at.send(at.http.post(public.endpoint("token")).form(&pairs)).await
}

async fn refreshed(public: &Party, at: &Surfer, tokens: &Value) -> Answer {
    let pairs = [("grant_type", "refresh_token"), ("refresh_token", token(tokens, "refresh_token"))];
    spent(public, at, &pairs).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "tests/upgrade/run builds the version before this one, and passes it"]
async fn a_session_of_one_version_is_one_of_the_other_and_ends_at_both() {
    let mixed = tokio::task::spawn_blocking(Mixed::start).await.expect("both versions start");
    let party = &mixed.party;
    for (first, then) in BOTH {
        let browser = mixed.browser();
        let [here, there] = [first, then].map(|node| browser.at(&mixed.sandbox, node, None));
        let tokens = mixed.redeemed(&here, &mixed.login(&browser, (first, first)).await).await;
        let (code, demand) = party.code(&there).await;
        mixed.redeemed(&there, &(code, demand)).await;
        let end = [("refresh_token", token(&tokens, "refresh_token"))];
        let request =
            there.http.post(party.endpoint("logout")).basic_auth(&party.client_id, Some(&party.client_secret));
        assert_eq!(there.send(request.form(&end)).await.status, 204, "{then} ends it");
        let silent = party.demand().with("prompt", Some("none"));
        let refused = here.follow(here.get(party.address(&silent)).await, RETOUR).await;
        assert_eq!(refused.given("error").as_deref(), Some("login_required"), "at {first}");
    }
}
