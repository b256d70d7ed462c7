use oidc::ResponseMode;
use oidc::response_mode::Carrier;

/// What goes back to the client through the browser: a 303 to [`Answer::location`], or a page that posts `parameters` to
/// `redirect_uri`, as the carrier of `response_mode` says. Where the mode is signed,
/// [`Responses::ready`](super::Responses::ready) comes first.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub redirect_uri: String,
    pub response_mode: ResponseMode,
    pub parameters: Vec<(&'static str, String)>,
}

impl Answer {
    /// The redirect URI with the parameters in its fragment, or in its query after those that were registered with it.
    pub fn location(&self) -> String {
        if self.parameters.is_empty() {
            return self.redirect_uri.clone();
        }
        let mut encoded = url::form_urlencoded::Serializer::new(String::new());
        encoded.extend_pairs(&self.parameters);
        let separator = match self.response_mode.carrier() {
            Carrier::Fragment => '#',
            Carrier::Query | Carrier::Form if self.redirect_uri.contains('?') => '&',
            Carrier::Query | Carrier::Form => '?',
        };
        format!("{}{separator}{}", self.redirect_uri, encoded.finish())
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_carrier_has_its_place_in_the_address() {
        let answer = |response_mode, redirect_uri: &str| Answer {
            redirect_uri: redirect_uri.into(),
            response_mode,
            parameters: vec![("code", "a b".into())],
        };
        for (mode, uri, expected) in [
            (ResponseMode::Query, "https://rp.test/cb", "https://rp.test/cb?code=a+b"),
            (ResponseMode::Query, "https://rp.test/cb?x=1", "https://rp.test/cb?x=1&code=a+b"),
            (ResponseMode::Fragment, "https://rp.test/cb?x=1", "https://rp.test/cb?x=1#code=a+b"),
            (ResponseMode::FragmentJwt, "https://rp.test/cb", "https://rp.test/cb#code=a+b"),
        ] {
            assert_eq!(answer(mode, uri).location(), expected);
        }
    }
}
