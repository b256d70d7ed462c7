use ambient::{Ambient, RestKey};
use aws_lc_rs::digest;
use url::Url;

use super::SessionId;
use crate::client::{Client, Profile};

/// What a service's own page may watch of a session: OpenID Connect Session Management 1.0.
#[derive(Clone)]
pub struct BrowserStates {
    ambient: Ambient,
    rest: RestKey,
}

impl BrowserStates {
    pub fn new(ambient: Ambient, rest: RestKey) -> Self {
        Self { ambient, rest }
    }

    /// What the provider's frame reads in the browser (§3.2): another value for another session, and no way from it to the
    /// session or its cookie.
    pub fn of(&self, session: &SessionId) -> String {
        self.rest.rest("browser-state", session.as_str()).as_str().to_owned()
    }

    /// `session_state` of an authorization response (§2). Pro Santé Connect answers the `sid` itself (facts/psc.md §2.2).
    pub fn session_state(&self, client: &Client, redirect_uri: &str, session: &SessionId) -> String {
        if client.profile == Profile::Psc {
            return session.to_string();
        }
        let mut salt = [0; 16];
        self.ambient.chance.fill(&mut salt);
        let origin = Url::parse(redirect_uri).map_or_else(|_| String::new(), |url| url.origin().ascii_serialization());
        hashed(client.id.as_str(), &origin, &self.of(session), &hexadecimal(&salt))
    }
}

/// As the script of the frame computes it again: `hex(SHA-256("client origin state salt")).salt`.
fn hashed(client: &str, origin: &str, state: &str, salt: &str) -> String {
    let text = format!("{client} {origin} {state} {salt}");
    format!("{}.{salt}", hexadecimal(digest::digest(&digest::SHA256, text.as_bytes()).as_ref()))
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digit = |half: u8| char::from(DIGITS[usize::from(half)]);
    bytes.iter().flat_map(|byte| [digit(byte >> 4), digit(byte & 15)]).collect()
}

#[cfg(test)]
mod tests {
    use ambient::Timestamp;

    use super::*;
    use crate::fakes::client;

    fn states() -> BrowserStates {
        BrowserStates::new(Ambient::fixed(Timestamp::from_seconds(1), 1).0, RestKey::from_bytes(&[1; 32]))
    }

    // requirement: S12
    #[test]
    fn session_state_is_of_one_client_one_origin_and_one_session() {
        let (states, sid) = (states(), SessionId::from("sid"));
        let oidc = Client { profile: Profile::Oidc, ..client() };
        let said = states.session_state(&oidc, "https://rp.example:8443/retour?x=1", &sid);
        let (_, salt) = said.split_once('.').unwrap();
        assert_eq!(said, hashed("dui", "https://rp.example:8443", &states.of(&sid), salt));
        assert_ne!(said, states.session_state(&oidc, "https://rp.example:8443/retour", &sid), "a fresh salt each time");
        assert_ne!(states.of(&sid), states.of(&SessionId::from("other")));
        assert!(!said.contains("sid") && !said.contains(' '));
    }

    #[test]
    fn for_pro_sante_connect_session_state_is_the_sid() {
        assert_eq!(states().session_state(&client(), "https://rp.example/", &SessionId::from("sid")), "sid");
    }

    #[test]
    fn the_hash_is_the_one_that_the_frame_computes() {
        // sha256("dui https://rp.example state salt"), from another implementation
        let said = hashed("dui", "https://rp.example", "state", "salt");
        assert_eq!(said, format!("{HASH}.salt"));
    }

    const HASH: &str = "f1088cc5c73c17b505a72f07e75e5a3354662701678b85afbe0de4d1f33a7ddb";
}
