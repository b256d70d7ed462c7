//! A browser without a screen: one cookie jar, one certificate at most, redirections one at a time.

use std::net::{IpAddr, SocketAddr};
use std::path::Path;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use harness::Sandbox;
use reqwest::cookie::Jar;
use reqwest::header::{HeaderMap, LOCATION, SET_COOKIE};
use reqwest::{Client, ClientBuilder, Method, RequestBuilder};
use scraper::{Html, Selector};
use serde_json::Value;
use url::Url;

pub struct Surfer {
    pub http: Client,
    jar: Arc<Jar>,
    /// Every `Set-Cookie` line of this visit.
    cookies: Mutex<Vec<String>>,
}

/// What came back, before anything was followed.
pub struct Answer {
    pub url: Url,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

/// One form of a page, with what the page had put in it.
pub struct Form {
    pub action: Url,
    pub fields: Vec<(String, String)>,
}

impl Surfer {
    /// `card`: the one that this browser presents when a host asks for one, as the manifest names it.
    pub fn new(sandbox: &Sandbox, card: Option<&str>) -> Self {
        let pem = card.map(|card| {
            let file = sandbox.card(card)["pem"].as_str().expect("the card's file");
            std::fs::read(file).expect("the card")
        });
        Self::of(sandbox, pem.as_deref(), None)
    }

    /// `card`: certificates and key in PEM. `address`: the one of this machine that it calls from.
    pub fn of(sandbox: &Sandbox, card: Option<&[u8]>, address: Option<IpAddr>) -> Self {
        Self::made(&sandbox.authority(), card, Arc::default(), |builder| builder.local_address(address))
    }

    /// Of somebody whose sandbox was not started by the tests: only its authority is known.
    pub fn trusting(authority: &Path) -> Self {
        Self::made(authority, None, Arc::default(), |builder| builder)
    }

    /// The same cookies, at the node that stands on this address.
    pub fn at(&self, sandbox: &Sandbox, node: IpAddr, from: Option<IpAddr>) -> Self {
        Self::made(&sandbox.authority(), None, self.jar.clone(), |builder| {
            builder.resolve("localhost", SocketAddr::new(node, 0)).local_address(from)
        })
    }

    /// With a card, at the node that stands on this address.
    pub fn presenting(sandbox: &Sandbox, card: &str, node: IpAddr) -> Self {
        let pem = sandbox.card(card)["pem"].as_str().expect("the card's file");
        let pem = std::fs::read(pem).expect("the card");
        Self::made(&sandbox.authority(), Some(&pem), Arc::default(), |builder| {
            builder.resolve("localhost", SocketAddr::new(node, 0))
        })
    }

    fn made(
        authority: &Path,
        card: Option<&[u8]>,
        jar: Arc<Jar>,
        how: impl FnOnce(ClientBuilder) -> ClientBuilder,
    ) -> Self {
        let authority = std::fs::read(authority).expect("the authority");
        let authority = reqwest::Certificate::from_pem(&authority).expect("a certificate");
        let mut builder = Client::builder()
            .cookie_provider(jar.clone())
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .tls_certs_only([authority]);
        if let Some(pem) = card {
            builder = builder.identity(reqwest::Identity::from_pem(pem).expect("a certificate and its key"));
        }
        Self { http: how(builder).build().expect("a client"), jar, cookies: Mutex::default() }
    }

    pub async fn send(&self, request: RequestBuilder) -> Answer {
        let answer = request.send().await.expect("the sandbox answers");
        let lines =
            answer.headers().get_all(SET_COOKIE).iter().filter_map(|line| line.to_str().ok().map(str::to_owned));
        self.cookies.lock().expect("one writer").extend(lines);
        Answer {
            url: answer.url().clone(),
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.text().await.expect("a body"),
        }
    }

    pub async fn get(&self, url: impl AsRef<str>) -> Answer {
        self.send(self.http.get(url.as_ref())).await
    }

    /// Sends a form as a browser does, with `filled` over what was in it.
    pub async fn submit(&self, form: &Form, filled: &[(&str, &str)]) -> Answer {
        let kept = form.fields.iter().filter(|(name, _)| !filled.iter().any(|(other, _)| other == name));
        let kept = kept.map(|(name, value)| (name.as_str(), value.as_str()));
        let pairs: Vec<_> = kept.chain(filled.iter().copied()).collect();
        let origin = form.action.origin().ascii_serialization();
        self.send(self.http.request(Method::POST, form.action.clone()).header("origin", origin).form(&pairs)).await
    }

