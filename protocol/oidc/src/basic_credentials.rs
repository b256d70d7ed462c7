//! RFC 6749 §2.3.1 and RFC 7617: `client_id` and secret in the `Authorization` header, each form-url-encoded first.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// What a `Basic` header carries, decoded. Not `Debug`: it holds a secret.
#[derive(PartialEq, Eq)]
pub struct BasicCredentials {
    pub client_id: String,
    pub client_secret: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the Basic credentials cannot be read")]
pub struct UnreadableCredentials;

impl BasicCredentials {
    /// Reads the header's value. `None`: another scheme.
    pub fn parse(header: &str) -> Option<Result<Self, UnreadableCredentials>> {
        let (scheme, encoded) = header.split_once(' ')?;
        scheme.eq_ignore_ascii_case("basic").then(|| Self::decode(encoded.trim()).ok_or(UnreadableCredentials))
    }

    fn decode(encoded: &str) -> Option<Self> {
        let text = String::from_utf8(STANDARD.decode(encoded).ok()?).ok()?;
        let (id, secret) = text.split_once(':')?;
        Some(Self { client_id: form_decode(id)?, client_secret: form_decode(secret)? })
    }
}

/// One form-url-encoded value: `+` is a space and `%XX` a byte.
fn form_decode(encoded: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut rest = encoded.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                u8::try_from(digit(rest.next()?)? * 16 + digit(rest.next()?)?).ok()?
            }
            other => other,
        });
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(plain: &str) -> BasicCredentials {
        let header = format!("Basic {}", STANDARD.encode(plain));
        BasicCredentials::parse(&header).and_then(Result::ok).expect("these credentials can be read")
    }

    #[test]
    fn an_identifier_and_a_secret_are_form_decoded() {
        let credentials = read("d%3Aui:a%3Ab%25c+d%C3%A9:e");
        assert_eq!(credentials.client_id, "d:ui");
        assert_eq!(credentials.client_secret, "a:b%c dé:e");
    }

    #[test]
    fn another_scheme_is_not_ours_and_a_broken_header_is_refused() {
        assert!(BasicCredentials::parse("Bearer abc").is_none());
        for broken in ["Basic ***", "Basic YQ==", "Basic YTolJQ=="] {
            assert!(BasicCredentials::parse(broken).is_some_and(|read| read.is_err()), "{broken}");
        }
    }
}
