//! A browser with one person in front of it: follows redirections, logs in where it is asked to, agrees.

use std::sync::Arc;
use std::time::Duration;

use reqwest::cookie::{CookieStore as _, Jar};
use url::Url;

use super::callback::Mode;
use super::form::{Form, link};
use super::{Answer, Callback};

pub struct Browser {
    pub http: reqwest::Client,
    jar: Arc<Jar>,
    /// Host where a card logs the person in; empty: pages log in by themselves.
    card_host: String,
}

/// Where a navigation ended.
#[derive(Debug)]
pub enum Outcome {
    /// Back at the client.
    Callback(Callback),
    /// On a page of the provider, from which this person does not go on.
    Page(Answer),
}

impl Outcome {
    #[track_caller]
    pub fn callback(self) -> Callback {
        match self {
            Self::Callback(callback) => callback,
            Self::Page(page) => panic!("{} {} instead of the client: {}", page.status, page.url, page.body),
        }
    }

    #[track_caller]
    pub fn page(self) -> Answer {
        match self {
            Self::Page(page) => page,
            Self::Callback(callback) => panic!("the client instead of a page: {callback:?}"),
        }
    }
}

impl Browser {
    /// Its own cookie jar. `card`: PEM of a certificate and its key.
    pub fn new(authority: &[u8], card: Option<&[u8]>, card_host: &str) -> Self {
        let authority = reqwest::Certificate::from_pem(authority).expect("a certificate");
        let jar = Arc::<Jar>::default();
        let mut builder = reqwest::Client::builder()
            .cookie_provider(jar.clone())
            .redirect(reqwest::redirect::Policy::none())
            .timeout(Duration::from_secs(30))
            .tls_certs_only([authority]);
        if let Some(card) = card {
            builder = builder.identity(reqwest::Identity::from_pem(card).expect("a certificate and its key"));
        }
        Self { http: builder.build().expect("a client"), jar, card_host: card_host.to_owned() }
    }

    /// The cookie of this name that goes to this address.
    pub fn cookie(&self, url: &str, name: &str) -> Option<String> {
        let sent = self.jar.cookies(&url.parse().expect("an address"))?;
        let mut pairs = sent.to_str().expect("text").split("; ").filter_map(|pair| pair.split_once('='));
        pairs.find(|(found, _)| *found == name).map(|(_, value)| value.to_owned())
    }

    pub async fn get(&self, url: impl AsRef<str>) -> Answer {
        Answer::of(self.http.get(url.as_ref()).header("accept", "text/html")).await
    }

    /// As a page's form does.
    pub async fn submit(&self, form: &Form) -> Answer {
        let origin = form.action.origin().ascii_serialization();
        Answer::of(self.http.post(form.action.clone()).header("origin", origin).form(&form.fields)).await
    }

    /// Follows redirections only, and stops at the first page or at the client.
    pub async fn see(&self, url: impl AsRef<str>, client: &str) -> Outcome {
        let first = self.get(url).await;
        self.follow(first, client).await
    }

    /// Goes on until the client or a page with nothing to do is reached.
    pub async fn go(&self, url: impl AsRef<str>, client: &str) -> Outcome {
        let mut outcome = self.see(url, client).await;
        for _ in 0..12 {
            let Outcome::Page(page) = &outcome else { return outcome };
            let Some(next) = self.act(page).await else { return outcome };
            outcome = self.follow(next, client).await;
        }
        outcome
    }

    /// From an answer to the next page, or to the client.
    pub async fn follow(&self, answer: Answer, client: &str) -> Outcome {
        let mut answer = answer;
        for _ in 0..20 {
            match answer.location() {
                Some(next) if next.as_str().starts_with(client) => {
                    return Outcome::Callback(Callback::from_address(next));
                }
                Some(next) => answer = self.get(next).await,
                None => return posted(answer, client),
            }
        }
        panic!("twenty redirections, the last to {}", answer.url);
    }

    /// What this person does on a page; nothing on an error.
    async fn act(&self, page: &Answer) -> Option<Answer> {
        if page.status >= 400 {
            return None;
        }
        if !self.card_host.is_empty()
            && let Some(card) = link(page, &self.card_host)
        {
            return Some(self.get(card).await);
        }
        let aside = ["annuler", "langue", "refuser", "pas-moi"];
        let forms = Form::all(page);
        let form =
            forms.iter().find(|form| form.post && !aside.iter().any(|word| form.action.path().contains(word)))?;
        Some(self.submit(form).await)
    }
}

/// A page whose form leads to the client is an answer by `form_post`.
fn posted(answer: Answer, client: &str) -> Outcome {
    let form = Form::all(&answer).into_iter().find(|form| form.post && form.action.as_str().starts_with(client));
    match form {
        Some(form) => {
            Outcome::Callback(Callback { mode: Mode::FormPost, to: Url::to_string(&form.action), params: form.fields })
        }
        None => Outcome::Page(answer),
    }
}
