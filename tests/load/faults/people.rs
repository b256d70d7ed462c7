//! People who sign in by card through a service, one after the other, and services that do with their tokens what must hold:
//! a code spent by two at once or presented again, a grant taken back, a client registered.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use harness::Sandbox;
use scraper::{Html, Selector};
use serde_json::{Value, json};
use url::Url;

use super::balancer::{Balancer, Caller, Silence};
use super::ledger::{Ledger, Registered, Revoked, Spent};
use super::met::Met;
use crate::party::{Demand, Party, RETOUR};
use crate::surfer::Answer;

/// After a failure a person reads what is there before they try again.
const READS: Duration = Duration::from_millis(200);

pub struct Crowd {
    pub balancer: Arc<Balancer>,
    pub ledger: Arc<Ledger>,
    party: Party,
    registration: [String; 2],
    turn: AtomicUsize,
}

impl Crowd {
    pub fn new(sandbox: &Sandbox, balancer: &Arc<Balancer>, ledger: &Arc<Ledger>) -> Arc<Self> {
        let text = |name: &str| sandbox.text(name).to_owned();
        Arc::new(Self {
            balancer: balancer.clone(),
            ledger: ledger.clone(),
            party: Party::essai(sandbox),
            registration: [text("/registration/endpoint"), text("/registration/initial_access_token")],
            turn: AtomicUsize::new(0),
        })
    }

    /// For ever.
    pub async fn sign_in(self: Arc<Self>) {
        loop {
            match self.login().await {
                Ok(()) => self.ledger.write(|entries| entries.logins.push(Instant::now())),
                Err(Met(what)) => {
                    self.ledger.met(&what);
                    tokio::time::sleep(READS).await;
                }
            }
        }
    }

    async fn login(&self) -> Result<(), Met> {
        let browser = self.balancer.caller(true);
        let service = self.balancer.caller(false);
        let demand = self.party.demand();
        let code = self.code(&browser, &demand).await?;
        match self.turn.fetch_add(1, Ordering::Relaxed) % 4 {
            0 => self.race(&service, &code, &demand).await,
            1 => self.take_back(&service, &code, &demand).await,
            2 => self.register(&service, &code, &demand).await,
            _ => self.replay(&service, &code, &demand).await,
        }
    }

    /// From the service to the card and back.
    async fn code(&self, browser: &Caller, demand: &Demand) -> Result<String, Met> {
        let page = self.follow(browser, self.party.address(demand), "first page").await?;
        let card = link(&page, &self.party.carte).ok_or_else(|| Met::page("first page", &page))?;
        let back = self.follow(browser, card, "card").await?;
        back.given("code").ok_or_else(|| Met::page("card", &back))
    }

    async fn follow(&self, browser: &Caller, from: Url, step: &str) -> Result<Answer, Met> {
        let mut next = from;
        for _ in 0..20 {
            let asked = browser.ask(|http| http.get(next.clone())).await;
            let answer = asked.map_err(|silence| Met::person(step, silence))?;
            match answer.location() {
                Some(to) if !to.as_str().starts_with(RETOUR) => next = to,
                _ => return Ok(answer),
            }
        }
        Err(Met(format!("person, {step}: twenty redirections")))
    }

    /// A code at the token endpoint; a service that heard nothing asks once more.
    async fn redeem(&self, service: &Caller, code: &str, demand: &Demand) -> Result<Value, Met> {
        let pairs = self.party.redemption(code, demand);
        let mut answer = self.token(service, None, &pairs).await;
        if answer.is_err() {
            answer = self.token(service, None, &pairs).await;
        }
        let answer = answer.map_err(|silence| Met::service("token", silence))?;
        let tokens = self.tokens("token", &answer)?;
        self.spent(code, demand);
        Ok(tokens)
    }

    fn spent(&self, code: &str, demand: &Demand) {
        let spent = Spent { code: code.to_owned(), demand: demand.clone(), at: Instant::now() };
        self.ledger.write(|entries| entries.spent.push(spent));
    }

    /// Whether a node gives tokens for a code that was spent.
    pub async fn accepted_again(&self, service: &Caller, spent: &Spent) -> bool {
        let pairs = self.party.redemption(&spent.code, &spent.demand);
        self.token(service, None, &pairs).await.is_ok_and(|answer| answer.status == 200)
    }

