//! Who visits: each browser is named by a cookie that means nothing by itself.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use axum_extra::extract::CookieJar;
use axum_extra::extract::cookie::{Cookie, SameSite};
use openidconnect::{CsrfToken, Nonce, PkceCodeVerifier};

use crate::session::Session;

const COOKIE: &str = "__Host-dui";
/// How long a person may take at the provider.
const ATTENTE: Duration = Duration::from_secs(900);

/// A login that has left for the provider.
pub struct Demande {
    pub state: CsrfToken,
    pub nonce: Nonce,
    pub pkce: PkceCodeVerifier,
}

/// Locked while it is used: a refresh token serves once.
pub type SessionOuverte = Arc<tokio::sync::Mutex<Session>>;

#[derive(Default)]
struct Visite {
    demande: Option<(Instant, Demande)>,
    session: Option<SessionOuverte>,
}

#[derive(Default)]
pub struct Visites(Mutex<HashMap<String, Visite>>);

impl Visites {
    /// Remembers a login; an open session stays open beside it, in case the person changes their mind.
    pub fn demander(&self, jar: CookieJar, demande: Demande) -> CookieJar {
        let mut toutes = self.toutes();
        toutes.retain(|_, visite| visite.vit());
        let connu = jar.get(COOKIE).map(|cookie| cookie.value().to_owned()).filter(|id| toutes.contains_key(id));
        let id = connu.unwrap_or_else(nouveau);
        toutes.entry(id.clone()).or_default().demande = Some((Instant::now(), demande));
        jar.add(cookie(id))
    }

    /// Takes the login that this browser began: it serves once.
    pub fn reprendre(&self, jar: &CookieJar) -> Option<Demande> {
        let (debut, demande) = self.toutes().get_mut(jar.get(COOKIE)?.value())?.demande.take()?;
        (debut.elapsed() < ATTENTE).then_some(demande)
    }

    /// Opens a session under a new name: a cookie from before the login is worth nothing after it.
    pub fn ouvrir(&self, jar: CookieJar, session: Session) -> CookieJar {
        self.fermer(&jar);
        let id = nouveau();
        let session = Some(Arc::new(tokio::sync::Mutex::new(session)));
        self.toutes().insert(id.clone(), Visite { demande: None, session });
        jar.add(cookie(id))
    }

    pub fn session(&self, jar: &CookieJar) -> Option<SessionOuverte> {
        self.toutes().get(jar.get(COOKIE)?.value())?.session.clone()
    }

    pub fn fermer(&self, jar: &CookieJar) -> Option<SessionOuverte> {
        self.toutes().remove(jar.get(COOKIE)?.value())?.session
    }

    fn toutes(&self) -> MutexGuard<'_, HashMap<String, Visite>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Visite {
    fn vit(&self) -> bool {
        let demande = self.demande.as_ref().is_some_and(|(debut, _)| debut.elapsed() < ATTENTE);
        demande || self.session.as_ref().is_some_and(|session| session.try_lock().map_or(true, |session| session.vit()))
    }
}

fn nouveau() -> String {
    CsrfToken::new_random_len(32).into_secret()
}

/// Lax, because the provider's redirection back to us must carry it.
fn cookie(id: String) -> Cookie<'static> {
    Cookie::build((COOKIE, id)).path("/").secure(true).http_only(true).same_site(SameSite::Lax).build()
}
