//! What came back to the client by the browser.

use url::Url;

use super::{Read, Target};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Query,
    Fragment,
    FormPost,
}

#[derive(Clone, Debug)]
pub struct Callback {
    pub mode: Mode,
    /// Without query and fragment.
    pub to: String,
    pub params: Vec<(String, String)>,
}

impl Callback {
    pub fn from_address(mut url: Url) -> Self {
        let (mode, text) = match url.fragment() {
            Some(fragment) => (Mode::Fragment, fragment.to_owned()),
            None => (Mode::Query, url.query().unwrap_or_default().to_owned()),
        };
        let params = url::form_urlencoded::parse(text.as_bytes()).into_owned().collect();
        url.set_fragment(None);
        url.set_query(None);
        Self { mode, to: url.to_string(), params }
    }

    pub fn get(&self, name: &str) -> Option<&str> {
        self.params.iter().find(|(found, _)| found == name).map(|(_, value)| value.as_str())
    }

    #[track_caller]
    pub fn code(&self) -> &str {
        self.get("code").unwrap_or_else(|| panic!("no code in {:?}", self.params))
    }

    #[track_caller]
    pub fn assert_error(&self, error: &str) -> &Self {
        assert_eq!(self.get("error"), Some(error), "{:?}", self.params);
        assert_eq!(self.get("code"), None, "an error and a code");
        self
    }

    /// The claims of a JWT answer (JARM), its signature checked.
    pub async fn jarm(&self, target: &Target) -> Read {
        let response = self.get("response").unwrap_or_else(|| panic!("no response in {:?}", self.params));
        target.verify(response).await
    }
}
