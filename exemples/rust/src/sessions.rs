//! Server-side sessions: the browser holds a random number and nothing else. With several processes, put the map in a
//! store that they share (Redis, SQL): the notice of a logout reaches only one of them.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};

use crate::provider::SignedIn;

const COOKIE: &str = "__Host-session";
const LOGIN: Duration = Duration::from_secs(600);
const IDLE: Duration = Duration::from_secs(30 * 60);
/// No longer than the provider's own.
const WHOLE: Duration = Duration::from_secs(4 * 3_600);

/// A login that has left for the provider.
pub struct Login {
    pub state: CsrfToken,
    pub nonce: Nonce,
    pub pkce: PkceCodeVerifier,
}

struct Session {
    login: Option<Login>,
    signed_in: Option<SignedIn>,
    until: Instant,
    used: Instant,
}

#[derive(Default)]
pub struct Sessions(Mutex<HashMap<String, Session>>);

impl Sessions {
    pub fn signed_in(&self, jar: &CookieJar) -> Option<SignedIn> {
        let mut open = self.open();
        let session = open.get_mut(jar.get(COOKIE)?.value()).filter(|session| session.lives())?;
        session.used = Instant::now();
        session.signed_in.clone()
    }

    /// Remembers a login, beside what is open in this browser already.
    pub fn leave(&self, jar: CookieJar, login: Login) -> CookieJar {
        let mut open = self.open();
        open.retain(|_, session| session.lives());
        if let Some(session) = jar.get(COOKIE).and_then(|cookie| open.get_mut(cookie.value())) {
            session.login = Some(login);
            return jar;
        }
        let (number, now) = (random(), Instant::now());
        let session = Session { login: Some(login), signed_in: None, until: now + LOGIN, used: now };
        open.insert(number.clone(), session);
        jar.add(cookie(number))
    }

    /// The login that this browser began: one answer for one request.
    pub fn come_back(&self, jar: &CookieJar) -> Option<Login> {
        self.open().get_mut(jar.get(COOKIE)?.value()).filter(|session| session.lives())?.login.take()
    }

    /// Under a new number: one from before the login is worth nothing after it.
    pub fn start(&self, jar: CookieJar, signed_in: SignedIn) -> CookieJar {
        self.close(&jar);
        let (number, now) = (random(), Instant::now());
        let session = Session { login: None, signed_in: Some(signed_in), until: now + WHOLE, used: now };
        self.open().insert(number.clone(), session);
        jar.add(cookie(number))
    }

    /// Puts fresh tokens where the old ones were, unless the session has ended meanwhile.
    pub fn renew(&self, jar: &CookieJar, signed_in: SignedIn) {
        let Some(cookie) = jar.get(COOKIE) else { return };
        if let Some(session) = self.open().get_mut(cookie.value()) {
            session.signed_in = Some(signed_in);
        }
    }

    pub fn close(&self, jar: &CookieJar) -> Option<SignedIn> {
        self.open().remove(jar.get(COOKIE)?.value())?.signed_in
    }

    /// Every session that the provider's session `sid` opened.
    pub fn close_all(&self, sid: &str) {
        self.open().retain(|_, session| session.signed_in.as_ref().is_none_or(|user| user.sid != sid));
    }

    fn open(&self) -> MutexGuard<'_, HashMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Session {
    fn lives(&self) -> bool {
        self.until > Instant::now() && self.used.elapsed() < IDLE
    }
}

fn random() -> String {
    CsrfToken::new_random_len(32).into_secret()
}

/// Lax, because the provider's redirection must carry it.
fn cookie(number: String) -> Cookie<'static> {
    Cookie::build((COOKIE, number)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}
