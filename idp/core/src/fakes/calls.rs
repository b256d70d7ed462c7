use std::collections::VecDeque;
use std::sync::Mutex;

use async_trait::async_trait;
use idp_core::outbound::{Calls, FetchError};

/// What was posted, and what each call answers in its turn: 204 where the test says nothing.
#[derive(Default)]
pub struct FakeCalls {
    posted: Mutex<Vec<Posted>>,
    answers: Mutex<VecDeque<Result<u16, FetchError>>>,
}

#[derive(Clone, Debug)]
pub struct Posted {
    pub url: String,
    pub body: String,
    pub content_type: &'static str,
    pub bearer: Option<String>,
}

impl FakeCalls {
    pub fn then(&self, answer: Result<u16, FetchError>) {
        self.answers.lock().unwrap().push_back(answer);
    }

    pub fn posted(&self) -> Vec<Posted> {
        self.posted.lock().unwrap().clone()
    }
}

#[async_trait]
impl Calls for FakeCalls {
    async fn post(
        &self,
        url: &str,
        body: Vec<u8>,
        content_type: &'static str,
        bearer: Option<&str>,
    ) -> Result<u16, FetchError> {
        let body = String::from_utf8(body).unwrap();
        let bearer = bearer.map(str::to_owned);
        self.posted.lock().unwrap().push(Posted { url: url.to_owned(), body, content_type, bearer });
        self.answers.lock().unwrap().pop_front().unwrap_or(Ok(204))
    }
}