    fn tokens(&self, step: &str, answer: &Answer) -> Result<Value, Met> {
        if answer.status != 200 {
            return Err(Met::refusal(step, answer));
        }
        let tokens: Value = serde_json::from_str(&answer.body).map_err(|_| Met(format!("service, {step}: no JSON")))?;
        if let Some(sid) = sid(&tokens) {
            self.ledger.write(|entries| entries.sessions.push(sid));
        }
        Ok(tokens)
    }

    async fn token(&self, service: &Caller, node: Option<usize>, pairs: &[(&str, &str)]) -> Result<Answer, Silence> {
        self.post(service, node, ("token", pairs)).await
    }

    /// As the client, with its secret.
    async fn post(
        &self,
        service: &Caller,
        node: Option<usize>,
        (endpoint, pairs): (&str, &[(&str, &str)]),
    ) -> Result<Answer, Silence> {
        let request = |http: &reqwest::Client| {
            let post = http.post(self.party.endpoint(endpoint));
            post.basic_auth(&self.party.client_id, Some(&self.party.client_secret)).form(pairs)
        };
        match node {
            Some(node) => service.ask_at(node, request).await,
            None => service.ask(request).await,
        }
    }

    /// Both nodes are given the same code at once: one may take it.
    async fn race(&self, service: &Caller, code: &str, demand: &Demand) -> Result<(), Met> {
        let pairs = self.party.redemption(code, demand);
        let both = tokio::join!(self.token(service, Some(0), &pairs), self.token(service, Some(1), &pairs));
        let taken = [&both.0, &both.1].into_iter().filter(|one| one.as_ref().is_ok_and(|answer| answer.status == 200));
        let taken = taken.count();
        self.ledger.write(|entries| {
            entries.replays += 1;
            if taken > 1 {
                entries.spent_twice.push(format!("a code, by both nodes at {:?}", Instant::now()));
            }
        });
        match (taken, both) {
            (0, (Ok(answer), _) | (_, Ok(answer))) => Err(Met::refusal("token", &answer)),
            (0, (Err(silence), _)) => Err(Met::service("token", silence)),
            _ => {
                self.spent(code, demand);
                Ok(())
            }
        }
    }

    /// Refreshed, then the code once more: it must be refused. The refresh token of a client with a secret lives on by its
    /// use (FAPI 2.0 §5.3.2.1), so that it says nothing here.
    async fn replay(&self, service: &Caller, code: &str, demand: &Demand) -> Result<(), Met> {
        let tokens = self.redeem(service, code, demand).await?;
        self.refresh(service, text(&tokens, "refresh_token")).await?;
        let again = self.token(service, None, &self.party.redemption(code, demand)).await;
        let accepted = again.is_ok_and(|answer| answer.status == 200);
        self.ledger.write(|entries| {
            entries.replays += 1;
            if accepted {
                entries.spent_twice.push("a code, later".to_owned());
            }
        });
        Ok(())
    }

    async fn refresh(&self, service: &Caller, token: &str) -> Result<Value, Met> {
        let pairs = [("grant_type", "refresh_token"), ("refresh_token", token)];
        let answer = self.token(service, None, &pairs).await.map_err(|silence| Met::service("refresh", silence))?;
        self.tokens("refresh", &answer)
    }

    async fn take_back(&self, service: &Caller, code: &str, demand: &Demand) -> Result<(), Met> {
        let tokens = self.redeem(service, code, demand).await?;
        let (refresh, access) = (text(&tokens, "refresh_token").to_owned(), text(&tokens, "access_token").to_owned());
        let revoked = self.post(service, None, ("revoke", &[("token", &refresh)])).await;
        let answer = revoked.map_err(|silence| Met::service("revoke", silence))?;
        if answer.status != 200 {
            return Err(Met::refusal("revoke", &answer));
        }
        let revoked = Revoked { refresh, access, at: Instant::now() };
        self.judge(service, &revoked).await;
        self.ledger.write(|entries| entries.revoked.push(revoked));
        Ok(())
    }

