//! People who sign in by card through a service, one after the other; what the service then does is drawn in turns.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use std::time::{Duration, Instant};

use harness::Sandbox;
use scraper::{Html, Selector};
use serde_json::Value;
use url::Url;

use super::balancer::{Balancer, Caller, Silence};
use super::ledger::{Ledger, Login, Spent};
use super::met::Met;
use crate::party::{Demand, Party, RETOUR};
use crate::surfer::Answer;

/// After a failure a person reads what is there before they try again.
const READS: Duration = Duration::from_millis(200);

pub struct Crowd {
    pub balancer: Arc<Balancer>,
    pub ledger: Arc<Ledger>,
    pub party: Party,
    /// Where clients register, and with which token.
    pub registration: [String; 2],
    /// A client without a secret, once it is registered.
    pub public: OnceLock<String>,
    turn: AtomicUsize,
}

/// A code that somebody brings to a service, and the link to the card that led there.
pub struct Brought {
    pub code: String,
    pub demand: Demand,
    pub card: Url,
}

impl Crowd {
    pub fn new(sandbox: &Sandbox, balancer: &Arc<Balancer>, ledger: &Arc<Ledger>) -> Arc<Self> {
        let text = |name: &str| sandbox.text(name).to_owned();
        Arc::new(Self {
            balancer: balancer.clone(),
            ledger: ledger.clone(),
            party: Party::essai(sandbox),
            registration: [text("/registration/endpoint"), text("/registration/initial_access_token")],
            public: OnceLock::new(),
            turn: AtomicUsize::new(0),
        })
    }

    /// For ever.
    pub async fn sign_in(self: Arc<Self>) {
        loop {
            let began = Instant::now();
            match self.login().await {
                Ok(()) => self.ledger.login(Login { at: Instant::now(), took: began.elapsed() }),
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
        let turn = self.turn.fetch_add(1, Ordering::Relaxed) % 5;
        if turn == 4 {
            return self.family(&browser, &service).await;
        }
        let brought = self.brought(&browser, self.party.demand()).await?;
        match turn {
            0 => self.race(&service, &brought).await,
            1 => self.take_back(&service, &brought).await,
            2 => self.register(&service, &brought).await,
            _ => self.replay(&browser, &service, &brought).await,
        }
    }

    /// From the service to the card and back.
    pub async fn brought(&self, browser: &Caller, demand: Demand) -> Result<Brought, Met> {
        let page = self.follow(browser, self.party.address(&demand), "first page").await?;
        let card = link(&page, &self.party.carte).ok_or_else(|| Met::page("first page", &page))?;
        let back = self.follow(browser, card.clone(), "card").await?;
        let code = back.given("code").ok_or_else(|| Met::page("card", &back))?;
        Ok(Brought { code, demand, card })
    }

    pub async fn follow(&self, browser: &Caller, from: Url, step: &str) -> Result<Answer, Met> {
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
    pub async fn redeem(&self, service: &Caller, Brought { code, demand, .. }: &Brought) -> Result<Value, Met> {
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

    pub fn spent(&self, code: &str, demand: &Demand) {
        let spent = Spent { code: code.to_owned(), demand: demand.clone(), at: Instant::now() };
        self.ledger.write(|entries| entries.spent.push(spent));
    }

    /// Whether a node gives tokens for a code that was spent.
    pub async fn accepted_again(&self, service: &Caller, spent: &Spent) -> bool {
        let pairs = self.party.redemption(&spent.code, &spent.demand);
        self.token(service, None, &pairs).await.is_ok_and(|answer| answer.status == 200)
    }

    pub fn tokens(&self, step: &str, answer: &Answer) -> Result<Value, Met> {
        if answer.status != 200 {
            return Err(Met::refusal(step, answer));
        }
        let tokens: Value = serde_json::from_str(&answer.body).map_err(|_| Met(format!("service, {step}: no JSON")))?;
        if let Some(sid) = sid(&tokens) {
            self.ledger.write(|entries| entries.sessions.push(sid));
        }
        Ok(tokens)
    }

    pub async fn token(
        &self,
        service: &Caller,
        node: Option<usize>,
        pairs: &[(&str, &str)],
    ) -> Result<Answer, Silence> {
        self.post(service, node, ("token", pairs)).await
    }

    /// As the client, with its secret.
    pub async fn post(
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
