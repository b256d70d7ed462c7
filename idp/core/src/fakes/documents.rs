use std::collections::HashMap;
use std::sync::Mutex;

use async_trait::async_trait;
use idp_core::outbound::{Documents, Expect, FetchError};

/// What addresses give, and which were asked.
#[derive(Default)]
pub struct FakeDocuments {
    held: Mutex<HashMap<String, Vec<u8>>>,
    asked: Mutex<Vec<String>>,
}

impl FakeDocuments {
    pub fn hold(&self, url: &str, document: &str) {
        self.held.lock().unwrap().insert(url.to_owned(), document.as_bytes().to_vec());
    }

    pub fn asked(&self) -> Vec<String> {
        self.asked.lock().unwrap().clone()
    }
}

#[async_trait]
impl Documents for FakeDocuments {
    async fn fetch(&self, url: &str, expect: Expect) -> Result<Vec<u8>, FetchError> {
        self.asked.lock().unwrap().push(url.to_owned());
        match self.held.lock().unwrap().get(url) {
            Some(document) if document.len() > expect.max_bytes => Err(FetchError::TooLong(expect.max_bytes)),
            Some(document) => Ok(document.clone()),
            None => Err(FetchError::Unreachable),
        }
    }
}