    /// Held against both nodes: what was taken back, refreshed, shown and introspected.
    pub async fn judge(&self, service: &Caller, revoked: &Revoked) {
        for node in 0..2 {
            let refresh = [("grant_type", "refresh_token"), ("refresh_token", revoked.refresh.as_str())];
            let refreshed = self.token(service, Some(node), &refresh).await;
            let asked = |http: &reqwest::Client| http.get(self.party.endpoint("userinfo")).bearer_auth(&revoked.access);
            let told = service.ask_at(node, asked).await;
            let introspected =
                self.post(service, Some(node), ("token/introspect", &[("token", &revoked.access)])).await;
            let active =
                introspected.is_ok_and(|answer| answer.status == 200 && answer.body.contains("\"active\":true"));
            let granted = |answer: Result<Answer, Silence>| answer.is_ok_and(|answer| answer.status == 200);
            let doors = [("refresh", granted(refreshed)), ("userinfo", granted(told)), ("introspection", active)];
            for (door, _) in doors.into_iter().filter(|(_, open)| *open) {
                let text = format!("{door} at node {node}, {:?} after it was revoked", revoked.at.elapsed());
                self.ledger.write(|entries| entries.failed_open.push(text));
            }
            self.ledger.write(|entries| entries.probes += 3);
        }
    }

    async fn register(&self, service: &Caller, code: &str, demand: &Demand) -> Result<(), Met> {
        self.redeem(service, code, demand).await?;
        let asked = json!({ "client_name": "Essai des pannes", "redirect_uris": [RETOUR] });
        let [endpoint, initial] = &self.registration;
        let answer = service.ask(|http| http.post(endpoint).bearer_auth(initial).json(&asked)).await;
        let answer = answer.map_err(|silence| Met::service("registration", silence))?;
        if answer.status != 201 {
            return Err(Met::refusal("registration", &answer));
        }
        let told = answer.json();
        let of = |name: &str| text(&told, name).to_owned();
        let registered = Registered {
            client_id: of("client_id"),
            address: of("registration_client_uri"),
            token: of("registration_access_token"),
        };
        self.ledger.write(|entries| entries.registered.push(registered));
        Ok(())
    }

    /// For ever: what was revoked, a wrong secret and a token that is none, at either node.
    pub async fn probe(self: Arc<Self>) {
        let service = self.balancer.caller(false);
        for chance in (0_usize..).step_by(7) {
            if let Some(revoked) = self.ledger.some_revoked(chance) {
                self.judge(&service, &revoked).await;
            }
            let node = chance % 2;
            let pairs = [("grant_type", "client_credentials")];
            let wrong = |http: &reqwest::Client| {
                http.post(self.party.endpoint("token"))
                    .basic_auth(&self.party.client_id, Some("no secret"))
                    .form(&pairs)
            };
            let none = |http: &reqwest::Client| http.get(self.party.endpoint("userinfo")).bearer_auth("no.token.atall");
            // a wrong secret is counted against its client: seldom
            let guessed = if chance % 280 == 0 { service.ask_at(node, wrong).await.ok() } else { None };
            let shown = service.ask_at(node, none).await.ok();
            for (what, answer) in [("a wrong secret", guessed), ("no token", shown)] {
                if answer.is_some_and(|answer| answer.status == 200) {
                    self.ledger.write(|entries| entries.failed_open.push(format!("{what} at node {node}")));
                }
            }
            tokio::time::sleep(Duration::from_millis(400)).await;
        }
    }
}

fn text<'a>(value: &'a Value, name: &str) -> &'a str {
    value[name].as_str().unwrap_or_default()
}

/// Of the session that the ID token speaks of.
fn sid(tokens: &Value) -> Option<String> {
    let claims = crate::revocation::claims(tokens["id_token"].as_str()?)?;
    claims["sid"].as_str().map(str::to_owned)
}

/// The first link to an address that begins with `start`.
fn link(page: &Answer, start: &str) -> Option<Url> {
    let links = Selector::parse("a[href]").ok()?;
    let document = Html::parse_document(&page.body);
    let mut found = document.select(&links).filter_map(|link| page.url.join(link.attr("href")?).ok());
    found.find(|link| link.as_str().starts_with(start))
}