    /// Follows redirections until a page shows, or one leads to an address that begins with `until`; gives that answer.
    pub async fn follow(&self, answer: Answer, until: &str) -> Answer {
        let mut answer = answer;
        for _ in 0..20 {
            match answer.location() {
                Some(next) if !next.as_str().starts_with(until) => answer = self.get(next).await,
                _ => return answer,
            }
        }
        panic!("twenty redirections, the last to {}", answer.url);
    }

    pub fn cookies(&self) -> Vec<String> {
        self.cookies.lock().expect("one writer").clone()
    }
}

impl Answer {
    pub fn location(&self) -> Option<Url> {
        let location = self.headers.get(LOCATION)?.to_str().expect("a readable address");
        Some(self.url.join(location).expect("an address"))
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{} {}: {}", self.status, self.url, self.body))
    }

    /// One parameter of the redirection.
    pub fn given(&self, name: &str) -> Option<String> {
        let location = self.location()?;
        location.query_pairs().find(|(found, _)| found == name).map(|(_, value)| value.into_owned())
    }

    pub fn forms(&self) -> Vec<Form> {
        let page = Html::parse_document(&self.body);
        let (forms, inputs) = (selector("form[method=post]"), selector("input[name]"));
        let pair = |input: scraper::ElementRef<'_>| {
            let attribute = |name| input.attr(name).unwrap_or_default().to_owned();
            (attribute("name"), attribute("value"))
        };
        page.select(&forms)
            .map(|form| Form {
                action: self.url.join(form.attr("action").unwrap_or_default()).expect("an address"),
                fields: form.select(&inputs).filter(sent).map(pair).collect(),
            })
            .collect()
    }

    /// What can be ticked or typed under this name, in the order of the page.
    pub fn values(&self, name: &str) -> Vec<String> {
        let page = Html::parse_document(&self.body);
        let inputs = selector(&format!("input[name={name}]"));
        page.select(&inputs).filter_map(|input| input.attr("value").map(str::to_owned)).collect()
    }

    /// The form that holds a field of this name.
    pub fn form_with(&self, field: &str) -> Form {
        let found = self.forms().into_iter().find(|form| form.fields.iter().any(|(name, _)| name == field));
        found.unwrap_or_else(|| panic!("no form with {field} at {}: {}", self.url, self.body))
    }

    /// The text of the first element that `css` selects.
    pub fn text_of(&self, css: &str) -> String {
        let page = Html::parse_document(&self.body);
        let found = page.select(&selector(css)).next().map(|element| element.text().collect::<String>());
        found.unwrap_or_else(|| panic!("no {css} at {}: {}", self.url, self.body))
    }

    /// The two digits that a waiting page shows.
    pub fn digits(&self) -> String {
        self.text_of(".digits").chars().filter(char::is_ascii_digit).take(2).collect()
    }

    /// An attribute of the first element that `css` selects.
    pub fn text_attribute(&self, css: &str, attribute: &str) -> String {
        let page = Html::parse_document(&self.body);
        let found = page.select(&selector(css)).next().and_then(|element| element.attr(attribute).map(str::to_owned));
        found.unwrap_or_else(|| panic!("no {attribute} of {css} at {}: {}", self.url, self.body))
    }

    /// The first link to an address that begins with `start`.
    pub fn link(&self, start: &str) -> Url {
        let page = Html::parse_document(&self.body);
        let links = selector("a[href]");
        let mut links = page.select(&links).filter_map(|link| self.url.join(link.attr("href")?).ok());
        let found = links.find(|link| link.as_str().starts_with(start));
        found.unwrap_or_else(|| panic!("no link to {start} at {} ({}): {}", self.url, self.status, self.body))
    }
}

/// As it stands, a browser sends it: a box or a choice only where it is ticked.
fn sent(input: &scraper::ElementRef<'_>) -> bool {
    let to_tick = matches!(input.attr("type"), Some("checkbox" | "radio"));
    !to_tick || input.attr("checked").is_some()
}

fn selector(css: &str) -> Selector {
    Selector::parse(css).expect("a selector written in this program")
}
