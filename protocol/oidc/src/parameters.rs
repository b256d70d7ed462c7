//! Request parameters as they came: RFC 6749 §3.1 and §3.2 (a parameter without value is absent; none may come twice, but
//! those of [`REPEATABLE`]).

use serde::{Deserialize, Serialize};

/// Names and values, decoded, in the order of the request. Not `Debug`: a form may hold a code or a secret.
#[derive(Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Parameters(Vec<(String, String)>);

/// What may come several times: RFC 8707 §2, RFC 8693 §2.1.
pub const REPEATABLE: [&str; 2] = ["resource", "audience"];

impl Parameters {
    /// Reads a query or a form body.
    pub fn parse(encoded: &[u8]) -> Self {
        Self(url::form_urlencoded::parse(encoded).into_owned().collect())
    }

    /// The first value; `None` when absent or empty. Sure only once [`Parameters::duplicate`] said no.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0
            .iter()
            .find(|(known, _)| known == name)
            .map(|(_, value)| value.as_str())
            .filter(|value| !value.is_empty())
    }

    /// The only value; `None` when the name is absent, empty or came twice.
    pub fn only(&self, name: &str) -> Option<&str> {
        let times = self.0.iter().filter(|(known, _)| known == name).count();
        self.get(name).filter(|_| times == 1)
    }

    /// Every value of a name that may come several times, in order; empty ones are absent.
    pub fn all(&self, name: &str) -> impl Iterator<Item = &str> {
        self.0.iter().filter(move |(known, value)| known == name && !value.is_empty()).map(|(_, value)| value.as_str())
    }

    /// The first name that came more than once and may not.
    pub fn duplicate(&self) -> Option<&str> {
        self.0.iter().enumerate().find_map(|(place, (name, _))| {
            let twice = self.0[..place].iter().any(|(earlier, _)| earlier == name);
            (twice && !REPEATABLE.contains(&name.as_str())).then_some(name.as_str())
        })
    }

    /// The same request without the parameters whose names do not do.
    pub fn keeping(&self, does: impl Fn(&str) -> bool) -> Self {
        Self(self.0.iter().filter(|(name, _)| does(name)).cloned().collect())
    }

    /// Names and values, in the order of the request.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }

    /// Bytes of all names and values.
    pub fn size(&self) -> usize {
        self.0.iter().map(|(name, value)| name.len() + value.len()).sum()
    }
}

impl<N: Into<String>, V: Into<String>> FromIterator<(N, V)> for Parameters {
    fn from_iter<I: IntoIterator<Item = (N, V)>>(pairs: I) -> Self {
        Self(pairs.into_iter().map(|(name, value)| (name.into(), value.into())).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_parameter_that_came_twice_is_seen() {
        let twice = Parameters::parse(b"scope=openid&state=a&scope=x");
        assert_eq!(twice.duplicate(), Some("scope"));
        assert_eq!(twice.only("scope"), None);
        assert_eq!(twice.only("state"), Some("a"));
    }

    #[test]
    fn a_resource_may_come_twice() {
        let twice = Parameters::parse(b"resource=a&resource=&resource=b");
        assert_eq!(twice.duplicate(), None);
        assert_eq!(twice.all("resource").collect::<Vec<_>>(), ["a", "b"]);
        assert_eq!(twice.keeping(|name| name != "resource").size(), 0);
    }

    #[test]
    fn an_empty_parameter_is_absent() {
        let parameters = Parameters::parse(b"nonce=&state=a%20b+c");
        assert_eq!(parameters.get("nonce"), None);
        assert_eq!(parameters.get("state"), Some("a b c"));
    }
}
