use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Map, Value};

/// Which token an answer held.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    Id,
    Access,
    Userinfo,
}

impl TokenKind {
    pub const fn word(self) -> &'static str {
        match self {
            Self::Id => "id_token",
            Self::Access => "access_token",
            Self::Userinfo => "userinfo",
        }
    }
}

/// A token as its reader has it, without the signature: nobody can present it.
#[derive(Clone, Debug, PartialEq)]
pub struct Decoded {
    pub kind: TokenKind,
    /// Empty for an answer that is no JWT.
    pub header: Map<String, Value>,
    pub claims: Map<String, Value>,
}

/// What an answer told, kept as it came but for what makes it good, and decoded when somebody looks: hardly any is looked at.
#[derive(Clone, Debug, PartialEq)]
pub struct Told {
    kind: TokenKind,
    text: Text,
}

#[derive(Clone, Debug, PartialEq)]
enum Text {
    /// Header and claims, in compact form.
    Jws(String),
    Json(String),
}

impl Told {
    /// `None`: encrypted, a reference, or too long to be shown.
    pub fn token(kind: TokenKind, token: &str) -> Option<Self> {
        let (text, _signature) = token.rsplit_once('.').filter(|_| token.len() <= LONGEST)?;
        (text.split('.').count() == 2).then(|| Self { kind, text: Text::Jws(text.to_owned()) })
    }

    pub fn claims(kind: TokenKind, json: String) -> Self {
        Self { kind, text: Text::Json(json) }
    }

    /// `None`: it only looked like a token.
    pub fn decoded(&self) -> Option<Decoded> {
        let (header, claims) = match &self.text {
            Text::Jws(text) => {
                text.split_once('.').and_then(|(header, claims)| Some((part(header)?, part(claims)?)))?
            }
            Text::Json(json) => (Map::new(), serde_json::from_str(json).ok()?),
        };
        Some(Decoded { kind: self.kind, header, claims })
    }
}

/// Longest token that is read, in bytes.
const LONGEST: usize = 64 * 1024;

/// Header and claims of a compact JWS. `None`: encrypted, a reference, or too long to be shown.
pub fn decode(kind: TokenKind, token: &str) -> Option<Decoded> {
    Told::token(kind, token)?.decoded()
}

fn part(encoded: &str) -> Option<Map<String, Value>> {
    serde_json::from_slice(&URL_SAFE_NO_PAD.decode(encoded).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_shown_without_what_makes_it_good() {
        let decoded = decode(TokenKind::Id, "eyJhbGciOiJFUzI1NiJ9.eyJzdWIiOiJ4In0.c2lnbmF0dXJl").unwrap();
        assert_eq!(decoded.claims["sub"], "x");
        assert!(!format!("{decoded:?}").contains("c2lnbmF0dXJl"));
        let claims = Told::claims(TokenKind::Userinfo, r#"{"sub":"a.b"}"#.to_owned());
        assert_eq!(claims.decoded().unwrap().claims["sub"], "a.b");
        for opaque in ["a-reference", "a.b.c", "a.b.c.d.e", ""] {
            assert_eq!(decode(TokenKind::Access, opaque), None, "{opaque}");
        }
    }
}
