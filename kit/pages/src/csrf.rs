use std::fmt;

use ambient::RestKey;
use askama::filters::HtmlSafe;
use aws_lc_rs::constant_time;

/// The name of the hidden field that carries the token.
pub const CHAMP_CSRF: &str = "csrf";

/// The token of the forms of one browser (checklist A14): an HMAC of that browser's cookie, so that nothing is stored and
/// another browser's token is worth nothing. In a form, `{{ csrf }}` writes the whole hidden field.
#[derive(Clone)]
pub struct Csrf(String);

/// The form did not come from a page that this browser was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the form's token does not belong to this browser's cookie")]
pub struct JetonRefuse;

impl Csrf {
    /// `cookie` is the secret value of the cookie that names the browser's session or interaction.
    pub fn for_cookie(key: &RestKey, cookie: &str) -> Self {
        Self(key.rest("csrf", cookie).as_str().to_owned())
    }

    /// Compares in constant time.
    pub fn verify(&self, presented: &str) -> Result<(), JetonRefuse> {
        constant_time::verify_slices_are_equal(self.0.as_bytes(), presented.as_bytes()).map_err(|_| JetonRefuse)
    }

    /// The bare value, for a script's header or a test.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// Writes the hidden field; the value is base64url and needs no escaping.
impl fmt::Display for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, r#"<input type="hidden" name="{CHAMP_CSRF}" value="{}">"#, self.0)
    }
}

impl HtmlSafe for Csrf {}

impl fmt::Debug for Csrf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Csrf(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_serves_its_own_cookie_only() {
        let key = RestKey::from_bytes(&[7; 32]);
        let mine = Csrf::for_cookie(&key, "mine");
        assert_eq!(mine.verify(Csrf::for_cookie(&key, "mine").as_str()), Ok(()));
        assert_eq!(mine.verify(Csrf::for_cookie(&key, "theirs").as_str()), Err(JetonRefuse));
        assert_eq!(mine.verify(""), Err(JetonRefuse));
    }
}
