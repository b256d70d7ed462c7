//! What came back over HTTP.

use reqwest::header::{HeaderMap, LOCATION};
use url::Url;

use super::Value;

#[derive(Clone, Debug)]
pub struct Answer {
    pub url: Url,
    pub status: u16,
    pub headers: HeaderMap,
    pub body: String,
}

impl Answer {
    pub async fn of(request: reqwest::RequestBuilder) -> Self {
        let answer = request.send().await.unwrap_or_else(|error| panic!("no answer: {error:?}"));
        Self {
            url: answer.url().clone(),
            status: answer.status().as_u16(),
            headers: answer.headers().clone(),
            body: answer.text().await.expect("a body"),
        }
    }

    pub fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    pub fn location(&self) -> Option<Url> {
        let location = self.headers.get(LOCATION)?.to_str().expect("a readable address");
        Some(self.url.join(location).expect("an address"))
    }

    pub fn is_json(&self) -> bool {
        self.header("content-type").split(';').next() == Some("application/json")
    }

    pub fn is_html(&self) -> bool {
        self.header("content-type").starts_with("text/html")
    }

    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{} {}: {}", self.status, self.url, self.body))
    }

    /// The JSON of a success, 200 or 201.
    #[track_caller]
    pub fn ok(&self) -> Value {
        assert!(matches!(self.status, 200 | 201), "{} {}: {}", self.status, self.url, self.body);
        self.json()
    }

    #[track_caller]
    pub fn assert_status(&self, status: u16) -> &Self {
        assert_eq!(self.status, status, "{}: {}", self.url, self.body);
        self
    }

    /// An OAuth error, RFC 6749 §5.2.
    #[track_caller]
    pub fn assert_refused(&self, status: u16, error: &str) -> &Self {
        assert_eq!(self.status, status, "{}: {}", self.url, self.body);
        assert_eq!(self.json()["error"], error, "{}: {}", self.url, self.body);
        self
    }

    /// As [`Answer::assert_refused`], where the specification leaves the code open.
    #[track_caller]
    pub fn assert_refused_as(&self, status: u16, errors: &[&str]) -> &Self {
        assert_eq!(self.status, status, "{}: {}", self.url, self.body);
        let error = self.json()["error"].as_str().unwrap_or_default().to_owned();
        assert!(errors.contains(&error.as_str()), "{}: {} is none of {errors:?}", self.url, self.body);
        self
    }

    /// RFC 6750 §3.1: at a resource.
    #[track_caller]
    pub fn assert_challenged(&self, status: u16, scheme: &str, error: &str) -> &Self {
        assert_eq!(self.status, status, "{}: {}", self.url, self.body);
        let challenges: Vec<_> =
            self.headers.get_all("www-authenticate").iter().filter_map(|value| value.to_str().ok()).collect();
        let found = challenges.iter().any(|challenge| {
            challenge.contains(&format!("{scheme} ")) && challenge.contains(&format!("error=\"{error}\""))
        });
        assert!(found, "{}: no {scheme} challenge with {error} in {challenges:?}", self.url);
        self
    }
}
