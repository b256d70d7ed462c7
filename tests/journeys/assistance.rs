//! Two agents of the support take somebody out of service, over the network from end to end: their open session, their tokens
//! and their phone stop within a minute, and start again when it is lifted (R05, S08). What is asked and frozen, too (R13).

use std::time::{Duration, Instant};

use harness::{Sandbox, succeed};

use crate::days;
use crate::party::{Demand, Party, RETOUR};
use crate::registration::{PIN, Portal, activates};
use crate::surfer::{Answer, Form, Surfer};

/// S08: what the row promises.
const BOUND: Duration = Duration::from_secs(60);
const WHY: (&str, &str) = ("motif_correction", "décision 2026-12, demande 42");

/// The support, two by two.
pub struct Agents<'a> {
    one: Portal<'a>,
    other: Portal<'a>,
}

impl<'a> Agents<'a> {
    pub async fn new(sandbox: &'a Sandbox) -> Self {
        let one = Portal::with_card(sandbox, "support").await;
        Self { one, other: Portal::with_card(sandbox, "support-2").await }
    }

    /// The file of somebody, as an agent opens it.
    pub async fn file(&self, number: &str) -> Answer {
        self.one.send("support", "personne", &[("personne", number)]).await
    }

    /// Opens the form of the file that goes to `path` with this hidden field, fills it in, sends it; the other one confirms.
    pub async fn decide(&self, number: &str, (path, hidden): (&str, (&str, &str)), filled: &[(&str, &str)]) {
        let file = self.file(number).await;
        let holds = |form: &Form| {
            let has = |(name, value): (&str, &str)| form.fields.iter().any(|one| one.0 == name && one.1 == value);
            form.action.path() == path && (hidden.0.is_empty() || has(hidden))
        };
        let opens = file.forms().into_iter().find(holds).unwrap_or_else(|| panic!("no {path}: {}", file.body));
        let form = self.one.follow(self.one.surfer.submit(&opens, &[]).await).await.form_with("motif_correction");
        let proposed = self.one.follow(self.one.surfer.submit(&form, filled).await).await;
        assert_eq!(proposed.status, 200, "{}", proposed.body);
        let waiting = self.other.get("support").await;
        let confirmed = self.other.follow(self.other.surfer.submit(&waiting.form_with("proposition"), &[]).await).await;
        assert_eq!(confirmed.status, 200, "{}", confirmed.body);
    }
}

/// Somebody signed in by phone, with tokens.
struct Signed {
    party: Party,
    surfer: Surfer,
    access: String,
    refresh: String,
}

impl Signed {
    async fn by_phone(sandbox: &Sandbox, number: &str) -> Self {
        let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
        let identifier = format!("8{number}");
        let (code, demand) = party.code_by_phone(&surfer, (sandbox, &identifier), [number, PIN]).await;
        let tokens = party.token(&surfer, &party.redemption(&code, &demand)).await.json();
        let text = |name: &str| tokens[name].as_str().expect("a token").to_owned();
        Self { access: text("access_token"), refresh: text("refresh_token"), party, surfer }
    }

    async fn refreshed(&self) -> bool {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", self.refresh.as_str())];
        self.party.token(&self.surfer, &pairs).await.status == 200
    }

    async fn active(&self) -> bool {
        let asked = self.surfer.http.post(self.party.endpoint("token/introspect"));
        let asked = asked.basic_auth(&self.party.client_id, Some(&self.party.client_secret));
        self.surfer.send(asked.form(&[("token", &self.access)])).await.json()["active"] == true
    }

    /// Whether the session of the browser still answers without asking anything.
    async fn session(&self) -> bool {
        let demand: Demand = self.party.demand().with("prompt", Some("none"));
        let answer = self.surfer.follow(self.surfer.get(self.party.address(&demand)).await, RETOUR).await;
        answer.given("code").is_some()
    }

    /// Asks until nothing of it stands; how long that took.
    async fn ends(&self) -> Duration {
        let begun = Instant::now();
        while self.active().await || self.session().await || self.refreshed().await {
            assert!(begun.elapsed() < BOUND, "something still stands");
            tokio::time::sleep(Duration::from_millis(200)).await;
        }
        begun.elapsed()
    }
}

/// The page on which a login by phone ends, once approved: nobody learns before they prove who they are.
async fn turned_away(sandbox: &Sandbox, number: &str) -> Answer {
    let (party, surfer) = (Party::essai(sandbox), Surfer::new(sandbox, None));
    let page = surfer.follow(surfer.get(party.address(&party.demand())).await, RETOUR).await;
    let typed = surfer.submit(&page.form_with("numero"), &[("numero", &format!("8{number}"))]).await;
    let waiting = surfer.follow(typed, RETOUR).await;
    let digits: String = waiting.text_of(".digits").chars().filter(char::is_ascii_digit).take(2).collect();
    succeed(&mut sandbox.command(&["mobile", "approve", "--telephone", number, "--nombre", &digits, "--pin", PIN]));
    let approved = surfer.follow(surfer.get(&waiting.url).await, RETOUR).await;
    let form = approved.forms().into_iter().next().unwrap_or_else(|| panic!("no way on from {}", approved.url));
    surfer.follow(surfer.submit(&form, &[]).await, RETOUR).await
}

// requirement: R05 S08 R03
#[tokio::test]
async fn a_suspension_ends_a_living_session_its_tokens_and_its_phone_within_a_minute_and_is_lifted() {
    let sandbox = Sandbox::start();
    let number = sandbox.person("aide-soignante")["identifiant"].as_str().expect("a number")[1..].to_owned();
    assert!(activates(&sandbox, &number), "an e-CPS of their own");
    let signed = Signed::by_phone(&sandbox, &number).await;
    assert!(signed.active().await && signed.session().await && signed.refreshed().await, "all of it stands");
    let agents = Agents::new(&sandbox).await;
    let past = days::typed(-21);
    let suspended = [("cause", "SUSPENSION"), ("effet", past.as_str()), WHY];
    agents.decide(&number, ("/support/activite", ("quoi", "retrait")), &suspended).await;
    let taken = signed.ends().await;
    assert!(taken < BOUND, "{taken:?}");
    assert_eq!(signed.party.userinfo(&signed.surfer, &signed.access).await.status, 401);
    let again = signed.party.demand();
    let page = signed.surfer.follow(signed.surfer.get(signed.party.address(&again)).await, RETOUR).await;
    assert!(page.given("code").is_none(), "{}", page.url);
    let refused = turned_away(&sandbox, &number).await;
    assert!(refused.given("code").is_none() && refused.body.contains("n’est plus active"), "{}", refused.body);
    assert!(agents.file(&number).await.body.contains("Hors activité"));

    agents.decide(&number, ("/support/activite", ("quoi", "reprise")), &[("reprise", &past), WHY]).await;
    let back = Signed::by_phone(&sandbox, &number).await;
    assert!(back.active().await && back.session().await && back.refreshed().await);
    assert!(!signed.active().await, "what was granted before stays ended");
}
