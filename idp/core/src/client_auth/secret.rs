use ambient::RestKey;

/// The resting form of a client secret.
pub fn rest(rest: &RestKey, secret: &str) -> String {
    rest.rest("client-secret", secret).as_str().to_owned()
}

/// Compared through the key once more, so that the time it takes tells nothing of the registered form.
pub fn equal(key: &RestKey, registered: &str, presented: &str) -> bool {
    key.rest("client-secret-compare", registered) == key.rest("client-secret-compare", &rest(key, presented))
}
