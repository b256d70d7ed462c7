//! A person and their browser at one example.

use std::time::Duration;

use futures::future::join_all;
use harness::{Sandbox, succeed};
use serde_json::Value;
use tokio::sync::Mutex;

use super::QUI;
use super::service::Service;
use crate::browser::PIN;
use crate::surfer::{Answer, Surfer};

/// She has one phone: one request at a time.
pub static PHONE: Mutex<()> = Mutex::const_new(());
const PATIENCE: usize = 200;

pub struct Visit<'a> {
    pub surfer: Surfer,
    pub service: &'a Service,
    sandbox: &'a Sandbox,
    card: bool,
}

impl<'a> Visit<'a> {
    /// With the phone of the coordinatrice, or with this card.
    pub fn new(sandbox: &'a Sandbox, service: &'a Service, card: Option<&str>) -> Self {
        Self { surfer: Surfer::new(sandbox, card), service, sandbox, card: card.is_some() }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.surfer.get(format!("{}{path}", self.service.origin)).await
    }

    pub async fn json(&self, path: &str) -> Value {
        let answer = self.get(path).await;
        assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        answer.json()
    }

    pub async fn page(&self, path: &str) -> String {
        let answer = self.get(path).await;
        assert!(answer.status == 200 && answer.is_html(), "{path}: {} {}", answer.status, answer.body);
        answer.body
    }

    /// A call of the protected resource, as a program.
    pub async fn api(&self, bearer: Option<&str>) -> Answer {
        let request = self.surfer.http.get(format!("{}/api", self.service.origin));
        let request = match bearer {
            Some(token) => request.bearer_auth(token),
            None => request,
        };
        self.surfer.send(request).await
    }

    /// As the provider tells of a logout.
    pub async fn notice(&self, token: &str) -> Answer {
        self.surfer.send(self.surfer.http.post(self.service.notices()).form(&[("logout_token", token)])).await
    }

    /// The button of the first page that leads to this path; where the browser is afterwards.
    pub async fn press(&self, path: &str) -> Answer {
        let home = self.get("/").await;
        // under no-referrer a browser says `Origin: null` with a form, and the service would refuse its own
        assert_eq!(home.header("referrer-policy"), "same-origin");
        let form = home.forms().into_iter().find(|form| form.action.path() == path);
        let form = form.unwrap_or_else(|| panic!("no button to {path}: {}", home.body));
        let landed = self.surfer.follow(self.surfer.submit(&form, &[]).await, "nowhere").await;
        assert!(landed.status == 200, "{path}: {} {}", landed.status, landed.body);
        landed
    }

    /// Leaves by this path and comes back signed in; the situation that was chosen, if one was asked for.
    pub async fn sign_in(&self, path: &str, choice: usize) -> String {
        let (back, chosen) = self.through(self.get(path).await, "nowhere", choice).await;
        assert!(back.status == 200 && back.url.path() == "/", "{} {}: {}", back.status, back.url, back.body);
        chosen.unwrap_or_default()
    }

    /// Answers the provider's pages until the browser is elsewhere, or is sent to an address that begins with `until`.
    pub async fn through(&self, answer: Answer, until: &str, choice: usize) -> (Answer, Option<String>) {
        let (mut chosen, wallet) = (None, self.sandbox.text("/authorization"));
        let mut answer = self.surfer.follow(answer, until).await;
        for _ in 0..10 {
            if answer.location().is_some() || !answer.url.as_str().starts_with(wallet) {
                return (answer, chosen);
            }
            let places = answer.values("situation");
            let next = if places.is_empty() {
                self.prove(answer).await
            } else {
                chosen = Some(places[choice % places.len()].clone());
                let form = answer.forms().into_iter().next().expect("the form of the choice");
                self.surfer.submit(&form, &[("situation", &places[choice % places.len()])]).await
            };
            answer = self.surfer.follow(next, until).await;
        }
        panic!("ten pages, the last at {}: {}", answer.url, answer.body);
    }

    /// The card that this browser has, or the phone.
    async fn prove(&self, page: Answer) -> Answer {
        if page.forms().iter().all(|form| form.fields.iter().all(|(name, _)| name != "numero")) {
            let on = page.forms().into_iter().next();
            let on = on.unwrap_or_else(|| panic!("no way on from {}: {}", page.url, page.body));
            return self.surfer.submit(&on, &[]).await;
        }
        if self.card {
            return self.surfer.get(page.link(self.sandbox.text("/carte"))).await;
        }
        let person = self.sandbox.person(QUI);
        let of = |key: &str| person[key].as_str().expect("a text").to_owned();
        let _alone = PHONE.lock().await;
        let asked = self.surfer.submit(&page.form_with("numero"), &[("numero", &of("identifiant"))]).await;
        let waiting = self.surfer.follow(asked, "nowhere").await;
        let (phone, digits) = (of("prenom"), waiting.digits());
        let approve = ["mobile", "approve", "--telephone", &phone, "--nombre", &digits, "--pin", PIN];
        succeed(&mut self.sandbox.command(&approve));
        self.surfer.get(&waiting.url).await
    }

    /// Asked several times at once: a request that meets the notice is answered like any other.
    pub async fn is_signed_out_soon(&self) {
        for _ in 0..PATIENCE {
            let told = join_all((0..4).map(|_| self.json("/moi"))).await;
            if told.iter().all(|me| me["connecte"] == false) {
                return;
            }
            tokio::time::sleep(Duration::from_millis(50)).await;
        }
        panic!("the session of the example outlives the provider's: {}", self.sandbox.log());
    }
}
