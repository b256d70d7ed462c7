use oidc::ResponseMode;

/// What goes back to the client through the browser: a 303 to [`Answer::location`], or a page that posts
/// `parameters` to `redirect_uri` when `response_mode` is `form_post`.
#[derive(Clone, PartialEq, Eq)]
pub struct Answer {
    pub redirect_uri: String,
    pub response_mode: ResponseMode,
    pub parameters: Vec<(&'static str, String)>,
}

impl Answer {
    /// The redirect URI with the parameters in its query, after those that were registered with it.
    pub fn location(&self) -> String {
        let mut query = url::form_urlencoded::Serializer::new(String::new());
        query.extend_pairs(&self.parameters);
        let separator = if self.redirect_uri.contains('?') { '&' } else { '?' };
        format!("{}{separator}{}", self.redirect_uri, query.finish())
    }

    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }
}
